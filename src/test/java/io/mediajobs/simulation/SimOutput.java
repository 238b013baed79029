package io.mediajobs.simulation;

import io.mediajobs.job.Jobs;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Which records a history makes, and what becomes of them on their way, drawn from its seed.
 *
 * @param latest whether its first start is at the newest job, not at the earliest
 * @param failedAlone whether only transitions into Failed become records
 * @param dropped what a transform drops
 * @param from since when it does
 * @param acknowledged how many of a hundred records that Kafka has taken are acknowledged with each
 *     poll; with exactly-once they all are, with their transaction
 * @param carriers whether heartbeats may carry offsets
 */
record SimOutput(
    boolean latest,
    boolean failedAlone,
    Dropped dropped,
    Instant from,
    int acknowledged,
    boolean carriers) {

  /** What a transform drops, by the topic. */
  enum Dropped {
    NOTHING("-"),
    JOBS("t[.]jobs"),
    TRANSITIONS("t[.]transitions"),
    HEARTBEATS("t[.]heartbeat"),
    JOBS_AND_HEARTBEATS("t[.](jobs|heartbeat)");

    private final String topics;

    Dropped(String topics) {
      this.topics = topics;
    }
  }

  static SimOutput of(long seed, boolean carriers) {
    SplittableRandom random = new SplittableRandom(seed + 4);
    Dropped dropped =
        random.nextInt(3) > 0 ? Dropped.NOTHING : Dropped.values()[1 + random.nextInt(4)];
    Duration onset = Duration.ofMillis(random.nextBoolean() ? 0 : random.nextInt(120_000));
    return new SimOutput(
        random.nextInt(4) == 0,
        random.nextInt(8) == 0,
        dropped,
        Jobs.T0.plus(onset),
        random.nextInt(3) == 0 ? 0 : random.nextBoolean() ? 100 : 1 + random.nextInt(30),
        carriers);
  }

  /** Whether the transform drops a record of this topic. */
  boolean drops(String topic, Instant now) {
    return !now.isBefore(from) && topic.matches(dropped.topics);
  }

  /** Whether every record of a job arrives. */
  boolean jobsArrive() {
    return dropped == Dropped.NOTHING || dropped == Dropped.HEARTBEATS;
  }

  /** Whether every carrier arrives that is needed because records are dropped. */
  boolean carriersArrive() {
    return dropped != Dropped.JOBS_AND_HEARTBEATS;
  }

  /** Whether every change gets into the offset, by its own record or by a carrier. */
  boolean isHeld() {
    return dropped == Dropped.HEARTBEATS ? !failedAlone : carriersArrive();
  }

  /** The settings that ask for it. */
  Map<String, String> properties() {
    Map<String, String> properties = new HashMap<>();
    properties.put("start.creation.time", latest ? "latest" : "earliest");
    properties.put("heartbeat.interval.ms", carriers ? "0" : "-1");
    if (failedAlone) {
      properties.put("transitions.states", "Failed");
      properties.put("jobs.topic", "");
    }
    return properties;
  }
}
