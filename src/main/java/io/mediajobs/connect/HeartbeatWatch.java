package io.mediajobs.connect;

import io.mediajobs.connect.config.Heartbeats;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns where a worker does not get the first heartbeat of a task into Kafka. It waits for ever for
 * a topic that is missing, says so only in the words of Kafka's client, and shows the task as
 * running; over a topic that is forbidden it fails the task.
 */
final class HeartbeatWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HeartbeatWatch.class);

  /** How long a worker may take to come back. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final String topic;
  private final Duration patience;
  private final Executor thread;
  private final CountDownLatch over = new CountDownLatch(1);
  private boolean begun;

  /** Watches a topic on a thread of its own, which lives only while the worker is waited for. */
  HeartbeatWatch(String topic) {
    this(
        topic,
        PATIENCE,
        work -> {
          Thread thread = new Thread(work, "media-jobs-heartbeat");
          thread.setDaemon(true);
          thread.start();
        });
  }

  /** Watches a topic, and waits for the worker on this thread. */
  HeartbeatWatch(String topic, Duration patience, Executor thread) {
    this.topic = topic;
    this.patience = patience;
    this.thread = thread;
  }

  /** Notes that the worker asks for records: it has sent all that it had. */
  void polled() {
    if (begun) {
      over.countDown();
    }
  }

  /** Notes the records that the worker gets; null for none. */
  void handedOut(@Nullable List<SourceRecord> records) {
    if (!begun && records != null && records.stream().anyMatch(Heartbeats::is)) {
      begun = true;
      thread.execute(this::watch);
    }
  }

  /** Notes that the worker is done with a record; on any thread. */
  void committed(SourceRecord record) {
    if (Heartbeats.is(record)) {
      over.countDown();
    }
  }

  /** Warns if the task ends over the heartbeat. */
  @Override
  public void close() {
    if (begun) {
      warn();
    }
  }

  private void watch() {
    try {
      if (!over.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        warn();
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void warn() {
    if (over.getCount() > 0) {
      over.countDown();
      LOG.warn(
          "The worker has not got the first heartbeat into {}: see that the topic exists, or that"
              + " topic.creation.default.partitions and topic.creation.default.replication.factor"
              + " let it be created, and that the worker may write to it; or set"
              + " heartbeat.interval.ms=-1, with which a restart may repeat or miss changes",
          topic);
    }
  }
}
