package io.mediajobs.record;

import java.util.Set;

/**
 * Which records are made, and where they go.
 *
 * @param topicPrefix the value of {@code {prefix}} in the topics
 * @param transitionsTopic a {@link TopicTemplate}; empty makes no transitions
 * @param jobsTopic a {@link TopicTemplate}; empty makes no jobs
 * @param malformedTopic a {@link TopicTemplate}, in which {@code {queueId}} is the queue of the
 *     source and {@code {state}} is {@code none}; empty makes no records of malformed jobs
 * @param transitionStates only transitions into these states are made; empty for all
 * @param inferred whether transitions are made that were never seen but are certain
 * @param includeJob whether transitions carry the job as it was seen
 * @param cloudEvents whether records carry CloudEvents headers
 * @param maxRecordBytes how many bytes a value may have, by {@link RecordSize}
 * @param jobTombstones whether a tombstone follows a job that the service no longer knows
 */
public record RecordSettings(
    String topicPrefix,
    String transitionsTopic,
    String jobsTopic,
    String malformedTopic,
    Set<String> transitionStates,
    boolean inferred,
    boolean includeJob,
    boolean cloudEvents,
    int maxRecordBytes,
    boolean jobTombstones) {

  /**
   * How many bytes a value may have by default: keys and headers included, below the megabyte that
   * Kafka takes by default.
   */
  public static final int MAX_RECORD_BYTES = 900_000;

  /** The least bound: any job and transition fits into it, with the longest JobId and State. */
  public static final int LEAST_RECORD_BYTES = 65_536;

  /** Makes the set unchangeable. */
  public RecordSettings {
    transitionStates = Set.copyOf(transitionStates);
  }

  /** The topic of heartbeats, {@code {prefix}.heartbeat}. */
  public String heartbeatTopic() {
    return topicPrefix + ".heartbeat";
  }
}
