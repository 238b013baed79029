package io.mediajobs.tracking.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.job.JobPage;
import io.mediajobs.tracking.PollerRun;
import io.mediajobs.tracking.plan.Step.Later;
import io.mediajobs.tracking.state.Polling;
import io.mediajobs.tracking.state.Times;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlternationTest {

  private final Alternation turns = new Alternation();
  private final Ask one = ask();
  private final Ask other = ask();
  private final Later soon = new Later(Instant.EPOCH);
  private final Later later = new Later(Instant.EPOCH.plusSeconds(1));

  @Test
  void bothAskInTurns() {
    for (int i = 0; i < 3; i++) {
      assertThat(turns.step(() -> one, () -> other)).isSameAs(one);
      assertThat(turns.step(() -> one, () -> other)).isSameAs(other);
    }
  }

  @Test
  void oneThatHasNothingToAskLosesNoTurn() {
    assertThat(turns.step(() -> soon, () -> other)).isSameAs(other);
    assertThat(turns.step(() -> one, () -> other)).isSameAs(one);
    assertThat(turns.step(() -> one, () -> later)).isSameAs(one);
    assertThat(turns.step(() -> soon, () -> later)).isSameAs(soon);
    assertThat(turns.step(() -> later, () -> soon)).isSameAs(soon);
    assertThat(turns.step(() -> one, () -> other)).isSameAs(other);
  }

  private static Ask ask() {
    return new Ask(
        Polling.settings().build().listing(PollerRun.SOURCE, null, List.of(), null, null),
        (Ask ask, JobPage page, Times at) -> List.of());
  }
}
