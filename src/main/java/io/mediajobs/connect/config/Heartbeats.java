package io.mediajobs.connect.config;

import io.mediajobs.job.JobSource;
import io.mediajobs.schema.EventSchemas;
import io.mediajobs.tracking.state.FirstStart;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The heartbeats of a task: whether there are any, and what is to be said of their topic. A
 * heartbeat that a source needs to bring its offset into Kafka is a carrier.
 */
public final class Heartbeats {

  private static final Logger LOG = LoggerFactory.getLogger(Heartbeats.class);

  private final Duration interval;
  private final String topic;
  private boolean said;

  /** Heartbeats of a topic, as {@link MediaJobsConfig#heartbeat} wants them. */
  public Heartbeats(Duration interval, String topic) {
    this.interval = interval;
    this.topic = topic;
  }

  /** Whether a record is a heartbeat. */
  public static boolean is(SourceRecord record) {
    return record.valueSchema() == EventSchemas.SOURCE_HEARTBEAT.required();
  }

  /**
   * Warns where heartbeats are certain to be sent and nothing in the settings creates their topic.
   * Whether it exists, only the worker can see, and it has no way to tell a connector.
   *
   * @param properties all settings of the connector, those for Connect too
   */
  public static void checkTopic(MediaJobsConfig config, Map<String, String> properties) {
    boolean first = !(config.polling().firstStart() instanceof FirstStart.Earliest);
    Duration interval = config.heartbeat();
    boolean certain = !interval.isNegative() && (first || !interval.isZero());
    if (certain && !properties.containsKey("topic.creation.default.partitions")) {
      LOG.warn(
          "Nothing in the settings creates the topic {}, which gets the first heartbeat, and a"
              + " worker waits for ever for a topic that is missing: see that it exists, or that"
              + " brokers create topics by themselves, or set topic.creation.default.partitions and"
              + " topic.creation.default.replication.factor",
          config.records().heartbeatTopic());
    }
  }

  /** Whether the settings want carriers. */
  public boolean wanted() {
    return !interval.isNegative();
  }

  /** Whether a source has been without a record for too long. */
  public boolean due(Instant emittedAt, Instant now) {
    return interval.compareTo(Duration.ZERO) > 0 && !now.isBefore(emittedAt.plus(interval));
  }

  /** Warns, once for all sources, that a heartbeat was dropped: their topic is one. */
  public void dropped(JobSource source) {
    if (!said) {
      said = true;
      LOG.warn(
          "A heartbeat of {} was dropped on its way to {}, so that a restart may repeat or miss"
              + " changes; there will be no more: let that topic pass by putting the predicate"
              + " TopicNameMatches with the pattern {} and negate=true on the transform, or set"
              + " heartbeat.interval.ms=-1",
          source,
          topic,
          topic.replace(".", "\\."));
    }
  }
}
