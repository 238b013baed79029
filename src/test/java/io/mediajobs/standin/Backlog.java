package io.mediajobs.standin;

import io.mediajobs.job.JobState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes many different jobs from one seed: most succeed, some fail, are cancelled, or are paused
 * before they run. The same calls on the same seed make the same jobs.
 */
public final class Backlog {

  private static final int CANCELLED_PERCENT = 5;
  private static final int PAUSED_PERCENT = 5;
  private static final int FAILED_PERCENT = 10;
  private static final int LATE_PERCENT = 10;
  private static final int AFTERWARDS_PERCENT = 25;

  private final SplittableRandom random;
  private final List<String> tags;
  private Duration longestLife = Duration.ofMinutes(2);
  private Duration longestLateness = Duration.ZERO;
  private Duration resultsAfter = Duration.ZERO;
  private Duration partEndsAfter = Duration.ZERO;
  private int pausedPercent = PAUSED_PERCENT;

  private Backlog(long seed, List<String> tags) {
    this.random = new SplittableRandom(seed);
    this.tags = tags;
  }

  /** Jobs of these tags in turn, so of each as many as of any other. */
  public static Backlog seeded(long seed, String... tags) {
    return new Backlog(seed, List.of(tags));
  }

  /** The longest time from a job's creation to its end, 2 minutes unless told otherwise. */
  public Backlog living(Duration atMost) {
    longestLife = atMost;
    return this;
  }

  /** Lets one job in ten become visible late, by up to this. */
  public Backlog late(Duration byAtMost) {
    longestLateness = byAtMost;
    return this;
  }

  /**
   * Lets one job in four show what came of it only so long after its end, and one in four have a
   * part that goes on for so long after it: some do both.
   */
  public Backlog afterwards(Duration resultsAfterEnd, Duration partEndsAfterEnd) {
    resultsAfter = resultsAfterEnd;
    partEndsAfter = partEndsAfterEnd;
    return this;
  }

  /** Lets no job be paused: each state of a job can be told from the ones after it. */
  public Backlog withoutPauses() {
    pausedPercent = 0;
    return this;
  }

  /** So many jobs, created at random times from here on. */
  public List<Job> jobs(int count, Instant from, Duration span) {
    List<Job> jobs = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      jobs.add(job(i, from.plusMillis(random.nextLong(Math.max(1, span.toMillis())))));
    }
    return jobs;
  }

  /** The job with this number, from 0, created at this time. */
  Job job(int number, Instant createdAt) {
    JobBuilder job = Jobs.job(tags.get(number % tags.size()));
    job.seed(random.nextLong()).createdAt(createdAt).inputObject("input/" + number + ".mp4");
    if (!longestLateness.isZero() && random.nextInt(100) < LATE_PERCENT) {
      job.visibleAfter(upTo(longestLateness));
    }
    if (!resultsAfter.isZero() && random.nextInt(100) < AFTERWARDS_PERCENT) {
      job.resultsAfter(resultsAfter);
    }
    if (!partEndsAfter.isZero() && random.nextInt(100) < AFTERWARDS_PERCENT) {
      job.partEndsAfter(partEndsAfter);
    }
    Duration third = longestLife.dividedBy(3);
    Duration wait = upTo(third);
    int lot = random.nextInt(100);
    if (lot < CANCELLED_PERCENT) {
      return job.endsAfter(wait, JobState.CANCEL).build();
    } else if (lot < CANCELLED_PERCENT + pausedPercent) {
      job.pausedAfter(wait);
      wait = wait.plus(upTo(third));
    }
    boolean fails = random.nextInt(100) < FAILED_PERCENT;
    return job.runningAfter(wait)
        .endsAfter(wait.plus(upTo(third)), fails ? JobState.FAILED : JobState.SUCCESS)
        .build();
  }

  private Duration upTo(Duration atMost) {
    return Duration.ofMillis(1 + random.nextLong(Math.max(1, atMost.toMillis())));
  }
}
