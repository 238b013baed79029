package io.mediajobs.connect.metrics;

import io.mediajobs.job.JobSource;
import io.mediajobs.job.JobState;
import io.mediajobs.job.JobsApiException.Kind;
import io.mediajobs.tracking.state.Backfill;
import io.mediajobs.tracking.state.PollCounts;
import io.mediajobs.tracking.state.SourceFigures;
import io.mediajobs.tracking.state.TrackedCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The metrics of each source. */
public final class SourceMetrics {

  private SourceMetrics() {}

  /** All of them, in the order in which people see them. */
  public static List<Metric<SourceFigures>> all() {
    List<Metric<SourceFigures>> all = new ArrayList<>();
    lag(all);
    tracked(all);
    counters(all);
    requests(all);
    backfill(all);
    return all;
  }

  /** What tells the metrics of one source from those of another; absent parts are left out. */
  static Map<String, String> labels(JobSource source) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("region", source.region());
    labels.put("bucket", source.bucket());
    labels.put("path", source.path());
    labels.put("tag", source.tag());
    if (source.queueId() != null) {
      labels.put("queueId", source.queueId());
    }
    if (source.queueType() != null) {
      labels.put("queueType", source.queueType());
    }
    return labels;
  }

  private static void lag(List<Metric<SourceFigures>> all) {
    add(
        all,
        "lag-seconds",
        "s",
        "The service's now minus the creation time of the newest job discovered; 0 before any job."
            + " It grows too while no job is created: see discovery-delay-seconds.",
        SourceFigures::lag);
    add(
        all,
        "discovery-delay-seconds",
        "s",
        "Time since discovery last came to the end of what there is, new jobs or not.",
        SourceFigures::discoveryDelay);
    add(
        all,
        "discovery-held-back",
        "0 or 1",
        "Whether discovery waits because max.tracked.jobs is reached, or has done so and not caught"
            + " up yet.",
        (figures, now) -> figures.heldBack() ? 1 : 0);
  }

  private static void tracked(List<Metric<SourceFigures>> all) {
    tracked(all, "submitted", "in the state Submitted", TrackedCounts::submitted);
    tracked(all, "running", "in the state Running", TrackedCounts::running);
    tracked(all, "pause", "in the state Pause", TrackedCounts::paused);
    tracked(all, "other", "in a state that is not known", TrackedCounts::other);
    tracked(
        all, "ended", "that have ended but may change or be listed again", TrackedCounts::ended);
    add(
        all,
        "oldest-tracked-age-seconds",
        "s",
        "Age, by its creation time, of the oldest tracked job that has not ended; 0 where all have.",
        SourceFigures::oldestTrackedAge);
    add(
        all,
        "listed-only-jobs",
        "jobs",
        "Tracked jobs that have not ended and that look-ups do not show, so that only listings follow"
            + " them.",
        (figures, now) -> figures.tracked().listedOnly());
  }

  private static void counters(List<Metric<SourceFigures>> all) {
    count(all, "discovered-jobs", "jobs", "Jobs seen for the first time", c -> c.discoveredJobs());
    for (JobState state : JobState.ALL) {
      count(
          all,
          "transitions-" + state.name().toLowerCase(Locale.ROOT),
          "transitions",
          "Transitions into " + state + ", inferred and filtered ones included",
          counts -> counts.transitions(state));
    }
    count(
        all,
        "transitions-other",
        "transitions",
        "Transitions into states that are not known",
        PollCounts::otherTransitions);
    count(all, "malformed-jobs", "jobs", "Jobs that can't be read", PollCounts::malformedJobs);
    count(
        all,
        "stale-answers",
        "jobs",
        "Jobs that an answer showed in an older state than known, and so were passed over",
        PollCounts::staleAnswers);
    count(
        all,
        "differing-answers",
        "jobs",
        "Jobs that listings and look-ups show differently, each as before, and so were passed over",
        PollCounts::differingAnswers);
    count(
        all,
        "passed-over-jobs",
        "jobs",
        "Jobs that a listing showed although they are older than it was asked for, and not told",
        PollCounts::passedOverJobs);
    count(
        all,
        "unpageable-seconds",
        "seconds",
        "Seconds with more jobs than could be paged through, some of which may be missing",
        PollCounts::unpageableSeconds);
  }

  private static void requests(List<Metric<SourceFigures>> all) {
    count(all, "requests-ok", "requests", "Requests answered", PollCounts::answeredRequests);
    failed(all, "retry", "that failed in a way that may pass: network, time-out, 5xx", Kind.RETRY);
    failed(all, "unreadable", "whose answer was no readable page", Kind.UNREADABLE);
    failed(all, "toolarge", "whose answer was longer than response.max.bytes", Kind.TOO_LARGE);
    failed(all, "throttled", "that the service throttled: 429", Kind.THROTTLED);
    failed(all, "clock", "refused for their time, after which the clock is set", Kind.CLOCK);
    failed(all, "refused", "refused for good: other 4xx", Kind.REFUSED);
    add(
        all,
        "retry-streak",
        "requests",
        "Failures in a row.",
        (figures, now) -> figures.failures());
    add(
        all,
        "last-success-seconds",
        "s",
        "Time since the newest usable answer; before the first, since the start.",
        SourceFigures::sinceSuccess);
    add(
        all,
        "last-success-time-ms",
        "ms",
        "When that answer was there, in milliseconds since 1970-01-01T00:00:00Z; 0 before the first.",
        (figures, now) -> {
          Instant at = figures.counts().answeredAt();
          return at == null ? 0L : at.toEpochMilli();
        });
  }

  private static void backfill(List<Metric<SourceFigures>> all) {
    add(
        all,
        "backfill-progress-percent",
        "%",
        "How far a discovery over more than one page has got, by creation time; 100 where none is"
            + " under way.",
        (figures, now) -> {
          Backfill backfill = figures.backfill();
          return backfill == null ? 100.0 : backfill.percent();
        });
    add(
        all,
        "backfill-remaining-seconds",
        "s",
        "How long it still takes at its pace so far; NaN while that can't be said, 0 where none is"
            + " under way.",
        (figures, now) -> {
          Backfill backfill = figures.backfill();
          Duration left = backfill == null ? Duration.ZERO : backfill.left(now);
          return left == null ? Double.NaN : left.toMillis() / 1000.0;
        });
  }

  private static void tracked(
      List<Metric<SourceFigures>> all,
      String name,
      String which,
      Function<TrackedCounts, Integer> value) {
    add(
        all,
        "tracked-jobs-" + name,
        "jobs",
        "Tracked jobs " + which + ".",
        (figures, now) -> value.apply(figures.tracked()));
  }

  private static void failed(
      List<Metric<SourceFigures>> all, String name, String which, Kind kind) {
    count(
        all,
        "requests-" + name,
        "requests",
        "Requests " + which,
        counts -> counts.failedRequests(kind));
  }

  private static void count(
      List<Metric<SourceFigures>> all,
      String name,
      String unit,
      String meaning,
      Function<PollCounts, Long> value) {
    add(
        all,
        name + "-total",
        unit,
        meaning + ", since the task's start.",
        (figures, now) -> value.apply(figures.counts()));
  }

  private static void add(
      List<Metric<SourceFigures>> all,
      String name,
      String unit,
      String meaning,
      BiFunction<SourceFigures, Instant, Number> value) {
    all.add(new Metric<>(name, unit, meaning, value));
  }
}
