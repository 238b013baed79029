package io.mediajobs.connect.metrics;

import static io.mediajobs.job.Jobs.T0;
import static io.mediajobs.job.Jobs.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediajobs.connect.FigureRun;
import io.mediajobs.connect.metrics.Metric.Gauge;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.JobsApiException.Kind;
import io.mediajobs.job.JobsApiException.Reason;
import io.mediajobs.job.UnreadableJob;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

/** Every figure, from the answers of the service to what is published. */
class TaskMetricsTest {

  private static final Duration CYCLE = Duration.ofSeconds(6);
  private static final Instant START = T0.plusSeconds(100);

  private final FigureRun run = new FigureRun(START, Map.of());

  @Test
  void showsJobsAsTheyAre() throws Exception {
    run.jobs.add(job("a").created(T0).running(T0.plusSeconds(3), 5).detail());
    run.jobs.add(job("b").created(T0.plusSeconds(10)).detail());
    run.jobs.add(
        job("c").created(T0.plusSeconds(20)).started(T0.plusSeconds(30)).paused().detail());
    run.jobs.add(job("d").created(T0.plusSeconds(95)).state("Odd").detail());
    run.runFor(CYCLE);

    assertThat(run.source("tracked-jobs-submitted")).isEqualTo(1);
    assertThat(run.source("tracked-jobs-running")).isEqualTo(1);
    assertThat(run.source("tracked-jobs-pause")).isEqualTo(1);
    assertThat(run.source("tracked-jobs-other")).isEqualTo(1);
    assertThat(run.source("tracked-jobs-ended")).isZero();
    assertThat(run.source("discovered-jobs-total")).isEqualTo(4);
    assertThat(run.source("transitions-submitted-total")).isEqualTo(4);
    assertThat(run.source("transitions-running-total")).isEqualTo(2);
    assertThat(run.source("transitions-pause-total")).isEqualTo(1);
    assertThat(run.source("transitions-other-total")).isEqualTo(1);

    run.jobs.set(0, job("a").created(T0).started(T0).ended("Success", T0.plusSeconds(99)).detail());
    run.jobs.set(1, job("b").created(T0.plusSeconds(10)).ended("Failed", START).detail());
    run.jobs.set(3, job("d").created(T0.plusSeconds(95)).ended("Cancel", START).detail());
    run.runFor(CYCLE);

    assertThat(run.source("tracked-jobs-ended")).isPositive();
    assertThat(run.source("transitions-success-total")).isEqualTo(1);
    assertThat(run.source("transitions-failed-total")).isEqualTo(1);
    assertThat(run.source("transitions-cancel-total")).isEqualTo(1);
    assertThat(run.source("transitions-nonexist-total")).isZero();
    assertThat(run.source("discovered-jobs-total")).isEqualTo(4);
  }

  @Test
  void tellsHowSoonChangesAreSeenAndWhatThatTakes() throws Exception {
    run.jobs.add(job("a").created(T0).detail());
    run.jobs.add(job("old").created(T0).ended("Success", T0.plusSeconds(50)).detail());
    run.runFor(CYCLE);
    assertThat(run.source("latency-tail-seconds")).as("from before the start").isZero();
    assertThat(run.source("questions-listing-total")).isEqualTo(2);
    assertThat(run.source("questions-states-total")).isZero();

    Instant started = run.clock.instant();
    run.jobs.set(0, job("a").created(T0).running(started, 5).detail());
    run.runFor(CYCLE);

    assertThat(run.source("latency-median-seconds")).isBetween(0.1, 7.0);
    assertThat(run.source("latency-tail-seconds")).isBetween(0.1, 7.0);
    double asked =
        run.source("questions-listing-total")
            + run.source("questions-states-total")
            + run.source("questions-lookup-total");
    assertThat(run.source("requests-ok-total")).isEqualTo(asked);

    run.runFor(Duration.ofMinutes(11));
    assertThat(run.source("latency-tail-seconds")).as("long past").isZero();
  }

