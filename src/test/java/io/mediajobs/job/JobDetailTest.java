package io.mediajobs.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class JobDetailTest {

  @Test
  void readsWhatTrackingNeeds() {
    JobDetail job = Jobs.job("j1").running(Jobs.T0.plusSeconds(1), 30).detail();

    assertThat(job.id()).isEqualTo(new JobId("j1"));
    assertThat(job.state()).isEqualTo(JobState.RUNNING);
    assertThat(job.progress()).isEqualTo(30);
    assertThat(job.creationTime()).isEqualTo(Jobs.T0);
    assertThat(job.startTime()).isEqualTo(Jobs.T0.plusSeconds(1));
    assertThat(job.endTime()).isNull();
  }

  @Test
  void takesAProgressThatIsNoNumberAsNone() {
    JobElement element =
        new JobElement(
            "JobsDetail",
            "",
            List.of(),
            List.of(
                JobElement.leaf("JobId", "j1"),
                JobElement.leaf("State", "Running"),
                JobElement.leaf("Progress", "abc")));

    assertThat(JobDetail.of(element).progress()).isNull();
  }

  @Test
  void refusesAJobWithoutIdOrState() {
    JobElement empty = new JobElement("JobsDetail", "", List.of(), List.of());
    assertThatThrownBy(() -> JobDetail.of(empty))
        .hasMessage("A JobsDetail of the answer has no JobId");

    JobElement stateless =
        new JobElement("JobsDetail", "", List.of(), List.of(JobElement.leaf("JobId", "j1")));
    assertThatThrownBy(() -> JobDetail.of(stateless))
        .hasMessage("Job j1 has no State in the answer");
  }

  @Test
  void refusesNamesThatAreTooLongForKeysAndOffsets() {
    for (int length : new int[] {1000, 1001}) {
      JobElement job =
          new JobElement(
              "JobsDetail",
              "",
              List.of(),
              List.of(
                  JobElement.leaf("JobId", "j".repeat(length)),
                  JobElement.leaf("State", "Running")));
      if (length == 1000) {
        assertThat(JobDetail.of(job).id().value()).hasSize(1000);
      } else {
        assertThatThrownBy(() -> JobDetail.of(job))
            .hasMessage(
                "A JobsDetail of the answer has a JobId or State of more than 1000 characters");
      }
    }
  }

  @Test
  void ranksStatesAlongTheWayOfAJob() {
    assertThat(JobState.SUBMITTED.rank()).isZero();
    assertThat(List.of(JobState.RUNNING, JobState.PAUSE, new JobState("Brewing")))
        .allMatch(state -> state.rank() == 1 && !state.ended());
    assertThat(List.of(JobState.SUCCESS, JobState.FAILED, JobState.CANCEL, JobState.NON_EXIST))
        .allMatch(state -> state.rank() == 2 && state.ended());
  }
}
