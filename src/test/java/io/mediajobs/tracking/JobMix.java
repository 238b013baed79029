package io.mediajobs.tracking;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobElement;
import io.mediajobs.job.JobId;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery;
import io.mediajobs.job.JobQuery.Listing;
import io.mediajobs.job.JobQuery.LookUp;
import io.mediajobs.tracking.ModelService.Job;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A stream of jobs of several kinds under one tag, as many of each, and the service that has them:
 * made to answer fast where there are many thousands, of which few have not ended.
 */
public final class JobMix {

  private static final JobElement NOTHING = JobElement.leaf("JobsDetail", "");

  private final List<Job> jobs = new ArrayList<>();
  private final Map<String, Job> byId = new HashMap<>();

  /**
   * A stream; each run is spread around its mean by a tenth of that, as a normal distribution is.
   *
   * @param runs how long the kinds of jobs run, in the mean
   * @param every the mean time from one job of a kind to the next
   */
  public JobMix(List<Duration> runs, Duration every, long seed, Instant from, Instant until) {
    Random random = new Random(seed);
    Instant at = from;
    while (at.isBefore(until)) {
      for (Duration mean : runs) {
        double deviation = Math.max(-2.5, Math.min(2.5, random.nextGaussian()));
        Duration run = times(mean, 1 + 0.1 * deviation);
        Duration wait = Duration.ofMillis(random.nextInt(4_000));
        Instant submitted = at.plusMillis(random.nextInt(10_000));
        jobs.add(Job.of("j" + jobs.size(), submitted, wait, run, "Success"));
      }
      at = at.plus(times(every, -Math.log(1 - random.nextDouble())));
    }
    jobs.sort(Comparator.comparing(Job::created));
    jobs.forEach(job -> byId.put(job.id(), job));
  }

  /** When each job starts and ends: {@code id/state}. */
  public Map<String, Instant> changes() {
    Map<String, Instant> changes = new LinkedHashMap<>();
    for (Job job : jobs) {
      changes.put(job.id() + "/Running", job.started());
      changes.put(job.id() + "/Success", job.ended());
    }
    return changes;
  }

  /** Answers as of this time. */
  public JobPage answer(JobQuery query, Instant now) {
    List<JobDetail> page = new ArrayList<>();
    if (query instanceof LookUp lookUp) {
      for (JobId id : lookUp.ids()) {
        page.add(shown(byId.get(id.value()), now));
      }
      return new JobPage(page, null, List.of(), now);
    }
    Listing listing = (Listing) query;
    int index = first(listing);
    while (index < jobs.size() && !jobs.get(index).created().isAfter(now)) {
      Job job = jobs.get(index);
      if (listing.end() != null && job.created().isAfter(listing.end())) {
        break;
      }
      if (job.shownAt(now)
          && (listing.states().isEmpty() || listing.states().contains(job.stateAt(now)))) {
        if (page.size() == listing.size()) {
          return new JobPage(page, Integer.toString(index), List.of(), now);
        }
        page.add(shown(job, now));
      }
      index++;
    }
    return new JobPage(page, null, List.of(), now);
  }

  /** As the service would show it, made without its text. */
  private static JobDetail shown(Job job, Instant now) {
    return new JobDetail(
        new JobId(job.id()),
        job.stateAt(now),
        null,
        job.created(),
        now.isBefore(job.started()) ? null : job.started().truncatedTo(ChronoUnit.SECONDS),
        now.isBefore(job.ended()) ? null : job.ended().truncatedTo(ChronoUnit.SECONDS),
        job.stateAt(now).hashCode(),
        job.stateAt(now).ended(),
        NOTHING);
  }

  private int first(Listing listing) {
    if (listing.nextToken() != null) {
      return Integer.parseInt(listing.nextToken());
    }
    Instant start = listing.start() == null ? Instant.MIN : listing.start();
    int low = 0;
    int high = jobs.size();
    while (low < high) {
      int middle = (low + high) / 2;
      if (jobs.get(middle).created().isBefore(start)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static Duration times(Duration duration, double factor) {
    return Duration.ofMillis((long) (duration.toMillis() * factor));
  }
}
