package io.mediajobs.tracking;

import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.tracking.ServiceModel.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A stream of jobs of several kinds under one tag, as many of each, and the service that has them.
 */
public final class JobMix {

  private static final List<Duration> THREE_KINDS =
      List.of(Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofHours(1));

  private final ServiceModel service = new ServiceModel(Duration.ZERO);
  private final List<Kind> kinds;
  private final Duration every;
  private final Random random;
  private int count;

  /** How long the jobs of a kind run. */
  interface Kind {
    Duration run(Random random);

    /** They are spread around their mean by a tenth of that, as a normal distribution is. */
    static Kind alike(Duration mean) {
      return random -> {
        double deviation = Math.max(-2.5, Math.min(2.5, random.nextGaussian()));
        return times(mean, 1 + 0.1 * deviation);
      };
    }

    /** Their logarithms are spread by one, so that a few take many times as long as most. */
    static Kind broad(Duration mean) {
      return random -> times(mean, Math.exp(random.nextGaussian() - 0.5));
    }

    /** How long one has run tells nothing of how long it still will. */
    static Kind exponential(Duration mean) {
      return random -> times(mean, -Math.log(1 - random.nextDouble()));
    }
  }

  /**
   * A stream of kinds that are all alike.
   *
   * @param runs how long the kinds of jobs run, in the mean
   * @param every the mean time from one job of a kind to the next
   */
  public JobMix(List<Duration> runs, Duration every, long seed, Instant from, Instant until) {
    this(every, seed, from, until, runs.stream().map(Kind::alike).toList());
  }

  private JobMix(Duration every, long seed, Instant from, Instant until, List<Kind> kinds) {
    this.kinds = kinds;
    this.every = every;
    this.random = new Random(seed);
    again(from, until);
  }

  /**
   * A stream of as many jobs of 10 s, 1 min and 1 h.
   *
   * @param jobs how many of them run at a time, in the mean
   */
  public static JobMix ofThreeKinds(int jobs, long seed, Instant from, Instant until) {
    long millis = THREE_KINDS.stream().mapToLong(Duration::toMillis).sum();
    return new JobMix(THREE_KINDS, Duration.ofMillis(millis / jobs), seed, from, until);
  }

  /** The stream goes on for a while more; in between nothing arrives. */
  JobMix again(Instant from, Instant until) {
    Instant at = from;
    while (at.isBefore(until)) {
      for (Kind kind : kinds) {
        add(at, kind, random);
      }
      at = at.plus(times(every, -Math.log(1 - random.nextDouble())));
    }
    return this;
  }

  /** A stream of one kind; the rest is as for several. */
  static JobMix of(Kind kind, Duration every, long seed, Instant from, Instant until) {
    return new JobMix(every, seed, from, until, List.of(kind));
  }

  /** So many jobs more of a kind, all at once. */
  JobMix burst(int jobs, Kind kind, Instant at) {
    Random other = new Random(jobs);
    for (int i = 0; i < jobs; i++) {
      add(at, kind, other);
    }
    return this;
  }

  private void add(Instant at, Kind kind, Random chance) {
    Duration run = kind.run(chance);
    Duration wait = Duration.ofMillis(chance.nextInt(4_000));
    Instant submitted = at.plusMillis(chance.nextInt(10_000));
    service.add(Job.of("j" + count++, submitted, wait, run, "Success"));
  }

  /** All its jobs, in the order in which they were made up. */
  public List<Job> jobs() {
    return service.jobs();
  }

  /** Answers as of this time. */
  public JobPage answer(JobQuery query, Instant now) {
    try {
      return service.answer(query, now);
    } catch (JobsApiException failure) {
      throw new AssertionError(failure);
    }
  }

  /** When each job starts and ends: {@code id/state}. */
  public Map<String, Instant> changes() {
    Map<String, Instant> changes = new LinkedHashMap<>();
    for (Job job : service.jobs()) {
      changes.put(job.id() + "/Running", job.started());
      changes.put(job.id() + "/Success", job.ended());
    }
    return changes;
  }

  private static Duration times(Duration duration, double factor) {
    return Duration.ofMillis((long) (duration.toMillis() * factor));
  }
}
