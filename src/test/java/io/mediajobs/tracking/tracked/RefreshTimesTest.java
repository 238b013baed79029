package io.mediajobs.tracking.tracked;

import static io.mediajobs.job.Jobs.T0;
import static io.mediajobs.job.Jobs.job;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.job.JobDetail;
import io.mediajobs.tracking.PollerRun;
import io.mediajobs.tracking.state.FirstStart;
import io.mediajobs.tracking.state.PollSettings;
import io.mediajobs.tracking.state.Polling;
import io.mediajobs.tracking.state.ServiceTime;
import io.mediajobs.tracking.state.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Jobs are looked at when those before them ended. */
class RefreshTimesTest {

  /** The service's clock is as far ahead of ours. */
  private static final Duration AHEAD = Duration.ofMinutes(7);

  private static final Instant NOW = T0.plusSeconds(10_000);

  private final Tracker tracker = new Tracker(List.of(), NOW);
  private final PollSettings settings =
      PollerRun.settings(new FirstStart.Earliest(), Duration.ofSeconds(60));
  private RefreshSchedule schedule = new RefreshSchedule(settings, tracker, NOW);

  @Test
  void learnsFromJobsThatHadEndedBeforeTheyWereFound() {
    see(NOW, ended(40, 3600));
    see(NOW, running("r", 600));

    assertThat(waits("r")).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60));
  }

  @Test
  void looksOftenNearTheUsualEnd() {
    see(NOW, ended(40, 3600));
    see(NOW, running("r", 3590));

    assertThat(waits("r")).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(5));
  }

  /** A listing that does not show a job around a time ahead of all clocks does not deny it. */
  @Test
  void aTimeIsAheadUntilOurClockOrMostDateHeadersHaveComeToIt() {
    ServiceTime odd = ServiceTime.UNKNOWN.after(NOW.plusSeconds(3600), NOW);
    odd = odd.after(NOW.plusSeconds(3600), NOW).after(NOW, NOW).after(NOW, NOW).after(NOW, NOW);
    schedule.clock(odd);

    assertThat(schedule.isAhead(NOW.plusSeconds(3000), times(Duration.ZERO))).isTrue();
    assertThat(schedule.isAhead(NOW, times(Duration.ZERO))).isFalse();
    assertThat(schedule.isAhead(NOW, times(Duration.ofHours(-1)))).isFalse();
    assertThat(schedule.isAhead(NOW.plusSeconds(3000), times(Duration.ofHours(1)))).isFalse();
  }

  private static Times times(Duration wallAhead) {
    return new Times(NOW, NOW, NOW, NOW.plus(wallAhead));
  }

  @Test
  void learnsFromEachJobOnce() {
    for (int i = 0; i < 40; i++) {
      see(NOW, ended(1, 3600));
    }
    see(NOW, running("r", 600));

    assertThat(waits("r")).as("as where nothing is known").isEqualTo(Duration.ofSeconds(5));
  }

  @ParameterizedTest
  @CsvSource({"300, 50, 60", "890, 1, 5"})
  void aJobWaitsAsLongAsThoseBeforeIt(int age, int atLeast, int atMost) {
    List<JobDetail> ended = new ArrayList<>();
    Instant created = serviceTime(NOW).minusSeconds(5000);
    for (int i = 0; i < 40; i++) {
      Instant started = created.plusSeconds(900);
      ended.add(job("e" + i).created(created).started(started).ended("Failed", started).detail());
    }
    see(NOW, ended);
    see(NOW, List.of(job("w").created(serviceTime(NOW).minusSeconds(age)).detail()));

    assertThat(waits("w")).isBetween(Duration.ofSeconds(atLeast), Duration.ofSeconds(atMost));
  }

  @Test
  void eachJobHasWaitedOnce() {
    for (int i = 0; i < 20; i++) {
      Instant created = serviceTime(NOW).minusSeconds(5000 + i);
      Instant started = created.plusSeconds(900);
      see(NOW, List.of(job("e" + i).created(created).running(started, 1).detail()));
      see(
          NOW.plusSeconds(1),
          List.of(job("e" + i).created(created).started(started).ended("Failed", NOW).detail()));
    }
    see(NOW, List.of(job("w").created(serviceTime(NOW).minusSeconds(300)).detail()));

    assertThat(waits("w")).as("too few to be sure").isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void progressAloneDoesNotBringTheEndNearer() {
    see(NOW, ended(40, 3600));
    see(NOW, running("r", 600));
    Instant later = NOW.plusSeconds(60);
    Instant started = serviceTime(NOW).minusSeconds(600);
    see(later, List.of(job("r").created(started).running(started, 51).detail()));

    assertThat(Duration.between(later, schedule.next(10))).isGreaterThan(Duration.ofSeconds(40));
  }

  @Test
  void aJobWithoutAStartTimeCountsFromWhenItWasSeen() {
    see(NOW, ended(40, 3600));
    see(
        NOW,
        List.of(job("r").created(serviceTime(NOW).minusSeconds(900)).state("Running").detail()));
    see(NOW.plusSeconds(3590), List.of(job("r").state("Running").detail()));

    assertThat(schedule.next(10)).isBetween(NOW.plusSeconds(3591), NOW.plusSeconds(3595));
  }

  @Test
  void nothingIsLearnedWhereThatIsTurnedOff() {
    PollSettings fixed = Polling.settings().learnsDurations(false).build();
    schedule = new RefreshSchedule(fixed, tracker, NOW);
    see(NOW, ended(40, 3600));
    see(NOW, running("r", 600));

    assertThat(waits("r")).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void looksThatMayWaitLongestComeTogether() {
    see(NOW, ended(40, 3600));
    see(NOW, running("a", 600));
    see(NOW.plusSeconds(20), running("b", 600));

    Instant due = schedule.next(10);
    assertThat(schedule.dueCreations(due.minusMillis(2_500))).isEmpty();
    assertThat(schedule.take(10, due)).hasSize(2);
    assertThat(schedule.next(10)).isEqualTo(Instant.MAX);
  }

  /** Jobs that ran so long, one after the other. */
  private static List<JobDetail> ended(int count, int seconds) {
    List<JobDetail> jobs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Instant started = serviceTime(NOW).minusSeconds(2L * seconds - i);
      Instant ended = started.plusSeconds(seconds);
      jobs.add(job("e" + i).created(started).started(started).ended("Success", ended).detail());
    }
    return jobs;
  }

  private static List<JobDetail> running(String id, int forSeconds) {
    Instant started = serviceTime(NOW).minusSeconds(forSeconds);
    return List.of(job(id).created(started).running(started, 50).detail());
  }

  private void see(Instant now, List<JobDetail> jobs) {
    schedule.clock(ServiceTime.UNKNOWN.after(serviceTime(now), now));
    PollerRun.see(PollerRun.reconciler(tracker, schedule), jobs, now);
  }

  private Duration waits(String id) {
    // No other is left to look at first.
    Instant next = schedule.next(10);
    while (next.isBefore(Instant.MAX)) {
      if (schedule.take(1, next).get(0).value().equals(id)) {
        return Duration.between(NOW, next);
      }
      next = schedule.next(10);
    }
    throw new AssertionError(id + " is not due");
  }

  private static Instant serviceTime(Instant ours) {
    return ours.plus(AHEAD);
  }
}
