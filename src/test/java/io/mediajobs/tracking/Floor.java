package io.mediajobs.tracking;

import io.mediajobs.tracking.ServiceModel.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What nobody can do without who is to see the changes of a stream in time, and knows how long its
 * jobs take: performance.md derives it.
 */
final class Floor {

  private static final double PAGE = 100;
  private static final double LOOK_UP = 10;

  /** The windows of age that are tried go up by this part of the ends. */
  private static final double STEP = 0.05;

  private final List<Job> jobs;
  private final Instant from;
  private final Instant until;
  private final double seconds;
  private final long created;

  /** How old the jobs were that ended when discovery's page, filled backwards, had left them. */
  private final double[] ages;

  private final double changes;

  private Floor(List<Job> jobs, Instant from, Instant until) {
    this.jobs = jobs;
    this.from = from;
    this.until = until;
    this.seconds = Duration.between(from, until).toMillis() / 1000.0;
    this.created = jobs.stream().filter(job -> isWithin(job.created())).count();
    double reach = created == 0 ? Double.MAX_VALUE : PAGE * seconds / created;
    this.ages =
        jobs.stream()
            .filter(job -> isWithin(job.ended()))
            .mapToDouble(job -> age(job, job.ended()))
            .filter(age -> age > reach)
            .sorted()
            .toArray();
    this.changes =
        jobs.stream().filter(job -> isWithin(job.started())).count()
            + jobs.stream().filter(job -> isWithin(job.ended())).count();
  }

  /**
   * All requests for a stretch, where 95 and 99 of 100 starts and ends are seen so soon.
   *
   * @param parts its beginning, where the stream becomes another, and its end
   */
  static double of(JobMix mix, List<Instant> parts, Duration p95, Duration p99) {
    double requests = 0;
    for (int i = 1; i < parts.size(); i++) {
      Floor part = new Floor(mix.jobs(), parts.get(i - 1), parts.get(i));
      double known = Math.max(part.refresh(0.95, p95), part.refresh(0.99, p99));
      requests += part.seconds * Math.min(known + part.discovery(p95), part.standIn(p95));
    }
    return requests;
  }

  /** The requests a second that show new jobs. */
  private double discovery(Duration latency) {
    return Math.max(1 / seconds(latency), created / PAGE / seconds);
  }

  /** The requests a second where a page of all that have not ended is all that is asked for. */
  private double standIn(Duration latency) {
    double within = seconds(latency);
    long ended = jobs.stream().filter(job -> isWithin(job.ended())).count();
    double follow = 1 - Math.exp(-ended / seconds * within);
    return (Math.max(1, alive(0, Double.MAX_VALUE) / PAGE) + follow) * 0.95 / within;
  }

  /** The requests a second for ends that discovery's page does not show. */
  private double refresh(double part, Duration latency) {
    double within = seconds(latency);
    // The part of these ends that have to be seen in time.
    double share = ages.length == 0 ? 0 : 1 - (1 - part) * changes / ages.length;
    if (share <= 0) {
      return 0;
    }
    double ends = ages.length / seconds;
    double follow = Math.max(1 - Math.exp(-ends * within), ends * within / LOOK_UP);
    double least = Double.MAX_VALUE;
    for (double size = share; size <= 1; size += STEP) {
      for (double first = 0; first + size <= 1.0001; first += STEP) {
        double alive = alive(age(first), age(first + size));
        double pages = Math.max(1, alive / PAGE) + follow;
        least = Math.min(least, share / size / within * Math.min(pages, alive / LOOK_UP));
      }
    }
    return least;
  }

  /** The age by which a part of these ends has come. */
  private double age(double part) {
    return ages[(int) Math.min(ages.length - 1, part * ages.length)];
  }

  /** How many jobs of these ages are on their way, in the mean. */
  private double alive(double youngest, double oldest) {
    double sum = 0;
    for (Job job : jobs) {
      double begins = Math.max(youngest, age(job, from));
      double ends = Math.min(Math.min(oldest, age(job, job.ended())), age(job, until));
      sum += Math.max(0, ends - begins);
    }
    return sum / seconds;
  }

  private boolean isWithin(Instant time) {
    return !time.isBefore(from) && time.isBefore(until);
  }

  private static double age(Job job, Instant at) {
    return seconds(Duration.between(job.created(), at));
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