  @Test
  void timesGoOnWhileNothingIsPolled() throws Exception {
    run.jobs.add(job("a").created(T0).detail());
    run.runFor(CYCLE);
    run.clock.set(START.plusSeconds(500));

    assertThat(run.source("lag-seconds")).isBetween(599.9, 600.0);
    assertThat(run.source("oldest-tracked-age-seconds")).isBetween(599.9, 600.0);
    assertThat(run.source("discovery-delay-seconds")).isBetween(490.0, 500.0);
    assertThat(run.source("last-success-seconds")).isBetween(490.0, 500.0);
    assertThat(run.source("last-success-time-ms"))
        .isBetween((double) START.toEpochMilli(), START.plusSeconds(10).toEpochMilli() + 0.0);
  }

  @Test
  void beforeTheFirstPollNothingHasHappened() {
    for (Gauge gauge : run.groups().get(1).gauges()) {
      double expected = gauge.name().equals("backfill-progress-percent") ? 100 : 0;
      assertThat(gauge.value().get().doubleValue()).as(gauge.name()).isEqualTo(expected);
    }
    assertThat(run.task("source-count")).isEqualTo(1);
    assertThat(run.task("requests-in-flight")).isZero();
    assertThat(run.task("throttle-pause-seconds")).isZero();
  }

  @Test
  void countsFailuresUntilOneSucceeds() throws Exception {
    for (Kind kind : List.of(Kind.RETRY, Kind.UNREADABLE, Kind.TOO_LARGE, Kind.CLOCK)) {
      run.failures.add(new JobsApiException(kind, Reason.OTHER, 0, "No.", null, null));
    }
    run.failures.add(
        new JobsApiException(
            Kind.THROTTLED, Reason.OTHER, 429, "No.", Duration.ofSeconds(100), null));
    run.runFor(Duration.ofSeconds(20));

    assertThat(run.source("retry-streak")).isEqualTo(5);
    assertThat(run.source("requests-retry-total")).isEqualTo(1);
    assertThat(run.source("requests-unreadable-total")).isEqualTo(1);
    assertThat(run.source("requests-toolarge-total")).isEqualTo(1);
    assertThat(run.source("requests-clock-total")).isEqualTo(1);
    assertThat(run.source("requests-throttled-total")).isEqualTo(1);
    assertThat(run.source("requests-ok-total")).isZero();
    assertThat(run.task("throttled-total")).isEqualTo(1);
    assertThat(run.task("throttle-pause-seconds")).isBetween(80.0, 100.0);

    run.runFor(Duration.ofSeconds(100));
    assertThat(run.source("retry-streak")).isZero();
    assertThat(run.source("requests-ok-total")).isPositive();
    assertThat(run.task("throttle-pause-seconds")).isZero();
  }

  @Test
  void aRefusalThatEndsTheTaskIsCounted() {
    run.failures.add(new JobsApiException(Kind.REFUSED, Reason.OTHER, 403, "No.", null, null));

    assertThatThrownBy(() -> run.runFor(CYCLE)).isInstanceOf(ConnectException.class);
    assertThat(run.source("requests-refused-total")).isEqualTo(1);
  }

  @Test
  void countsMalformedJobsAndStaleAnswers() throws Exception {
    run.jobs.add(job("a").created(T0).running(T0, 5).detail());
    run.unreadable.add(
        new UnreadableJob(null, null, "<x", false, 2, "digest", "is damaged", "/jobs", null));
    run.runFor(CYCLE);
    assertThat(run.source("malformed-jobs-total")).isEqualTo(1);
    assertThat(run.source("stale-answers-total")).isZero();

    run.jobs.set(0, job("a").created(T0).detail());
    run.runFor(Duration.ofSeconds(12));
    assertThat(run.source("stale-answers-total")).isPositive();
    assertThat(run.source("malformed-jobs-total")).isEqualTo(1);
  }

