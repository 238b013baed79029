package io.mediajobs.connect.metrics;

import static io.mediajobs.job.Jobs.T0;
import static io.mediajobs.job.Jobs.job;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.connect.FigureRun;
import io.mediajobs.tracking.PollerRun;
import io.mediajobs.tracking.state.PollCounts;
import io.mediajobs.tracking.state.SourceFigures;
import io.mediajobs.tracking.state.TrackedCounts;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DiscoveryLogTest {

  private static final String SOURCE = "examplebucket-1250000000/jobs?tag=Transcode";

  private final PrintStream stderr = System.err;
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();

  @BeforeEach
  void listen() {
    System.setErr(new PrintStream(log, true, UTF_8));
  }

  @AfterEach
  void restore() {
    System.setErr(stderr);
  }

  @Test
  void tellsOfALongBackfillEvery30SecondsAndOfItsEnd() throws Exception {
    FigureRun run = run(70, Map.of("page.size", "1", "requests.per.second", "1"));
    run.runFor(Duration.ofSeconds(300));

    assertThat(lines())
        .first()
        .asString()
        .endsWith(
            "INFO io.mediajobs.connect.metrics.DiscoveryLog - Backfill of "
                + SOURCE
                + " is at 24.7 %: 19 jobs so far, 0.6 a second, about 91 s left");
    assertThat(lines()).hasSize(5);
    assertThat(lines().get(3)).contains(" is at 90.4 %: 67 jobs so far");
    assertThat(lines())
        .last()
        .asString()
        .endsWith("Backfill of " + SOURCE + " is done: 70 jobs in 2 min");
  }

  @Test
  void theLogSaysNothingOfAShortBackfill() throws Exception {
    FigureRun run = run(70, Map.of("page.size", "10", "requests.per.second", "10"));
    run.runFor(Duration.ofSeconds(300));

    assertThat(lines()).isEmpty();
  }

  @Test
  void tellsOnceThatDiscoveryWaitsAndOnceThatItHasCaughtUp() throws Exception {
    FigureRun run = run(40, Map.of("page.size", "10", "max.tracked.jobs", "20"));
    run.jobs.replaceAll(
        old -> {
          int number = Integer.parseInt(old.id().value().substring(1));
          String state = number > 14 ? "Dreaming" : number % 2 == 0 ? "Submitted" : "Running";
          return job(old.id().value()).created(old.creationTime()).state(state).detail();
        });
    run.runFor(Duration.ofSeconds(25));
    assertThat(lines())
        .singleElement()
        .asString()
        .endsWith(
            "WARN io.mediajobs.connect.metrics.DiscoveryLog - Discovery of "
                + SOURCE
                + " waits, as max.tracked.jobs is reached, and goes on as jobs end: 8 in the state"
                + " Submitted, of which the oldest is 41 s old; 7 in the state Running, of which the"
                + " oldest is 40 s old; 5 in the state Dreaming, of which the oldest is 26 s old; 0"
                + " that have ended. New jobs wait in the service; see whether the oldest still go"
                + " on, and raise max.tracked.jobs if they do");

    run.jobs.replaceAll(
        old -> job(old.id().value()).created(old.creationTime()).ended("Success", T0).detail());
    run.runFor(Duration.ofMinutes(10));
    assertThat(lines().stream().filter(line -> line.contains("Discovery of")))
        .hasSize(2)
        .last()
        .asString()
        .contains(
            "INFO io.mediajobs.connect.metrics.DiscoveryLog - Discovery of "
                + SOURCE
                + " has caught up; it had waited for jobs to end for ");
  }

  @Test
  void saysNothingOfAMomentInWhichJobsThatHaveEndedLeaveNoRoom() {
    DiscoveryLog discovery = new DiscoveryLog();
    for (int second = 0; second < 90; second++) {
      discovery.report(ended(second % 30 != 29), T0.plusSeconds(second));
    }
    assertThat(lines()).isEmpty();

    for (int second = 90; second <= 120; second++) {
      discovery.report(ended(true), T0.plusSeconds(second));
    }
    discovery.report(ended(false), T0.plusSeconds(125));
    assertThat(lines()).hasSize(2);
    assertThat(lines().get(0)).contains("reached, and goes on as jobs end: 20000 that have ended.");
    assertThat(lines().get(1)).endsWith(" caught up; it had waited for jobs to end for 35 s");
  }

  /** A source whose jobs have all ended. */
  private static SourceFigures ended(boolean heldBack) {
    return new SourceFigures(
        PollerRun.SOURCE,
        T0,
        Duration.ZERO,
        new TrackedCounts(Map.of(), 20_000, 0),
        new PollCounts(),
        0,
        T0,
        T0,
        heldBack,
        null,
        0,
        0);
  }

  private List<String> lines() {
    return log.toString(UTF_8).lines().filter(line -> line.contains("DiscoveryLog")).toList();
  }

  /** A run that starts some time after so many jobs, a second apart, that do not end. */
  private static FigureRun run(int jobs, Map<String, String> settings) {
    FigureRun run = new FigureRun(T0.plusSeconds(jobs + 1), settings);
    for (int i = 0; i < jobs; i++) {
      run.jobs.add(job("j" + i).created(T0.plusSeconds(i)).detail());
    }
    return run;
  }
}
