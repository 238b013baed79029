package io.mediajobs.tracking;

import static io.mediajobs.job.Jobs.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.job.JobId;
import io.mediajobs.job.JobQuery;
import io.mediajobs.job.JobQuery.LookUp;
import io.mediajobs.job.JobState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How a look-up that failed is asked again. */
class LookUpAgainTest {

  private static final Instant LATER = T0.plusSeconds(1);

  private final PollSettings settings =
      PollerRun.settings(new FirstStart.Earliest(), Duration.ofSeconds(60));
  private final Tracker tracker =
      new Tracker(
          Stream.of("a", "b", "c")
              .map(id -> new TrackedJob(new JobId(id), T0, JobState.RUNNING, 1, null, true))
              .toList(),
          T0);
  private final Refresh refresh = new Refresh(PollerRun.SOURCE, settings, tracker);

  LookUpAgainTest() {
    tracker.makeDue(List.of(new JobId("c")), T0.plusSeconds(3));
  }

  @Test
  void jobsThatAreDueMeanwhileJoinIt() {
    JobQuery lookUp = refresh.next(T0);
    refresh.failed(lookUp, false, LATER);

    assertThat(refresh.next(LATER)).isEqualTo(lookUp("a", "b", "c"));
  }

  @Test
  void oneOfJobsThatCannotBeReadStaysAsItIs() {
    JobQuery lookUp = refresh.next(T0);
    assertThat(lookUp).isEqualTo(lookUp("a", "b"));
    refresh.failed(lookUp, true, LATER);

    assertThat(refresh.nextDue()).isBeforeOrEqualTo(LATER);
    assertThat(refresh.next(LATER)).isEqualTo(lookUp);
    assertThat(refresh.next(LATER)).isNull();
  }

  private static LookUp lookUp(String... ids) {
    return new LookUp(PollerRun.SOURCE, Stream.of(ids).map(JobId::new).toList());
  }
}
