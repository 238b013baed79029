package io.mediajobs.e2e;

import io.mediajobs.job.JobState;
import io.mediajobs.standin.Job;
import io.mediajobs.standin.Jobs;
import io.mediajobs.standin.StandIn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Jobs that have run for days and stay as they are, until they are told to end. */
final class LongJobs {

  /** So far apart that the time between two takes two bytes in an offset. */
  private static final Duration APART = Duration.ofSeconds(120);

  private LongJobs() {}

  /** So many of them, created one after the other over the time before this one. */
  static List<Job> running(String tag, int count, Instant now) {
    return running(tag, count, now, 0);
  }

  /**
   * The same with longer ids.
   *
   * @param idLength how many characters an id has; 0 for those of the service
   */
  static List<Job> running(String tag, int count, Instant now, int idLength) {
    SplittableRandom random = new SplittableRandom(31);
    Instant first = now.minus(APART.multipliedBy(count + 1L));
    List<Job> jobs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      var job = Jobs.job(tag).seed(i).createdAt(first.plus(APART.multipliedBy(i)));
      if (idLength > 0) {
        String number = Integer.toString(i);
        job.id("j" + "0".repeat(idLength - 1 - number.length()) + number);
      }
      // About half through, so that what the service shows of them stays as it is.
      Duration age = APART.multipliedBy(count + 1L - i);
      Duration life = age.multipliedBy(2).plusDays(100 + random.nextInt(20));
      jobs.add(job.runningAfter(Duration.ofSeconds(30)).endsAfter(life, JobState.SUCCESS).build());
    }
    return jobs;
  }

  /** Lets jobs end now, which makes them others for the service, with the ids that they had. */
  static List<Job> end(StandIn service, List<Job> jobs) {
    List<Job> ended = new ArrayList<>();
    for (Job job : jobs) {
      ended.add(
          Jobs.job(job.tag())
              .id(job.id())
              .createdAt(job.creationTime())
              .runningAfter(Duration.ofSeconds(30))
              .endsAfter(Duration.between(job.creationTime(), Instant.now()), JobState.SUCCESS)
              .build());
    }
    service.add(ended);
    return ended;
  }
}
