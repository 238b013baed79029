package io.mediajobs.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a,b",
        "a;b",
        "a/b",
        "a\\b",
        "a?b",
        "a#b",
        "a%2Fb",
        "a b",
        "a\tb",
        "a\nb",
        ".",
        "..",
        "é",
        "\u0001",
        "a\u00a0b",
        "\ud83d\ude00"
      })
  void refusesAnIdThatALookUpWouldTakeForSomethingElse(String id) {
    assertThatThrownBy(() -> JobDetail.of(job(id, "Running")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "A JobsDetail of the answer has a JobId that can't be looked up, as it is longer than"
                + " 200 characters or has others than visible ASCII without , ; / \\ ? # %");
  }

  @ParameterizedTest
  @ValueSource(strings = {"j1", "...", "a.b", "-_~!$&'()*+=:@\"<>[]^`{|}"})
  void takesAnyOtherId(String id) {
    assertThat(JobDetail.of(job(id, "Running")).id().value()).isEqualTo(id);
  }

  @Test
  void refusesNamesThatAreTooLongForRequestsAndOffsets() {
    String longest = "j".repeat(200);
    assertThat(JobDetail.of(job(longest, longest)).id().value()).isEqualTo(longest);
    assertThatThrownBy(() -> JobDetail.of(job(longest + "j", "Running")))
        .hasMessageContaining("can't be looked up");
    assertThatThrownBy(() -> JobDetail.of(job("j1", longest + "j")))
        .hasMessage("Job j1 has a State of more than 200 characters");
  }

  private static JobElement job(String id, String state) {
    return new JobElement(
        "JobsDetail",
        "",
        List.of(),
        List.of(JobElement.leaf("JobId", id), JobElement.leaf("State", state)));
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
