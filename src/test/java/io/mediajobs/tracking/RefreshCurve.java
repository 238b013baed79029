package io.mediajobs.tracking;

import static io.mediajobs.job.Jobs.T0;

import io.mediajobs.tracking.JobMix.Kind;
import io.mediajobs.tracking.state.Polling;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What it costs to see changes soon: requests a transition against the time from a change to its
 * record, for looks at a fixed interval and for learned ones. In virtual time, the same on every
 * run.
 */
public final class RefreshCurve {

  /** Those of sizing.md. */
  private static final long SEED = 1;

  private static final List<Duration> RUNS =
      List.of(Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofHours(1));

  /** So many jobs of a single kind run at a time, in the mean, for so long. */
  private static final int BROAD = 300;

  private static final Duration MEAN = Duration.ofMinutes(10);

  /**
   * A point of the curve. Times are those from a start or an end to its record.
   *
   * @param jobs which jobs there are
   * @param learned whether looks are learned, and not at a fixed interval
   * @param interval the shortest of a job, or the fixed one
   * @param refreshes requests that look at known jobs, for each start or end
   * @param requests all requests, for each start or end
   * @param floor the same as a multiple of what nobody can do without
   * @param ratio {@code requests} as a part of what a fixed interval of the same p95 takes; 1 for a
   *     fixed one
   * @param p50 half of the changes are seen within this time
   */
  public record Point(
      String jobs,
      boolean learned,
      Duration interval,
      double refreshes,
      double requests,
      double floor,
      double ratio,
      Duration p50,
      Duration p95,
      Duration p99) {}

  private final JobMix mix;
  private final String jobs;

  private RefreshCurve(String jobs, JobMix mix) {
    this.jobs = jobs;
    this.mix = mix;
  }

  /**
   * The curve of as many jobs of 10 s, 1 min and 1 h.
   *
   * @param jobs how many of them run at a time, in the mean
   */
  static RefreshCurve of(int jobs, long seed) {
    long millis = RUNS.stream().mapToLong(Duration::toMillis).sum();
    Duration every = Duration.ofMillis(millis / jobs);
    return new RefreshCurve(
        jobs + " of three kinds", new JobMix(RUNS, every, seed, T0, CurveRun.UNTIL));
  }

  /** The curve of jobs that take ten minutes in the mean, but mostly much less or more. */
  static RefreshCurve broad(long seed) {
    return new RefreshCurve(BROAD + ", broad", of(Kind.broad(MEAN), seed));
  }

  /** The curve of jobs of which it can't be told how long they still take. */
  static RefreshCurve exponential(long seed) {
    return new RefreshCurve(BROAD + ", exponential", of(Kind.exponential(MEAN), seed));
  }

  private static JobMix of(Kind kind, long seed) {
    return JobMix.of(kind, MEAN.dividedBy(BROAD), seed, T0, CurveRun.UNTIL);
  }

  /** The curves of sizing.md. */
  public static List<Point> rows() {
    List<Point> rows = new ArrayList<>();
    for (RefreshCurve curve :
        List.of(of(100, SEED), of(400, SEED), broad(SEED), exponential(SEED))) {
      List<Point> fixed = Stream.of(5, 10, 20).map(Duration::ofSeconds).map(curve::fixed).toList();
      rows.addAll(fixed);
      Stream.of(5, 10, 20)
          .map(Duration::ofSeconds)
          .map(curve::learned)
          .map(point -> compared(point, fixed))
          .forEach(rows::add);
    }
    return rows;
  }

  /** The rows as a table. */
  public static String markdown() {
    StringBuilder table = new StringBuilder();
    table.append(
        "| Jobs | Looks | Refresh | All requests | of the floor | of a fixed interval | p50 | p95 |"
            + " p99 |\n");
    table.append("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n");
    for (Point row : rows()) {
      table.append(
          String.format(
              Locale.ROOT,
              "| %s | %s %d s | %.2f | %.2f | × %.2f | %s | %.1f s | %.1f s | %.1f s |%n",
              row.jobs(),
              row.learned() ? "learned, from" : "every",
              row.interval().toSeconds(),
              row.refreshes(),
              row.requests(),
              row.floor(),
              row.learned() ? String.format(Locale.ROOT, "× %.2f", row.ratio()) : "",
              row.p50().toMillis() / 1000.0,
              row.p95().toMillis() / 1000.0,
              row.p99().toMillis() / 1000.0));
    }
    return table.toString().strip();
  }

  /** Every job is looked at on every interval. */
  Point fixed(Duration interval) {
    return point(interval, interval, false);
  }

  /** The longest interval is twelve times the shortest, as it is by default. */
  Point learned(Duration interval) {
    return point(interval, interval.multipliedBy(12), true);
  }

  private Point point(Duration interval, Duration longest, boolean learned) {
    Polling settings =
        Polling.settings()
            .pollInterval(interval)
            .refreshInterval(interval, longest)
            .learnsDurations(learned);
    CurveRun run = CurveRun.of(mix, settings.build());
    return new Point(
        jobs,
        learned,
        interval,
        run.refreshes(),
        run.requests(),
        run.requests() / run.floor(),
        1,
        run.late(0.5),
        run.late(0.95),
        run.late(0.99));
  }

  private static Point compared(Point learned, List<Point> fixed) {
    return new Point(
        learned.jobs(),
        true,
        learned.interval(),
        learned.refreshes(),
        learned.requests(),
        learned.floor(),
        learned.requests() / at(learned.p95(), fixed),
        learned.p50(),
        learned.p95(),
        learned.p99());
  }

  /** The requests of a fixed interval with this p95: they grow with its inverse, nearly. */
  private static double at(Duration p95, List<Point> fixed) {
    int right = 1;
    while (right < fixed.size() - 1 && fixed.get(right).p95().compareTo(p95) < 0) {
      right++;
    }
    Point sooner = fixed.get(right - 1);
    Point later = fixed.get(right);
    double part =
        (inverse(p95) - inverse(later.p95())) / (inverse(sooner.p95()) - inverse(later.p95()));
    return later.requests() + part * (sooner.requests() - later.requests());
  }

  private static double inverse(Duration duration) {
    return 1.0 / duration.toMillis();
  }
}
