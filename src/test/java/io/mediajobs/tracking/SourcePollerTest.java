package io.mediajobs.tracking;

import static io.mediajobs.job.Jobs.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery.LookUp;
import io.mediajobs.job.Jobs;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.JobsApiException.Reason;
import io.mediajobs.tracking.ServiceModel.Job;
import io.mediajobs.tracking.plan.Ask;
import io.mediajobs.tracking.state.FirstStart;
import io.mediajobs.tracking.state.PollSettings;
import io.mediajobs.tracking.state.Polling;
import io.mediajobs.tracking.state.SourceState;
import io.mediajobs.tracking.state.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a poller follows jobs, and what it does about failures. */
class SourcePollerTest {

  private static final Duration OVERLAP = Duration.ofSeconds(60);
  private static final Instant LONG_AFTER = T0.plus(Duration.ofHours(1));

  private final ServiceModel service = new ServiceModel(Duration.ZERO);

  @Test
  void followsAJobThroughEveryStateOnce() {
    service.add(Job.of("j", T0, Duration.ofSeconds(20), Duration.ofSeconds(30), "Success"));
    PollerRun run = run(T0);

    run.runFor(Duration.ofMinutes(5));

    assertThat(run.emitted("j")).containsExactly("0/Submitted", "1/Running", "2/Success");
  }

  @Test
  void emitsNothingTwiceAfterARestartAnywhere() {
    for (int i = 0; i < 250; i++) {
      service.add(
          Job.of(
              "j" + i,
              T0.plusSeconds(i / 3),
              Duration.ofSeconds(i),
              Duration.ofSeconds(40),
              "Success"));
    }
    PollerRun run = run(T0.plusSeconds(60));

    for (int i = 0; i < 200; i++) {
      run.ask(1 + i % 3);
      run.restart();
      run.runFor(Duration.ofMillis(2_300));
    }
    run.runFor(Duration.ofMinutes(5));

    for (Job job : service.jobs()) {
      assertThat(run.emitted(job.id()))
          .as(job.id())
          .containsExactly("0/Submitted", "1/Running", "2/Success");
    }
  }

  @Test
  void aJobIsGoneOnlyWhenTwoLookUpsMissIt() {
    service.add(
        Job.of("j", T0, Duration.ofSeconds(10), Duration.ofDays(1), "Success")
            .deletedAt(T0.plusSeconds(100)));
    PollerRun run = run(T0.plusSeconds(20));
    run.runFor(Duration.ofSeconds(80));
    assertThat(run.emitted("j")).containsExactly("0/Submitted", "1/Running");
    int before = service.lookUps;

    run.runFor(Duration.ofMinutes(5));

    assertThat(run.emitted("j")).containsExactly("0/Submitted", "1/Running", "2/NonExist");
    assertThat(run.active()).isZero();
    assertThat(service.lookUps).isGreaterThanOrEqualTo(before + 2);
  }

  @Test
  void looksUpTenJobsARequest() {
    for (int i = 0; i < 10; i++) {
      service.add(Job.of("j" + i, T0, Duration.ofHours(9), Duration.ofHours(1), "Success"));
    }
    service.add(ended("newer", T0.plusSeconds(119)));
    service.add(ended("newest", T0.plusSeconds(120)));
    PollerRun run = lookingUp(4, T0.plusSeconds(123));
    run.drain();
    run.now = run.now.plusSeconds(5);

    run.drain();

    assertThat(service.lookUps).isEqualTo(1);
  }

  @Test
  void looksLessOftenAtAJobThatStaysTheSame() {
    service.add(Job.of("j", T0, Duration.ofHours(9), Duration.ofHours(1), "Success"));
    PollerRun run = lookingUp(1, T0);

    run.runFor(Duration.ofHours(1));

    assertThat(service.lookUps).isBetween(60, 80);
  }

  @Test
  void pausesAfterFailuresAndFailsOnARefusal() {
    PollerRun run = run(T0);
    Ask ask = run.poller().step(T0).ask();
    JobsApiException busy =
        new JobsApiException(
            JobsApiException.Kind.THROTTLED,
            Reason.OTHER,
            429,
            "Too many.",
            Duration.ofSeconds(7),
            null);

    assertThat(run.poller().failed(ask, busy, T0)).isNull();
    assertThat(run.poller().step(T0.plusSeconds(6)).ask()).isNull();
    Ask again = run.poller().step(T0.plusSeconds(7)).ask();
    assertThat(again).isEqualTo(ask);

    JobsApiException refused =
        new JobsApiException(
            JobsApiException.Kind.REFUSED, Reason.OTHER, 403, "No permission.", null, null);
    assertThat(run.poller().failed(again, refused, T0.plusSeconds(7))).isEqualTo("No permission.");
  }

  @Test
  void anOlderAnswerThatComesLaterIsNotBelieved() {
    service.add(Job.of("j", T0, Duration.ofSeconds(10), Duration.ofSeconds(60), "Success"));
    service.add(ended("newer", T0.plusSeconds(9)));
    service.add(ended("newest", T0.plusSeconds(10)));
    PollerRun run = lookingUp(3, T0.plusSeconds(15));
    run.drain();
    run.now = T0.plusSeconds(20);
    Ask first = run.poller().step(run.now).ask();
    Ask second = run.poller().step(run.now).ask();
    boolean looksUpFirst = first.query() instanceof LookUp;
    Ask lookUp = looksUpFirst ? first : second;
    Ask listing = looksUpFirst ? second : first;
    Instant asked = run.now;

    var paused = Jobs.job("j").started(T0.plusSeconds(10)).paused().detail();
    var page = new JobPage(List.of(paused), null, List.of(), asked);
    assertThat(run.poller().answered(lookUp, page, at(asked, 10))).hasSize(1);
    var running = Jobs.job("j").running(T0.plusSeconds(10), 50).detail();
    var old = new JobPage(List.of(running), null, List.of(), asked);
    assertThat(run.poller().answered(listing, old, at(asked, 20))).isEmpty();
    assertThat(run.poller().figures().counts().staleAnswers()).isEqualTo(1);
  }

  private static Times at(Instant asked, long millis) {
    Instant now = asked.plusMillis(millis);
    return new Times(asked, now, now, now);
  }

  private PollerRun run(Instant now) {
    return new PollerRun(
        service, PollerRun.settings(new FirstStart.Earliest(), OVERLAP), SourceState.NEW, now);
  }

  /** On such small pages discovery does not show jobs that are known, so they are looked up. */
  private PollerRun lookingUp(int pageSize, Instant now) {
    PollSettings settings = Polling.settings().overlap(OVERLAP).pageSize(pageSize).build();
    return new PollerRun(service, settings, SourceState.NEW, now);
  }

  private static Job ended(String id, Instant created) {
    return Job.of(id, created, Duration.ofSeconds(0), Duration.ofSeconds(0), "Success");
  }
}
