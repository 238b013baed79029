package io.mediajobs.tracking;

import static io.mediajobs.job.Jobs.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery.Listing;
import io.mediajobs.job.JobQuery.LookUp;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.JobsApiException.Kind;
import io.mediajobs.job.JobsApiException.Reason;
import io.mediajobs.tracking.ServiceModel.Job;
import io.mediajobs.tracking.state.FirstStart;
import io.mediajobs.tracking.state.SourceState;
import io.mediajobs.tracking.state.SourceState.OpenSweep;
import io.mediajobs.tracking.state.SourceState.QuarantinedJob;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Listings are checked against what their pages show: whatever these are, each job is told once.
 */
class OddListingsTest {

  private static final Instant NOW = T0.plus(Duration.ofHours(2));
  private static final Random RANDOM = new Random(1);

  private final ServiceModel service = new ServiceModel(Duration.ZERO);
  private final PollerRun run =
      new PollerRun(
          service,
          PollerRun.settings(new FirstStart.Earliest(), Duration.ofSeconds(60)),
          SourceState.NEW,
          NOW);

  @Test
  void honestOnesCostAPageForAHundredJobs() {
    add(2_000, 1);

    run.drain();

    assertThat(run.queries.size()).isLessThanOrEqualTo((int) (1.03 * 20 + 2));
    each(2_000, "");
  }

  @Test
  void aListingInDescendingOrderGoesOnByCreationTimes() {
    add(250, 1);
    service.pages = (asked, all, date) -> page(asked, reversed(all), date);

    run.runFor(Duration.ofMinutes(3));

    each(250, ORDER);
  }

  @Test
  void aListingInNoOrderGoesOnByCreationTimes() {
    add(250, 1);
    service.pages =
        (asked, all, date) -> {
          List<JobDetail> shuffled = new ArrayList<>(all);
          Collections.shuffle(shuffled, RANDOM);
          return page(asked, shuffled, date);
        };

    run.runFor(Duration.ofMinutes(3));

    each(250, ORDER);
  }

  @Test
  void oneTokenForAllPagesIsNotGoneRoundWith() {
    add(450, 1);
    service.pages =
        (asked, all, date) -> {
          JobPage page = page(asked, all, date);
          return page.nextToken() == null ? page : new JobPage(page.jobs(), "100", List.of(), date);
        };

    run.runFor(Duration.ofMinutes(3));

    each(450, TOKEN);
  }

  @Test
  void tokensThatDoNotLastAreDoneWithout() {
    add(450, 1);
    service.rejectTokens(Integer.MAX_VALUE);

    run.runFor(Duration.ofMinutes(3));

    each(450, TOKEN);
  }

  @Test
  void aJobThatIsListedWithoutTheCreationTimeItHadIsToldOnce() {
    add(3, 1);
    service.add(job("other", NOW.minusSeconds(8)));
    service.add(job("new", NOW.minusSeconds(5)));
    run.runFor(Duration.ofSeconds(30));
    service.pages =
        (asked, all, date) ->
            page(asked, all.stream().map(JobDetail::withoutCreationTime).toList(), date);

    run.runFor(Duration.ofMinutes(5));

    assertThat(run.emitted("new")).hasSize(3);
  }

