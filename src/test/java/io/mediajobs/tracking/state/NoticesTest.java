package io.mediajobs.tracking.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.tracking.PollerRun;
import org.junit.jupiter.api.Test;

class NoticesTest {

  private final Notices notices = new Notices(PollerRun.SOURCE, new PollCounts());

  @Test
  void ofOneSubjectOnlyTheFirstSentenceIsSaidAndOnce() {
    notices.once("tokens", "Tokens repeat");
    notices.once("tokens", "Tokens repeat again");
    notices.once("order", "Pages are out of order");

    assertThat(notices.read()).containsExactly("Tokens repeat", "Pages are out of order");
    notices.once("tokens", "Tokens repeat once more");
    assertThat(notices.read()).isEmpty();
  }

  @Test
  void ofOneKindTenJobsAreNamedEachOnce() {
    for (int i = 0; i < 24; i++) {
      notices.onceOf("large", "j" + i / 2, "Job j" + i / 2 + " is too large");
    }
    notices.onceOf("lost", "j0", "Job j0 is lost");

    assertThat(notices.read())
        .hasSize(11)
        .startsWith("Job j0 is too large", "Job j1 is too large")
        .endsWith("Job j9 is too large", "Job j0 is lost");
  }
}
