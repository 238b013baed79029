package io.mediajobs.connect;

import static io.mediajobs.job.Jobs.T0;
import static io.mediajobs.job.Jobs.job;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How often sources are asked that have no news. */
class IdlePaceTest {

  private static final Instant START = T0.plusSeconds(100);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void allTagsOfAnIdleBucketTakeLessThanARequestASecond() throws Exception {
    FigureRun run = run(Map.of("ci.tags", "*"));
    run.runFor(MINUTE.multipliedBy(2));
    run.asked.clear();

    run.runFor(MINUTE.multipliedBy(5));

    assertThat(run.asked.size()).isBetween(42 * 5 - 42, 42 * 5 + 42);
  }

  @Test
  void aFirstJobInAnIdleTagIsToldWithinTheLongestInterval() throws Exception {
    FigureRun run = run(Map.of("ci.tags", "*"));
    run.runFor(MINUTE.multipliedBy(4));
    run.jobs.add(job("first").created(run.clock.instant()).detail());

    run.runFor(MINUTE.plusSeconds(2));

    assertThat(run.records)
        .filteredOn(record -> record.topic().equals("t.jobs"))
        .as("in each of the 42 sources, as every one shows it")
        .hasSize(42);
  }

  @Test
  void theIntervalIsASixtiethOfTheAgeOfTheNewestJob() throws Exception {
    FigureRun run = run(Map.of("ci.tags", "*"));
    run.jobs.add(job("done").created(T0).started(T0).ended("Success", T0.plusSeconds(9)).detail());
    run.runFor(MINUTE.multipliedBy(20));
    run.asked.clear();

    run.runFor(MINUTE);

    // Some 1,300 s old: each source is asked every 21 s or so.
    assertThat(run.asked.size()).isBetween(42 * 2, 42 * 3);
  }

  @Test
  void aFewSourcesAreAskedAtTheUsualInterval() throws Exception {
    FigureRun run = run(Map.of("ci.tags", "Transcode,Animation"));
    run.runFor(MINUTE.multipliedBy(2));
    run.asked.clear();

    run.runFor(MINUTE);

    assertThat(run.asked.size()).isBetween(22, 26);
  }

  @Test
  void aLongPollIntervalIsTheLongestToo() throws Exception {
    FigureRun run = run(Map.of("ci.tags", "*", "poll.interval.ms", "120000"));
    run.runFor(MINUTE.multipliedBy(2));
    run.asked.clear();

    run.runFor(MINUTE.multipliedBy(4));

    assertThat(run.asked.size()).isBetween(42, 42 * 3);
  }

  private static FigureRun run(Map<String, String> more) {
    return new FigureRun(START, more);
  }
}
