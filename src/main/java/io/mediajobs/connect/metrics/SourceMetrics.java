package io.mediajobs.connect.metrics;

import io.mediajobs.job.JobState;
import io.mediajobs.job.JobsApiException.Kind;
import io.mediajobs.tracking.state.Backfill;
import io.mediajobs.tracking.state.PollCounts;
import io.mediajobs.tracking.state.PollCounts.Question;
import io.mediajobs.tracking.state.SourceFigures;
import io.mediajobs.tracking.state.TrackedCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/** The metrics of each source, and what they are of several together. */
final class SourceMetrics {

  private final List<Metric<SourceFigures>> all = new ArrayList<>();
  private final List<Metric<List<SourceFigures>>> together = new ArrayList<>();

  private SourceMetrics() {
    lag();
    latency();
    tracked();
    counters();
    requests();
    backfill();
  }

  /** All metrics of a source, in the order in which people see them. */
  static List<Metric<SourceFigures>> all() {
    return new SourceMetrics().all;
  }

  /** The same of several sources: the sum of what is counted, and the worst of all else. */
  static List<Metric<List<SourceFigures>>> together() {
    return new SourceMetrics().together;
  }

  private void lag() {
    add(
        "lag-seconds",
        "s",
        "The service's now minus the creation time of the newest job discovered; 0 before any job."
            + " It grows too while no job is created: see discovery-delay-seconds.",
        SourceFigures::lag);
    add(
        "discovery-delay-seconds",
        "s",
        "Time since discovery last came to the end of what there is, new jobs or not.",
        SourceFigures::discoveryDelay);
    add(
        "discovery-held-back",
        "0 or 1",
        "Whether discovery waits because max.tracked.jobs is reached, or has done so and not caught"
            + " up yet.",
        (figures, now) -> figures.heldBack() ? 1 : 0);
  }

  private void latency() {
    add(
        "latency-median-seconds",
        "s",
        "Within which time half of the changes of the last five to ten minutes were seen, of those"
            + " whose time the service tells, which is in whole seconds; 0 where there were none.",
        (figures, now) -> figures.median());
    add(
        "latency-tail-seconds",
        "s",
        "The same for 95 of 100 changes: what latency.target.ms is about.",
        (figures, now) -> figures.tail());
  }

  private void tracked() {
    tracked("submitted", "in the state Submitted", TrackedCounts::submitted);
    tracked("running", "in the state Running", TrackedCounts::running);
    tracked("pause", "in the state Pause", TrackedCounts::paused);
    tracked("other", "in a state that is not known", TrackedCounts::other);
    tracked("ended", "that have ended but may change or be listed again", TrackedCounts::ended);
    add(
        "oldest-tracked-age-seconds",
        "s",
        "Age, by its creation time, of the oldest tracked job that has not ended; 0 where all"
            + " have.",
        SourceFigures::oldestTrackedAge);
    add(
        "listed-only-jobs",
        "jobs",
        "Tracked jobs that have not ended and that look-ups do not show, so that only listings"
            + " follow them.",
        (figures, now) -> figures.tracked().listedOnly(),
        SourceMetrics::sum);
  }

  private void counters() {
    count("discovered-jobs", "jobs", "Jobs seen for the first time", c -> c.discoveredJobs());
    for (JobState state : JobState.ALL) {
      count(
          "transitions-" + state.name().toLowerCase(Locale.ROOT),
          "transitions",
          "Transitions into " + state + ", inferred and filtered ones included",
          counts -> counts.transitions(state));
    }
    count(
        "transitions-other",
        "transitions",
        "Transitions into states that are not known",
        PollCounts::otherTransitions);
    count("malformed-jobs", "jobs", "Jobs that can't be read", PollCounts::malformedJobs);
    count(
        "stale-answers",
        "jobs",
        "Jobs that an answer showed in an older state than known, and so were passed over",
        PollCounts::staleAnswers);
    count(
        "differing-answers",
        "jobs",
        "Jobs that listings and look-ups show differently, each as before, and so were passed over",
        PollCounts::differingAnswers);
    count(
        "passed-over-jobs",
        "jobs",
        "Jobs that a listing showed although they are older than it was asked for, and not told",
        PollCounts::passedOverJobs);
    count(
        "unpageable-seconds",
        "seconds",
        "Seconds with more jobs than could be paged through, some of which may be missing",
        PollCounts::unpageableSeconds);
  }

