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

  /** Null before the start and after the end; read by the threads that hand back records, too. */
  private volatile @Nullable Started started;

  private record Started(RunningTask task, HeartbeatWatch heartbeats, MetricsPublisher publisher) {}

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
            connector,
            worker.steady());
    try {
      RunningTask task = RunningTask.start(config, context.offsetStorageReader(), requests, worker);
      HeartbeatWatch heartbeats = new HeartbeatWatch(config.records().heartbeatTopic());
      int number = config.share().number();
      started =
          new Started(
              task, heartbeats, MetricsPublisher.of(context, connector, number, task.metrics()));
    } catch (RuntimeException failed) {
      requests.close();
      throw failed;
    }
  }

  /** Comes back within about a second; null where there is nothing new. */
  @Override
  public @Nullable List<SourceRecord> poll() throws InterruptedException {
    Started now = started;
    if (now == null) {
      return null;
    }
    now.publisher.refresh();
    now.heartbeats.polled();
    List<SourceRecord> records = now.task.poll();
    now.heartbeats.handedOut(records);
    return records;
  }

  /** Notes that Kafka has a record, or that it was dropped; from any thread, never waiting. */
  @Override
  public void commitRecord(SourceRecord record, @Nullable RecordMetadata metadata) {
    Started now = started;
    if (now != null) {
      now.task.committed(record, metadata != null);
      now.heartbeats.committed(record);
    }
  }

  /** Abandons requests in flight and is done in well under two seconds. */
  @Override
  public void stop() {
    Started last = started;
    started = null;
    if (last != null) {
      last.publisher.close();
      last.heartbeats.close();
      last.task.close();
    }
  }
}
