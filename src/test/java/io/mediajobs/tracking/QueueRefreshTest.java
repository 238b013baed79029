package io.mediajobs.tracking;

import static io.mediajobs.job.Jobs.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.job.JobQuery.Listing;
import io.mediajobs.job.JobQuery.LookUp;
import io.mediajobs.job.JobState;
import io.mediajobs.tracking.ServiceModel.Job;
import io.mediajobs.tracking.state.FirstStart;
import io.mediajobs.tracking.state.SourceState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What it costs to follow ten thousand jobs of a queue that runs ten at once, and how late. */
@Tag("slow")
class QueueRefreshTest {

  private static final int JOBS = 10_000;
  private static final Duration INTERVAL = Duration.ofSeconds(5);
  private static final Duration LASTS = Duration.ofMinutes(4);

  /** When the queue begins to run jobs: each of them is known by then. */
  private static final Instant FROM = T0.plusSeconds(1200);

  private final ServiceModel service = new ServiceModel(Duration.ZERO);
  private final List<String> ids =
      IntStream.range(0, JOBS).mapToObj(i -> String.format("j%05d", i)).toList();
  private final PollerRun run =
      new PollerRun(
          service,
          PollerRun.settings(new FirstStart.Earliest(), Duration.ofSeconds(60)),
          SourceState.NEW,
          FROM.minusSeconds(120));

  @Test
  void aQueueInOrderCostsThreeRequestsACycleAndOneForTenThatEnded() {
    queue(ids, Duration.ofSeconds(20));

    follow();

    assertThat(requests(0) + requests(1) + lookUps())
        .isLessThanOrEqualTo(3 * cycles() + tensThatEnded());
    assertThat(requests(3)).as("pages of sweeps").isBetween(300, 500);
    assertThat(late(0.95)).isLessThanOrEqualTo(INTERVAL.plusSeconds(1));
    nothingIsMissed();
  }

  @Test
  void jobsOfOneSecondThatRunShorterThanTheIntervalAreSeenAsSoon() {
    service.addQueue(ids, id -> T0, id -> Duration.ofMillis(2_500), FROM, 10);

    follow();

    assertThat(requests(1) + requests(0)).isLessThanOrEqualTo(3 * cycles());
    assertThat(late(0.95)).isLessThanOrEqualTo(INTERVAL.plusSeconds(1));
    nothingIsMissed();
  }

  @Test
  void withPrioritiesNothingIsMissed() {
    List<String> order = new ArrayList<>(ids);
    Collections.shuffle(order, new Random(3));
    queue(order, Duration.ofSeconds(20));

    follow();
    System.out.println("Random priorities, 95 % seen in " + late(0.95).toMillis() + " ms");

    assertThat(late(0.95)).isLessThanOrEqualTo(INTERVAL.plusSeconds(1));
    nothingIsMissed();
  }

  private void queue(List<String> order, Duration mean) {
    Random random = new Random(1);
    service.addQueue(
        order,
        id -> T0.plusMillis(100L * Integer.parseInt(id.substring(1))),
        id -> mean.dividedBy(2).plusMillis(random.nextInt((int) mean.toMillis())),
        FROM,
        10);
  }

  /** Comes to know the jobs, and counts from when the first run. */
  private void follow() {
    run.wayBack = Duration.ofMillis(100);
    run.runFor(Duration.between(run.now, FROM));
    assertThat(run.active()).isEqualTo(JOBS);
    run.queries.clear();
    run.runFor(LASTS);
  }

  private static int cycles() {
    return (int) LASTS.dividedBy(INTERVAL) + 1;
  }

  /** The listings of so many states; those of none are discovery's, those of three a sweep's. */
  private int requests(int states) {
    return (int)
        run.queries.stream()
            .filter(query -> query instanceof Listing listing && listing.states().size() == states)
            .count();
  }

  private int lookUps() {
    return (int) run.queries.stream().filter(LookUp.class::isInstance).count();
  }

  /** So many look-ups it takes for those that ended from one cycle to the next. */
  private int tensThatEnded() {
    int[] ended = new int[cycles() + 1];
    for (Job job : service.jobs()) {
      if (job.ended().isBefore(FROM.plus(LASTS))) {
        ended[(int) Duration.between(FROM, job.ended()).dividedBy(INTERVAL)]++;
      }
    }
    return IntStream.of(ended).map(n -> (n + 9) / 10).sum();
  }

  /** How long after a change it was seen, at most, for this part of the changes. */
  private Duration late(double part) {
    Instant until = run.now.minus(Duration.ofMinutes(1));
    List<Duration> late = new ArrayList<>();
    for (Job job : service.jobs()) {
      if (job.started().isBefore(until)) {
        late.add(between(job.started(), job, JobState.RUNNING));
      }
      if (job.ended().isBefore(until)) {
        late.add(between(job.ended(), job, JobState.SUCCESS));
      }
    }
    Collections.sort(late);
    assertThat(late).hasSizeGreaterThan(100);
    return late.get((int) (late.size() * part));
  }

  private Duration between(Instant change, Job job, JobState state) {
    return Duration.between(change, run.seenAt.getOrDefault(job.id() + "/" + state, Instant.MAX));
  }

  /** A sweep more, and what has changed before it is known. */
  private void nothingIsMissed() {
    Instant until = run.now;
    run.runFor(Duration.ofSeconds(90));
    for (Job job : service.jobs()) {
      if (job.ended().isBefore(until)) {
        assertThat(run.emitted(job.id()))
            .as(job.id())
            .containsExactly("0/Submitted", "1/Running", "2/Success");
      }
    }
  }
}
