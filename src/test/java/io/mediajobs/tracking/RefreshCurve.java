package io.mediajobs.tracking;

import static io.mediajobs.job.Jobs.T0;

import io.mediajobs.job.JobEvent;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery.Listing;
import io.mediajobs.job.JobTransition;
import io.mediajobs.job.Observation;
import io.mediajobs.tracking.plan.Ask;
import io.mediajobs.tracking.plan.Step;
import io.mediajobs.tracking.state.PollSettings;
import io.mediajobs.tracking.state.Polling;
import io.mediajobs.tracking.state.SourceState;
import io.mediajobs.tracking.state.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * What it costs to see changes soon: requests a transition against the time from a change to its
 * record, for looks at a fixed interval and for learned ones. In virtual time, the same on every
 * run.
 */
public final class RefreshCurve {

  /** Those of sizing.md. */
  private static final long SEED = 1;

  /** How long an answer is on its way. */
  private static final Duration WAY = Duration.ofMillis(100);

  private static final Duration LEARNING = Duration.ofMinutes(100);
  private static final Duration MEASURED = Duration.ofMinutes(100);

  private static final List<Duration> RUNS =
      List.of(Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofHours(1));

  /**
   * A point of the curve. Times are those from a start or an end to its record.
   *
   * @param jobs how many jobs run at a time, in the mean
   * @param learned whether looks are learned, and not at a fixed interval
   * @param interval the shortest of a job, or the fixed one
   * @param refreshes requests that look at known jobs, for each start or end
   * @param requests all requests, for each start or end
   * @param ratio {@code refreshes} as a part of what a fixed interval of the same p95 takes; 1 for
   *     a fixed one
   * @param p50 half of the changes are seen within this time
   */
  public record Point(
      int jobs,
      boolean learned,
      Duration interval,
      double refreshes,
      double requests,
      double ratio,
      Duration p50,
      Duration p95,
      Duration p99) {}

  private final JobMix mix;
  private final int jobs;
  private final Instant from = T0.plus(LEARNING);
  private final Instant until = from.plus(MEASURED);

  /**
   * A stream of as many jobs of 10 s, 1 min and 1 h.
   *
   * @param jobs how many of them run at a time, in the mean
   */
  RefreshCurve(int jobs, long seed) {
    long millis = RUNS.stream().mapToLong(Duration::toMillis).sum();
    this.jobs = jobs;
    this.mix = new JobMix(RUNS, Duration.ofMillis(millis / jobs), seed, T0, until);
  }

  /** The curves of sizing.md, for fewer and more jobs than a page shows. */
  public static List<Point> rows() {
    List<Point> rows = new ArrayList<>();
    for (int jobs : new int[] {100, 400}) {
      RefreshCurve curve = new RefreshCurve(jobs, SEED);
      List<Point> fixed =
          Stream.of(4, 6, 12, 24).map(Duration::ofSeconds).map(curve::fixed).toList();
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
    table.append("| Jobs | Looks | Requests a change | of a fixed interval | p50 | p95 | p99 |\n");
    table.append("| ---: | --- | ---: | ---: | ---: | ---: | ---: |\n");
    for (Point row : rows()) {
      table.append(
          String.format(
              Locale.ROOT,
              "| %d | %s %d s | %.2f | %s | %.1f s | %.1f s | %.1f s |%n",
              row.jobs(),
              row.learned() ? "learned, from" : "every",
              row.interval().toSeconds(),
              row.refreshes(),
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
    PollSettings settings =
        Polling.settings().refreshInterval(interval, longest).learnsDurations(learned).build();
    SourcePoller poller =
        new SourcePoller(PollerRun.SOURCE, settings, SourceState.NEW, new Random(1), T0);
    Map<String, Instant> seenAt = new HashMap<>();
    int requests = 0;
    int refreshes = 0;
    Instant now = T0;
    while (now.isBefore(until)) {
      Step step = poller.step(now);
      Ask ask = step.ask();
      if (ask == null) {
        now = step.at().isAfter(now) ? step.at() : now.plusMillis(100);
        continue;
      }
      if (now.isAfter(from)) {
        requests++;
        refreshes += ask.plain() instanceof Listing listing && listing.states().isEmpty() ? 0 : 1;
      }
      Instant askedAt = now;
      JobPage page = mix.answer(ask.query(), now);
      now = now.plus(WAY);
      for (JobEvent finding : poller.answered(ask, page, new Times(askedAt, now, now))) {
        for (JobTransition to : ((Observation) finding).transitions()) {
          seenAt.put(to.jobId() + "/" + to.state(), now);
        }
      }
    }
    List<Duration> late = new ArrayList<>();
    Instant last = until.minus(longest.multipliedBy(2));
    int changes = 0;
    for (Map.Entry<String, Instant> change : mix.changes().entrySet()) {
      changes += late(change.getValue(), change.getKey(), seenAt, last, late);
    }
    Collections.sort(late);
    double each =
        changes
            * (double) Duration.between(from, until).toMillis()
            / Duration.between(from, last).toMillis();
    return new Point(
        jobs,
        learned,
        interval,
        refreshes / each,
        requests / each,
        1,
        part(late, 0.5),
        part(late, 0.95),
        part(late, 0.99));
  }

  private int late(
      Instant change, String key, Map<String, Instant> seenAt, Instant last, List<Duration> late) {
    if (change.isBefore(from) || change.isAfter(last)) {
      return 0;
    }
    late.add(Duration.between(change, seenAt.get(key)));
    return 1;
  }

  private static Duration part(List<Duration> sorted, double part) {
    return sorted.get((int) (sorted.size() * part));
  }

  private static Point compared(Point learned, List<Point> fixed) {
    return new Point(
        learned.jobs(),
        true,
        learned.interval(),
        learned.refreshes(),
        learned.requests(),
        learned.refreshes() / at(learned.p95(), fixed),
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
    return later.refreshes() + part * (sooner.refreshes() - later.refreshes());
  }

  private static double inverse(Duration duration) {
    return 1.0 / duration.toMillis();
  }
}