  private void requests() {
    count("requests-ok", "requests", "Requests answered", PollCounts::answeredRequests);
    failed("retry", "that failed in a way that may pass: network, time-out, 5xx", Kind.RETRY);
    failed("unreadable", "whose answer was no readable page", Kind.UNREADABLE);
    failed("toolarge", "whose answer was longer than response.max.bytes", Kind.TOO_LARGE);
    failed("throttled", "that the service throttled: 429, or 503 SlowDown", Kind.THROTTLED);
    failed("clock", "refused for their time, after which the clock is set", Kind.CLOCK);
    failed("refused", "refused for good: other 4xx", Kind.REFUSED);
    asked(
        "listing",
        "for jobs in all states: new ones, and known ones beside them",
        Question.LISTING);
    asked("states", "for jobs in some states: known ones that have not ended", Question.STATES);
    asked("lookup", "for jobs by their ids", Question.LOOK_UP);
    add("retry-streak", "requests", "Failures in a row.", (figures, now) -> figures.failures());
    add(
        "last-success-seconds",
        "s",
        "Time since the newest usable answer; before the first, since the start.",
        SourceFigures::sinceSuccess);
    add(
        "last-success-time-ms",
        "ms",
        "When that answer was there, in milliseconds since 1970-01-01T00:00:00Z; 0 before the"
            + " first.",
        (figures, now) -> {
          Instant at = figures.counts().answeredAt();
          return at == null ? 0L : at.toEpochMilli();
        },
        SourceMetrics::least);
  }

  private void backfill() {
    add(
        "backfill-progress-percent",
        "%",
        "How far a discovery over more than one page has got, by creation time; 100 where none is"
            + " under way.",
        (figures, now) -> {
          Backfill backfill = figures.backfill();
          return backfill == null ? 100.0 : backfill.percent();
        },
        SourceMetrics::least);
    add(
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

  private void tracked(String name, String which, Function<TrackedCounts, Integer> value) {
    add(
        "tracked-jobs-" + name,
        "jobs",
        "Tracked jobs " + which + ".",
        (figures, now) -> value.apply(figures.tracked()),
        SourceMetrics::sum);
  }

  private void asked(String name, String which, Question kind) {
    count("questions-" + name, "requests", "Requests " + which, counts -> counts.questions(kind));
  }

  private void failed(String name, String which, Kind kind) {
    count("requests-" + name, "requests", "Requests " + which, c -> c.failedRequests(kind));
  }

  private void count(String name, String unit, String meaning, Function<PollCounts, Long> value) {
    add(
        name + "-total",
        unit,
        meaning + ", since the task's start.",
        (figures, now) -> value.apply(figures.counts()),
        SourceMetrics::sum);
  }

  /** A figure of which the greatest is the worst. */
  private void add(
      String name, String unit, String meaning, BiFunction<SourceFigures, Instant, Number> value) {
    add(name, unit, meaning, value, (a, b) -> Math.max(a.doubleValue(), b.doubleValue()));
  }

  private void add(
      String name,
      String unit,
      String meaning,
      BiFunction<SourceFigures, Instant, Number> value,
      BinaryOperator<Number> both) {
    Metric<SourceFigures> metric = new Metric<>(name, unit, meaning, value);
    all.add(metric);
    together.add(metric.ofSeveral(both));
  }

  private static Number sum(Number a, Number b) {
    return a.longValue() + b.longValue();
  }

  private static Number least(Number a, Number b) {
    return Math.min(a.doubleValue(), b.doubleValue());
  }
}