  @Test
  void emptyPagesWithoutEndHideNoNewJob() {
    add(450, 1);
    for (int i = 0; i < 40; i++) {
      service.add(job("later" + i, NOW.plusSeconds(30 + 20 * i)));
    }
    service.pages =
        (asked, all, date) -> {
          int from = asked.nextToken() == null ? 0 : Integer.parseInt(asked.nextToken());
          int to = Math.min(all.size(), from + asked.size());
          List<JobDetail> shown = from < to ? all.subList(from, to) : List.of();
          return new JobPage(shown, Integer.toString(Math.max(to, from + 1)), List.of(), date);
        };

    run.runFor(Duration.ofMinutes(20));

    for (int i = 0; i < 40; i++) {
      assertThat(run.emitted("later" + i)).as("later" + i).hasSize(3);
    }
    each(450, ENDLESS);
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 300})
  void aJobWhoseCreationTimeComesAndGoesIsToldOnce(int seconds) {
    service.add(job("new", NOW.minusSeconds(2)));
    service.more =
        (shown, job, asked, now) -> {
          if (now.getEpochSecond() / seconds % 2 == 0) {
            shown.created(null);
          }
        };

    run.runFor(Duration.ofMinutes(20));

    assertThat(run.emitted("new")).hasSize(3);
  }

  @Test
  void anOldestJobThatCanNotBeLookedUpIsLeftAloneAndNotSaidToBeGone() {
    add(450, 1);
    service.fault =
        query ->
            query.plain() instanceof LookUp
                ? new JobsApiException(Kind.RETRY, Reason.OTHER, 500, "It fails.", null, null)
                : null;

    run.runFor(Duration.ofMinutes(10));

    each(450, "");
    assertThat(run.lookUps()).hasSizeBetween(1, 3);
    assertThat(run.notices).isEmpty();
  }

  @Test
  void listingsOfAllTimesAreReadToTheirEnd() {
    add(450, 1);
    service.keepsTimes = false;
    run.runFor(Duration.ofMinutes(3));
    service.add(job("new", run.now.minusSeconds(1)));

    run.runFor(Duration.ofMinutes(2));

    assertThat(run.emitted("new")).hasSize(3);
    for (int i = 0; i < 450; i++) {
      assertThat(run.emitted("j" + i)).as("j" + i).hasSize(3);
    }
    assertThat(run.poller().figures().counts().passedOverJobs()).isPositive();
  }

  /** Each listing reads all pages: what the front shows is not to be listed once more each time. */
  @Test
  void listingsOfAllTimesNeedNoOthersToSettle() {
    int pages = 40;
    add(pages * 100, 1);
    service.keepsTimes = false;
    service.pages =
        (asked, all, date) ->
            "back".equals(asked.nextToken())
                ? new JobPage(List.of(), "back", List.of(), date)
                : page(asked, all, date);
    run.wayBack = Duration.ofSeconds(2);
    Instant last = T0.plusSeconds(150);
    run.restartFrom(
        new SourceState(
            last,
            last,
            new OpenSweep("back", last.minusSeconds(60), null),
            List.of(),
            List.of(),
            List.of(new QuarantinedJob("unreadable", NOW))));

    run.runFor(Duration.ofMinutes(6));

    for (int i = 200; i < pages * 100; i++) {
      assertThat(run.emitted("j" + i)).as("j" + i).hasSize(3);
    }
  }

  /** A token of an earlier run leads to the oldest jobs; those before it are listed anew. */
  @Test
  void aTokenOfAnEarlierRunProvesNothingOfWhatComesBeforeIt() {
    add(200, 1);
    service.add(job("late", T0.plusSeconds(300)));
    for (int i = 0; i < 120; i++) {
      service.add(job("new" + i, T0.plusSeconds(400 + i)));
    }
    service.pages = (asked, all, date) -> page(asked, reversed(all), date);
    service.keepsTimes = false;
    Instant last = T0.plusSeconds(200);
    run.restartFrom(
        new SourceState(
            last,
            last,
            new OpenSweep("300", last.minusSeconds(60), null),
            List.of(),
            List.of(),
            List.of()));

    run.runFor(Duration.ofMinutes(5));

    assertThat(run.emitted("late")).hasSize(3);
    for (int i = 0; i < 120; i++) {
      assertThat(run.emitted("new" + i)).as("new" + i).hasSize(3);
    }
  }

  @Test
  void aSecondThatCanNotBePagedIsToldAndStopsNoOthers() {
    for (int i = 0; i < 150; i++) {
      service.add(job(String.format("s%03d", i), T0.plusSeconds(50)));
    }
    add(300, 1);
    service.rejectTokens(Integer.MAX_VALUE);

    run.runFor(Duration.ofMinutes(1));

    for (int i = 0; i < 300; i++) {
      if (i != 50) {
        assertThat(run.emitted("j" + i)).as("j" + i).hasSize(3);
      }
    }
    run.runFor(Duration.ofMinutes(30));
    assertThat(run.notices)
        .containsExactly(
            PollerRun.SOURCE + TOKEN,
            PollerRun.SOURCE
                + " has more jobs of 2026-11-01T08:00:50+0800 than one page holds, and no NextToken"
                + " leads through them: those that no page shows are missing; raise page.size, or"
                + " set ci.queue.ids so that fewer share a listing");
    assertThat(run.poller().figures().counts().unpageableSeconds()).isEqualTo(1);
    assertThat(run.poller().state().settledCreationTime()).isAfter(T0.plusSeconds(290));
  }

  /** Each round of these twenty takes a hundred requests, ten times the pause behind it. */
  @Test
  void secondsThatCanNotBePagedLeaveTheOthersTime() {
    for (int i = 0; i < 20 * 120; i++) {
      service.add(job("s" + i, T0.plusSeconds(i / 120)));
    }
    for (int i = 0; i < 3_000; i++) {
      service.add(job("j" + i, T0.plusSeconds(20 + i)));
    }
    service.rejectTokens(Integer.MAX_VALUE);
    run.wayBack = Duration.ofSeconds(1);

    run.runFor(Duration.ofMinutes(9));

    for (int i = 0; i < 3_000; i++) {
      assertThat(run.emitted("j" + i)).as("j" + i).hasSize(3);
    }
  }

  @ParameterizedTest(name = "every {0}: {1}")
  @CsvSource({"1,", "3,", "3, 0001-01-01T00:00:00Z", "3, 2199-01-01T00:00:00Z"})
  void jobsWithoutACreationTimeAreToldOnce(int every, @Nullable Instant shownAs) {
    for (int i = 0; i < 60; i++) {
      service.add(job("j" + i, NOW.minusSeconds(600 - 20L * i)));
    }
    service.more =
        (shown, job, asked, now) -> {
          if (Integer.parseInt(job.id().substring(1)) % every == 0) {
            shown.created(shownAs);
          }
        };

    for (int part = 0; part < 6; part++) {
      run.runFor(Duration.ofMinutes(3));
      run.restart();
    }

    each(60, "");
  }

  private static final String ORDER =
      " lists jobs in another order than that of creation: its listings go on by creation times,"
          + " which takes more requests; nothing to do";

  private static final String TOKEN =
      " gives out a NextToken that leads back or is refused: its listings go on by creation times;"
          + " nothing to do";

  private static final String ENDLESS =
      " leads from one empty page to the next: a listing counts as at its end after ten of them;"
          + " report it to Tencent Cloud";

  private void add(int jobs, int secondsApart) {
    for (int i = 0; i < jobs; i++) {
      service.add(job("j" + i, T0.plusSeconds((long) i * secondsApart)));
    }
  }

  /** Each has been told once; the only notice is this one, none where it is empty. */
  private void each(int jobs, String notice) {
    for (int i = 0; i < jobs; i++) {
      assertThat(run.emitted("j" + i)).as("j" + i).hasSize(3);
    }
    assertThat(run.notices)
        .containsExactlyElementsOf(
            notice.isEmpty() ? List.of() : List.of(PollerRun.SOURCE + notice));
  }

  /** A page whose token is the position of the next one. */
  static JobPage page(Listing asked, List<JobDetail> all, @Nullable Instant date)
      throws JobsApiException {
    int from = asked.nextToken() == null ? 0 : Integer.parseInt(asked.nextToken());
    int to = Math.min(all.size(), from + asked.size());
    String token = to == all.size() ? null : Integer.toString(to);
    return new JobPage(all.subList(Math.min(from, to), to), token, List.of(), date);
  }

  private static List<JobDetail> reversed(List<JobDetail> all) {
    List<JobDetail> reversed = new ArrayList<>(all);
    Collections.reverse(reversed);
    return reversed;
  }

  private static Job job(String id, Instant submitted) {
    return Job.of(id, submitted, Duration.ofMillis(100), Duration.ofMillis(100), "Success");
  }
}
