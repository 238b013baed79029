package io.mediajobs.tracking;

import static io.mediajobs.job.Jobs.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.job.JobQuery;
import io.mediajobs.job.JobQuery.Listing;
import io.mediajobs.job.JobState;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.JobsApiException.Kind;
import io.mediajobs.job.JobsApiException.Reason;
import io.mediajobs.tracking.ServiceModel.Job;
import io.mediajobs.tracking.state.Polling;
import io.mediajobs.tracking.state.SourceState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Discovery's page as refresh, and one page by states as both. */
class FilledPageTest {

  private static final Duration INTERVAL = Duration.ofSeconds(5);

  private final ServiceModel service = new ServiceModel(Duration.ZERO);

  /** All jobs are looked at on every interval. */
  private final PollerRun run =
      new PollerRun(
          service,
          Polling.settings().refreshInterval(INTERVAL, INTERVAL).build(),
          SourceState.NEW,
          T0.minusSeconds(1));

  @Test
  void jobsThatFitOnThePageCostNothingMore() {
    service.add(job(999, -10, Duration.ofSeconds(1)));
    for (int i = 0; i < 30; i++) {
      service.add(job(i, 10 * i, Duration.ofSeconds(150)));
    }
    run.runFor(Duration.ofMinutes(12));

    assertThat(run.queries.stream().filter(query -> !listsAll(query))).isEmpty();
    assertThat(run.queries).hasSizeLessThanOrEqualTo(12 * 12 + 1);
    for (Job job : service.jobs().subList(1, 31)) {
      Duration late = Duration.between(job.ended(), run.seenAt.get(job.id() + "/Success"));
      assertThat(late).as(job.id()).isLessThanOrEqualTo(INTERVAL.plusMillis(500));
    }
  }

  @Test
  void whereTurnsAreScarceEachIsOnePageOfAll() {
    Duration turn = Duration.ofSeconds(8);
    service.add(job(999, -10, Duration.ofSeconds(1)));
    for (int i = 0; i < 60; i++) {
      service.add(job(i, 10 * i, Duration.ofSeconds(30)));
    }
    while (run.now.isBefore(T0.plusSeconds(700))) {
      run.ask(1);
      run.now = run.now.plus(turn);
    }

    assertThat(run.queries.stream().filter(query -> !listsAll(query))).isEmpty();
    for (Job job : service.jobs().subList(1, 61)) {
      Duration late = Duration.between(job.ended(), run.seenAt.get(job.id() + "/Success"));
      assertThat(late).as(job.id()).isLessThanOrEqualTo(turn);
    }
  }

  @Test
  void withNoJobOnItsWayThePageIsNotFilled() {
    for (int i = 0; i < 30; i++) {
      service.add(job(i, 10 * i, Duration.ofSeconds(5)));
    }
    run.runFor(Duration.ofMinutes(10));
    run.queries.clear();
    service.timesListed.clear();

    run.runFor(Duration.ofMinutes(1));

    assertThat(run.queries).hasSize(12);
    assertThat(service.timesListed).isEmpty();
  }

  @Test
  void onePageOfAllThatHaveNotEndedStandsInForTheFrontAndForRefresh() {
    longJobs(20);
    shortJobs(Duration.ofSeconds(20));
    run.runFor(Duration.ofMinutes(20));
    run.queries.clear();

    run.runFor(Duration.ofMinutes(2));

    assertThat(states(3)).isBetween(18, 24);
    assertThat(states(0)).as("pages of the front").isBetween(2, 5);
    Instant from = run.now.minusSeconds(110);
    for (Job job : service.jobs()) {
      if (job.started().isAfter(from) && job.started().isBefore(run.now.minusSeconds(6))) {
        Duration late = Duration.between(job.started(), run.seenAt.get(job.id() + "/Running"));
        assertThat(late).as(job.id()).isLessThanOrEqualTo(INTERVAL.plusMillis(500));
      }
    }
  }

  @Test
  void whereJobsAreOverBeforeItShowsThemNothingStandsInForTheFront() {
    longJobs(20);
    shortJobs(Duration.ofMillis(300));
    run.runFor(Duration.ofMinutes(20));
    run.queries.clear();

    run.runFor(Duration.ofMinutes(2));

    assertThat(states(0)).isGreaterThanOrEqualTo(24);
    assertThat(run.jobsEmitted()).isGreaterThanOrEqualTo(20 + 6 * 20);
  }

  @Test
  void aStandInThatFailsHoldsUpNothing() {
    longJobs(20);
    shortJobs(Duration.ofSeconds(20));
    service.fault =
        query ->
            query.plain() instanceof Listing listing && !listing.states().isEmpty()
                ? new JobsApiException(Kind.REFUSED, Reason.OTHER, 400, "No.", null, null)
                : null;
    run.runFor(Duration.ofMinutes(20));

    for (Job job : service.jobs()) {
      if (job.ended().isBefore(run.now.minusSeconds(70))) {
        assertThat(run.emitted(job.id())).containsExactly("0/Submitted", "1/Running", "2/Success");
      }
    }
  }

  /** Running, and so old that the page of the newest jobs does not go back to them. */
  private void longJobs(int jobs) {
    for (int i = 0; i < jobs; i++) {
      service.add(job(i, i, Duration.ofDays(1)));
    }
  }

  /** One every ten seconds. */
  private void shortJobs(Duration run) {
    for (int i = 0; i < 200; i++) {
      service.add(job(1000 + i, 100 + 10 * i, run));
    }
  }

  private static Job job(int number, int created, Duration run) {
    return Job.of("j" + number, T0.plusSeconds(created), Duration.ofMillis(200), run, "Success");
  }

  private static boolean listsAll(JobQuery query) {
    return query.plain() instanceof Listing listing && listing.states().isEmpty();
  }

  private int states(int count) {
    List<Listing> listings =
        run.queries.stream()
            .map(JobQuery::plain)
            .filter(Listing.class::isInstance)
            .map(Listing.class::cast)
            .toList();
    List<JobState> none = List.of();
    return (int)
        listings.stream()
            .filter(
                listing ->
                    count == 0 ? listing.states().equals(none) : listing.states().size() == count)
            .count();
  }
}
