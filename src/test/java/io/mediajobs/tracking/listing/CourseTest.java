package io.mediajobs.tracking.listing;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.tracking.state.CreationTimes;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CourseTest {

  private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

  /** All that the earlier run has seen lies before it, be it an unreadable job's guessed time. */
  private static final Instant BEHIND_ALL_SEEN = START.plusSeconds(600);

  @Test
  void aSweepOfAnEarlierRunIsOpenFromItsStart() {
    Course resumed = Course.of(Sweep.resumed(START, null, "n15"), BEHIND_ALL_SEEN);
    Course withoutStart = Course.of(Sweep.resumed(null, null, "n15"), BEHIND_ALL_SEEN);

    assertThat(resumed.openFrom()).isEqualTo(START);
    assertThat(withoutStart.openFrom()).isEqualTo(CreationTimes.BEGINNING);
  }

  @Test
  void whatHasProvenWhereItIsIsOpenFromThere() {
    Cursor proven =
        new Sweep(START, null, TokenTrail.from("n15"), START, START, PageEnd.NONE, 0, false);

    assertThat(Course.of(proven, BEHIND_ALL_SEEN).openFrom()).isEqualTo(BEHIND_ALL_SEEN);
  }
}
