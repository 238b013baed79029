package io.mediajobs.simulation;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What a history is like, drawn from its seed.
 *
 * @param exactlyOnce whether a poll is one transaction, or records and offsets reach Kafka
 *     piecemeal
 * @param overlap how late a job may become visible, with the staleness of answers on top
 * @param stale how old what an answer shows may be
 * @param clockAhead how far the service's clock is ahead of ours
 * @param faultPercent how many requests fail in passing
 * @param tokenPercent how many tokens are refused, repeated, or lead to an empty page first
 * @param crashPercent how many polls are followed by a crash or a stop
 * @param damagedPercent how many jobs can't be read, for ever or for a time
 * @param atOnce how many jobs a queue runs at once while many wait; 0 for no such queue
 * @param priorities whether it starts them in any order
 * @param pastPages how many pages of jobs of a long past there are
 * @param odd what the service does although no page says so
 */
record SimPlan(
    long seed,
    boolean exactlyOnce,
    boolean startInclusive,
    boolean endInclusive,
    Duration overlap,
    Duration stale,
    Duration clockAhead,
    int pageSize,
    int pollSeconds,
    int refreshSeconds,
    int maxTracked,
    int faultPercent,
    int tokenPercent,
    int crashPercent,
    int damagedPercent,
    int atOnce,
    boolean priorities,
    int pastPages,
    SimOddities odd) {

  static SimPlan of(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int pageSize = 5 + random.nextInt(20);
    int overlap = random.nextInt(30);
    SplittableRandom past = new SplittableRandom(seed + 3);
    int pastPages = past.nextInt(4) == 0 ? 16 + past.nextInt(25) : 0;
    int least = pastPages == 0 || past.nextBoolean() ? pageSize : (8 + past.nextInt(9)) * pageSize;
    return new SimPlan(
        seed,
        random.nextBoolean(),
        random.nextInt(4) > 0,
        random.nextInt(4) > 0,
        Duration.ofSeconds(overlap),
        Duration.ofMillis(random.nextInt(3) == 0 ? Math.min(900, overlap * 1000) : 0),
        Duration.ofMillis(random.nextInt(-600_000, 600_001)),
        pageSize,
        1 + random.nextInt(5),
        1 + random.nextInt(5),
        random.nextInt(4) == 0 ? least + random.nextInt(40) : 20_000,
        random.nextInt(3) == 0 ? random.nextInt(30) : 0,
        random.nextInt(3) == 0 ? random.nextInt(30) : 0,
        random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(20),
        random.nextInt(3) == 0 ? 1 + random.nextInt(30) : 0,
        random.nextInt(3) == 0 ? 1 + random.nextInt(12) : 0,
        random.nextInt(3) == 0,
        pastPages,
        SimOddities.of(seed));
  }

  /** How late a job may become visible so that even a stale answer shows it within the overlap. */
  Duration latest() {
    return overlap.minus(stale);
  }

  /** How its clocks and listings are not what its pages say. */
  SimListings listings() {
    return SimListings.of(seed, clockAhead);
  }

  /**
   * What the service does although no page says so. Where jobs do not show when they were created,
   * only look-ups can follow them, and these do as they should.
   */
  @Override
  public SimOddities odd() {
    return listings().tellsCreation() ? odd : odd.withLookUps();
  }

  /** Whether so much goes wrong that the same pages are asked for again and again. */
  boolean isSlow() {
    return faultPercent > 0 && damagedPercent > 0;
  }

  /** Whether nothing goes wrong, so that it can be told how long everything may take. */
  boolean smooth() {
    return listings().honest()
        && odd.none()
        && faultPercent + tokenPercent + crashPercent + damagedPercent == 0
        && maxTracked == 20_000;
  }

  /** The settings of the task. */
  Map<String, String> properties() {
    Map<String, String> properties = new HashMap<>();
    properties.put("name", "simulation");
    properties.put("topic.prefix", "t");
    properties.put("ci.bucket", "examplebucket-1250000000");
    properties.put("ci.region", "ap-chongqing");
    properties.put("ci.secret.id", "id");
    properties.put("ci.secret.key", "key");
    properties.put("ci.tags", "Transcode");
    properties.put("transitions.include.job", "false");
    properties.put("page.size", Integer.toString(pageSize));
    properties.put("max.tracked.jobs", Integer.toString(maxTracked));
    properties.put("discovery.overlap.ms", Long.toString(overlap.toMillis()));
    properties.put("poll.interval.ms", Integer.toString(pollSeconds * 1000));
    properties.put("refresh.interval.ms", Integer.toString(refreshSeconds * 1000));
    properties.put("refresh.interval.max.ms", Integer.toString(refreshSeconds * 4000));
    properties.put("retry.backoff.max.ms", "2000");
    properties.put("requests.per.second", "50");
    return properties;
  }
}
