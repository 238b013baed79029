package io.mediajobs.connect;

import io.mediajobs.client.HttpJobsApi;
import io.mediajobs.connect.config.MediaJobsConfig;
import io.mediajobs.connect.metrics.MetricsPublisher;
import io.mediajobs.schema.PluginVersion;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;

/** The task that a worker runs: a shell over {@link RunningTask}, which has all the state. */
public final class MediaJobsSourceTask extends SourceTask {

  /** Read by the threads that hand back records, too. */
  private volatile @Nullable RunningTask running;

  private volatile @Nullable HeartbeatWatch heartbeats;
  private @Nullable MetricsPublisher publisher;

  @Override
  public String version() {
    return PluginVersion.get();
  }

  @Override
  public void start(Map<String, String> props) {
    MediaJobsConfig config = MediaJobsConfig.of(props);
    String connector = props.getOrDefault("name", "media-jobs");
    Worker worker = Worker.of(config.endpoint());
    Requests requests =
        new PooledRequests(
            new HttpJobsApi(config.client(), config.credentials(worker.wall()), worker.wall()),
            config.concurrentRequests(),
            connector);
    try {
      RunningTask task = RunningTask.start(config, context.offsetStorageReader(), requests, worker);
      running = task;
      heartbeats = new HeartbeatWatch(config.records().heartbeatTopic());
      publisher = MetricsPublisher.of(context, connector, config.share().number(), task.metrics());
    } catch (RuntimeException failed) {
      requests.close();
      throw failed;
    }
  }

  /** Comes back within about a second; null where there is nothing new. */
  @Override
  public @Nullable List<SourceRecord> poll() throws InterruptedException {
    if (publisher != null) {
      publisher.refresh();
    }
    RunningTask task = running;
    HeartbeatWatch watch = heartbeats;
    if (task == null || watch == null) {
      return null;
    }
    watch.polled();
    List<SourceRecord> records = task.poll();
    watch.handedOut(records);
    return records;
  }

  /** Notes that Kafka has a record, or that it was dropped; from any thread, never waiting. */
  @Override
  public void commitRecord(SourceRecord record, @Nullable RecordMetadata metadata) {
    RunningTask task = running;
    HeartbeatWatch watch = heartbeats;
    if (task != null && watch != null) {
      task.committed(record, metadata != null);
      watch.committed(record);
    }
  }

  /** Abandons requests in flight and is done in well under two seconds. */
  @Override
  public void stop() {
    RunningTask task = running;
    HeartbeatWatch watch = heartbeats;
    MetricsPublisher metrics = publisher;
    running = null;
    heartbeats = null;
    publisher = null;
    if (metrics != null) {
      metrics.close();
    }
    if (watch != null) {
      watch.close();
    }
    if (task != null) {
      task.close();
    }
  }
}
