package io.mediajobs.tracking;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.LongStream;

/**
 * What an interval between looks costs, and how soon changes are seen with it. Times are those from
 * a start or an end to its record.
 *
 * @param jobs which jobs there are
 * @param learned whether looks are learned, and not at a fixed interval
 * @param interval the shortest of a job, or the fixed one
 * @param refreshes requests that look at known jobs, for each start or end
 * @param requests all requests, for each start or end
 * @param floor the same as a multiple of what nobody can do without
 * @param ratio {@code requests} as a part of what a fixed interval of the same p95 takes; 0 for a
 *     fixed one, and where none is as late
 * @param p50 half of the changes are seen within this time
 */
public record CurvePoint(
    String jobs,
    boolean learned,
    Duration interval,
    double refreshes,
    double requests,
    double floor,
    double ratio,
    Duration p50,
    Duration p95,
    Duration p99) {

  /** The point that a run has shown. */
  public static CurvePoint of(String jobs, boolean learned, Duration interval, Tally tally) {
    return new CurvePoint(
        jobs,
        learned,
        interval,
        tally.refreshes(),
        tally.requests(),
        tally.requests() / tally.floor(),
        0,
        tally.late(0.5),
        tally.late(0.95),
        tally.late(0.99));
  }

  /**
   * The points of a curve: those of fixed intervals, and those of learned ones against them.
   *
   * @param seconds the intervals, in order, at least two
   */
  public static List<CurvePoint> rows(
      Function<Duration, CurvePoint> fixed,
      Function<Duration, CurvePoint> learned,
      long... seconds) {
    List<Duration> intervals = LongStream.of(seconds).mapToObj(Duration::ofSeconds).toList();
    List<CurvePoint> all = intervals.stream().map(fixed).toList();
    List<CurvePoint> rows = new ArrayList<>(all);
    intervals.stream().map(learned).map(point -> point.comparedTo(all)).forEach(rows::add);
    return rows;
  }

  /** Points as the rows of a table. */
  public static String markdown(List<CurvePoint> points) {
    StringBuilder table = new StringBuilder();
    table.append(
        "| Jobs | Looks | Refresh | All requests | of the floor | of a fixed interval | p50 | p95 |"
            + " p99 |\n");
    table.append("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n");
    for (CurvePoint point : points) {
      table.append(
          String.format(
              Locale.ROOT,
              "| %s | %s %d s | %.2f | %.2f | × %.2f | %s | %.1f s | %.1f s | %.1f s |%n",
              point.jobs,
              point.learned ? "learned, from" : "every",
              point.interval.toSeconds(),
              point.refreshes,
              point.requests,
              point.floor,
              point.ratio > 0 ? String.format(Locale.ROOT, "× %.2f", point.ratio) : "",
              point.p50.toMillis() / 1000.0,
              point.p95.toMillis() / 1000.0,
              point.p99.toMillis() / 1000.0));
    }
    return table.toString().strip();
  }

  private CurvePoint comparedTo(List<CurvePoint> fixed) {
    Duration latest = fixed.get(fixed.size() - 1).p95;
    return new CurvePoint(
        jobs,
        learned,
        interval,
        refreshes,
        requests,
        floor,
        p95.compareTo(latest.multipliedBy(2)) > 0 ? 0 : requests / at(p95, fixed),
        p50,
        p95,
        p99);
  }

  /** The requests of a fixed interval with this p95: they grow with its inverse, nearly. */
  private static double at(Duration p95, List<CurvePoint> fixed) {
    int right = 1;
    while (right < fixed.size() - 1 && fixed.get(right).p95.compareTo(p95) < 0) {
      right++;
    }
    CurvePoint sooner = fixed.get(right - 1);
    CurvePoint later = fixed.get(right);
    double part = (inverse(p95) - inverse(later.p95)) / (inverse(sooner.p95) - inverse(later.p95));
    return later.requests + part * (sooner.requests - later.requests);
  }

  private static double inverse(Duration duration) {
    return 1.0 / duration.toMillis();
  }
}
