package io.mediajobs.tracking.discovery;

import static io.mediajobs.job.Jobs.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.job.JobId;
import org.junit.jupiter.api.Test;

class LooksTest {

  private static final JobId JOB = new JobId("j1");

  private final Looks looks = new Looks();

  @Test
  void aJobIsMissingOnlyWhereTheLookBeforeHasLooked() {
    look(100, 200);

    assertThat(looks.isMissingBefore(JOB, T0.plusSeconds(100))).isFalse();
    assertThat(looks.isMissingBefore(JOB, T0.plusSeconds(101))).isTrue();
    assertThat(looks.isMissingBefore(JOB, T0.plusSeconds(200))).isTrue();
    assertThat(looks.isMissingBefore(JOB, T0.plusSeconds(201))).isFalse();
  }

  @Test
  void aJobThatTheLookBeforeHasShownIsNotMissing() {
    looks.begin(T0);
    looks.shown(JOB);
    looks.listed(T0.plusSeconds(10));
    looks.over();

    assertThat(looks.isMissingBefore(JOB, T0.plusSeconds(5))).isFalse();
    assertThat(looks.isKnown(JOB)).isTrue();
    assertThat(looks.isKnown(new JobId("j2"))).isFalse();
  }

  @Test
  void noJobIsMissingBeforeTheFirstLookIsOver() {
    looks.begin(T0);
    looks.listed(T0.plusSeconds(10));

    assertThat(looks.areNone()).isTrue();
    assertThat(looks.isMissingBefore(JOB, T0.plusSeconds(5))).isFalse();
  }

  private void look(int from, int to) {
    looks.begin(T0.plusSeconds(from));
    looks.listed(T0.plusSeconds(to));
    looks.over();
  }
}