  @Test
  void showsABackfillAndThatTheBoundHoldsItBack() throws Exception {
    FigureRun small =
        new FigureRun(T0.plusSeconds(400), Map.of("max.tracked.jobs", "20", "page.size", "10"));
    for (int i = 0; i < 40; i++) {
      small.jobs.add(job("j" + i).created(T0.plusSeconds(10 * i)).detail());
    }
    small.runFor(Duration.ofSeconds(30));

    assertThat(small.source("discovery-held-back")).isEqualTo(1);
    assertThat(small.source("backfill-progress-percent")).isBetween(30.0, 60.0);
    assertThat(small.source("backfill-remaining-seconds")).isPositive();
    assertThat(small.source("discovery-delay-seconds")).isGreaterThan(25);

    small.jobs.replaceAll(
        old -> job(old.id().value()).created(old.creationTime()).ended("Success", T0).detail());
    small.runFor(Duration.ofMinutes(3));
    assertThat(small.source("discovery-held-back")).isZero();
    assertThat(small.source("backfill-progress-percent")).isEqualTo(100);
    assertThat(small.source("backfill-remaining-seconds")).isZero();
    assertThat(small.source("discovery-delay-seconds")).isLessThan(7);
  }

  @Test
  void labelsLeaveOutWhatASourceHasNot() {
    assertThat(run.groups()).extracting(Metric.Group::labels).first().isEqualTo(Map.of());
    assertThat(TaskMetrics.labels(new JobSource("b-1", "r", "/jobs", "Transcode", null, "fast")))
        .containsExactly(
            Map.entry("region", "r"),
            Map.entry("bucket", "b-1"),
            Map.entry("path", "/jobs"),
            Map.entry("tag", "Transcode"),
            Map.entry("queueType", "fast"));
    assertThat(TaskMetrics.labels(new JobSource("b-1", "r", "/jobs", "Transcode", "q", null)))
        .containsEntry("queueId", "q")
        .doesNotContainKey("queueType");
  }

  @Test
  void everyNameIsThereOnceAndCountersSaySo() {
    List<String> names =
        Stream.concat(
                SourceMetrics.all().stream().map(Metric::name),
                TaskFigures.metrics().stream().map(Metric::name))
            .toList();

    assertThat(new TreeSet<>(names)).hasSameSizeAs(names);
    assertThat(names).allMatch(name -> name.matches("[a-z]+(-[a-z]+)*"));
    assertThat(SourceMetrics.all())
        .allSatisfy(
            metric ->
                assertThat(metric.meaning().contains("since the task's start"))
                    .isEqualTo(metric.name().endsWith("-total")));
  }

  @Test
  void sumsTakeThePlaceOfTheMetricsOfEachSource() throws Exception {
    FigureRun several =
        new FigureRun(
            START,
            Map.of(
                "ci.bucket", "a-1,b-1",
                "ci.tags", "Transcode,Concat,Tts",
                "metrics.per.source", "false"));
    several.jobs.add(job("a").created(T0).running(T0.plusSeconds(3), 5).detail());
    several.refused.put(
        "b-1", new JobsApiException(Kind.REFUSED, Reason.PERMISSION, 403, "No", null, null));
    several.runFor(CYCLE);

    assertThat(several.groups())
        .extracting(group -> group.labels().toString())
        .containsExactly(
            "{}",
            "{region=ap-chongqing, bucket=a-1, path=all, tag=all}",
            "{region=ap-chongqing, bucket=b-1, path=all, tag=all}",
            "{region=all, bucket=all, path=all, tag=Transcode}",
            "{region=all, bucket=all, path=all, tag=Concat}",
            "{region=all, bucket=all, path=all, tag=Tts}");
    assertThat(value(several, 1, "tracked-jobs-running")).isEqualTo(3);
    assertThat(value(several, 2, "tracked-jobs-running")).isZero();
    assertThat(value(several, 3, "tracked-jobs-running")).isEqualTo(1);
    assertThat(value(several, 1, "retry-streak")).isZero();
    assertThat(value(several, 3, "retry-streak")).as("the worst").isEqualTo(1);
    assertThat(value(several, 3, "last-success-time-ms")).as("the worst").isZero();
    assertThat(value(several, 3, "backfill-progress-percent")).isEqualTo(100);
    assertThat(several.groups().get(1).gauges()).hasSameSizeAs(SourceMetrics.all());
  }

  private static double value(FigureRun run, int group, String name) {
    return Gauges.value(run.groups().get(group), name);
  }
}
