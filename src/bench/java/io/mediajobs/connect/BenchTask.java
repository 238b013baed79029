package io.mediajobs.connect;

import io.mediajobs.bench.SamplePages;
import io.mediajobs.bench.TaskSettings;
import io.mediajobs.connect.config.Heartbeats;
import io.mediajobs.connect.config.MediaJobsConfig;
import io.mediajobs.connect.offset.LogSizes;
import io.mediajobs.connect.offset.NoOffsets;
import io.mediajobs.connect.offset.TaskOffsets;
import io.mediajobs.job.JobEvent;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobSource;
import io.mediajobs.record.RecordFactory;
import io.mediajobs.tracking.SourcePoller;
import io.mediajobs.tracking.state.SourceState;
import io.mediajobs.tracking.state.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.apache.kafka.connect.source.SourceRecord;

/** What a task does between an answer and the worker, without the requests. */
public final class BenchTask {

  /** Long after the sample jobs. */
  public static final Instant NOW = SamplePages.FIRST.plus(Duration.ofDays(30));

  private final MediaJobsConfig config;
  private final RecordFactory records;

  /** A task with outputs as {@link TaskSettings} has them. */
  public BenchTask(String outputs) {
    config = MediaJobsConfig.of(TaskSettings.of(outputs));
    records = new RecordFactory(config.records());
  }

  /** The records of the first page that a new source lists. */
  public List<SourceRecord> records(JobPage page) {
    SourcePoller poller =
        new SourcePoller(source(), config.polling(), SourceState.NEW, new Random(1), NOW);
    SourceOutput output = output(poller);
    Times now = new Times(NOW, NOW, NOW, NOW);
    List<JobEvent> found = poller.answered(poller.step(NOW).ask(), page, now);
    return output.records(found, NOW, NOW, null);
  }

  /** What is polled. */
  JobSource source() {
    return config.share().sources().get(0);
  }

  /** What makes records of what a poller finds, of which no offset is stored. */
  SourceOutput output(SourcePoller poller) {
    TaskOffsets none =
        TaskOffsets.read(new NoOffsets(), List.of(source()), config.sources(), LogSizes.USUAL);
    return new SourceOutput(
        poller,
        none.of(source()),
        records,
        new Heartbeats(Duration.ZERO, "bench.heartbeat"),
        config,
        LogSizes.USUAL,
        NOW);
  }
}
