package io.mediajobs.standin;

import static io.mediajobs.job.JobState.CANCEL;
import static io.mediajobs.job.JobState.FAILED;
import static io.mediajobs.job.JobState.NON_EXIST;
import static io.mediajobs.job.JobState.PAUSE;
import static io.mediajobs.job.JobState.RUNNING;
import static io.mediajobs.job.JobState.SUBMITTED;
import static io.mediajobs.job.JobState.SUCCESS;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class JobBuilderTest {

  private static final Instant T0 = Instant.parse("2026-11-21T00:00:00Z");

  private static JobBuilder transcode() {
    return Jobs.job("Transcode").createdAt(T0);
  }

  private static Instant at(int seconds) {
    return T0.plusSeconds(seconds);
  }

  @Test
  void agesByTheClockAlone() {
    Job job = transcode().runningAfter(ofSeconds(10)).endsAfter(ofSeconds(110), SUCCESS).build();

    assertThat(job.state(at(9))).isEqualTo(SUBMITTED);
    assertThat(job.state(at(10))).isEqualTo(RUNNING);
    assertThat(job.state(at(110))).isEqualTo(SUCCESS);
    assertThat(job.history(at(-1))).isEmpty();
    assertThat(job.history(at(50))).containsExactly(SUBMITTED, RUNNING);
    assertThat(job.history(at(500))).containsExactly(SUBMITTED, RUNNING, SUCCESS);
    assertThat(job.timeline().startTime(at(9))).isNull();
    assertThat(job.timeline().startTime(at(500))).isEqualTo(at(10));
    assertThat(job.timeline().endTime(at(109))).isNull();
    assertThat(job.timeline().endTime(at(500))).isEqualTo(at(110));
  }

  @Test
  void progressesWhileItRunsAndOnlyThen() {
    Job job =
        transcode()
            .runningAfter(ofSeconds(10))
            .pausedAfter(ofSeconds(40))
            .runningAfter(ofSeconds(1000))
            .endsAfter(ofSeconds(1070), SUCCESS)
            .build();

    assertThat(job.timeline().progress(at(10))).isZero();
    assertThat(job.timeline().progress(at(25))).isEqualTo(15);
    assertThat(job.timeline().progress(at(999))).isEqualTo(30);
    assertThat(job.timeline().progress(at(1069))).isEqualTo(99);
    assertThat(job.timeline().progress(at(1070))).isEqualTo(100);
    assertThat(job.history(at(1070))).containsExactly(SUBMITTED, RUNNING, PAUSE, RUNNING, SUCCESS);
  }

  @Test
  void tellsWhatCameOfItOnlyWhenItIsDue() {
    Job job =
        transcode()
            .endsAfter(ofSeconds(10), SUCCESS)
            .resultsAfter(ofSeconds(20))
            .partEndsAfter(ofSeconds(5))
            .build();

    assertThat(job.state(at(10))).isEqualTo(SUCCESS);
    assertThat(job.timeline().partHasEnded(at(14))).isFalse();
    assertThat(job.timeline().partHasEnded(at(15))).isTrue();
    assertThat(job.timeline().hasResults(at(29))).isFalse();
    assertThat(job.timeline().endTime(at(29))).isNull();
    assertThat(job.timeline().hasResults(at(30))).isTrue();
    assertThat(job.timeline().endTime(at(30))).isEqualTo(at(10));
    assertThat(job.timeline().endTime(Instant.MAX)).isEqualTo(at(10));
  }

  @Test
  void hidesBeforeItIsVisibleAndAfterItsDeletion() {
    Job job =
        transcode()
            .visibleAfter(ofSeconds(5))
            .runningAfter(ofSeconds(6))
            .endsAfter(ofSeconds(30), FAILED)
            .deletedAfter(ofSeconds(20))
            .build();

    assertThat(job.visible(at(4))).isFalse();
    assertThat(job.visible(at(5))).isTrue();
    assertThat(job.visible(at(20))).isFalse();
    assertThat(job.history(at(60))).containsExactly(SUBMITTED, RUNNING, NON_EXIST);
  }

  @Test
  void aJobThatHasEndedIsNoLongerMissed() {
    Job job = transcode().endsAfter(ofSeconds(3), CANCEL).deletedAfter(ofSeconds(20)).build();

    assertThat(job.history(at(60))).containsExactly(SUBMITTED, CANCEL);
  }

  @Test
  void bearsAVersion1UuidOfItsCreationSecond() {
    String id = Jobs.job("Translation").createdAt(T0.plusMillis(700)).seed(7).build().id();

    assertThat(id).matches("a[0-9a-f]{32}");
    UUID uuid =
        UUID.fromString(id.substring(1).replaceFirst("(.{8})(.{4})(.{4})(.{4})", "$1-$2-$3-$4-"));
    assertThat(uuid.version()).isEqualTo(1);
    assertThat(uuid.variant()).isEqualTo(2);
    assertThat(uuid.timestamp() / 10_000_000 - 12_219_292_800L).isEqualTo(T0.getEpochSecond());
    assertThat(Jobs.job("Translation").createdAt(T0).seed(7).build().id()).isEqualTo(id);
    assertThat(Jobs.job("Translation").createdAt(T0).seed(8).build().id()).isNotEqualTo(id);
  }

  @Test
  void refusesWhatNoJobDoes() {
    assertThatThrownBy(() -> Jobs.job("Transcode").build()).hasMessage("A job needs createdAt");
    assertThatThrownBy(() -> transcode().endsAfter(ofSeconds(1), RUNNING))
        .hasMessage("A job does not end as Running");
    assertThatThrownBy(
            () -> transcode().endsAfter(ofSeconds(1), SUCCESS).runningAfter(ofSeconds(2)).build())
        .hasMessageStartingWith("Nothing follows the end of a job");
    assertThatThrownBy(() -> transcode().runningAfter(ofSeconds(0)).build())
        .hasMessageStartingWith("Each state must begin after the one before");
  }
}
