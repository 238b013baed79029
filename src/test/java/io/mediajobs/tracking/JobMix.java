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

  private final ServiceModel service = new ServiceModel(Duration.ZERO);

  /**
   * A stream; each run is spread around its mean by a tenth of that, as a normal distribution is.
   *
   * @param runs how long the kinds of jobs run, in the mean
   * @param every the mean time from one job of a kind to the next
   */
  public JobMix(List<Duration> runs, Duration every, long seed, Instant from, Instant until) {
    Random random = new Random(seed);
    Instant at = from;
    int jobs = 0;
    while (at.isBefore(until)) {
      for (Duration mean : runs) {
        double deviation = Math.max(-2.5, Math.min(2.5, random.nextGaussian()));
        Duration run = times(mean, 1 + 0.1 * deviation);
        Duration wait = Duration.ofMillis(random.nextInt(4_000));
        Instant submitted = at.plusMillis(random.nextInt(10_000));
        service.add(Job.of("j" + jobs++, submitted, wait, run, "Success"));
      }
      at = at.plus(times(every, -Math.log(1 - random.nextDouble())));
    }
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
