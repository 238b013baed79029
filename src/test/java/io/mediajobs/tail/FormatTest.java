package io.mediajobs.tail;

import static io.mediajobs.job.Jobs.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobDetail.Content;
import io.mediajobs.job.JobElement;
import io.mediajobs.job.JobId;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.JobState;
import io.mediajobs.job.JobTransition;
import io.mediajobs.job.Jobs;
import io.mediajobs.job.Observation;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Both ways to write a record, word by word. T0 is 2026-11-01T00:00:00Z. */
class FormatTest {

  private static final JobSource SOURCE =
      new JobSource("b-1", "ap-chongqing", "/jobs", "Transcode", null, null);
  private static final Instant SEEN = T0.plusNanos(61_234_567_890L);

  private final Printer.Format lines = new Lines();
  private final Printer.Format ndjson = new Ndjson();

  @Test
  void aFirstTransitionHasNoStateBefore() {
    JobTransition first = new JobTransition(new JobId("j1"), 0, null, JobState.SUBMITTED, T0, true);
    Observation seen = seen(Jobs.job("j1").detail(), JobState.SUBMITTED);

    assertThat(lines.transition(first, seen)).isEqualTo(T0 + " Transcode j1 - -> Submitted");
    assertThat(ndjson.transition(first, seen))
        .isEqualTo(
            "{\"eventId\":\"j1/0/Submitted\",\"jobId\":\"j1\",\"sequence\":0,"
                + "\"previousState\":null,\"state\":\"Submitted\",\"occurredAt\":\""
                + T0
                + "\",\"observedAt\":\""
                + T0.plusMillis(61_234)
                + "\",\"inferred\":true,\"source\":{\"bucket\":\"b-1\","
                + "\"region\":\"ap-chongqing\",\"path\":\"/jobs\",\"tag\":\"Transcode\"}}");
  }

  @Test
  void oneWithoutATimeHasThatOfTheLook() {
    JobTransition paused =
        new JobTransition(new JobId("j1"), 2, JobState.RUNNING, JobState.PAUSE, null, false);
    Observation seen = seen(Jobs.job("j1").paused().detail(), JobState.PAUSE);

    assertThat(lines.transition(paused, seen))
        .isEqualTo(T0.plusSeconds(61) + " Transcode j1 Running -> Pause");
    assertThat(ndjson.transition(paused, seen)).contains("\"occurredAt\":null");
  }

  @Test
  void aFailureSaysWhy() {
    JobDetail failed =
        Jobs.job("j1")
            .ended("Failed", T0.plusSeconds(60))
            .with("Code", "InvalidInput")
            .with("Message", "no\u001b[31m video")
            .detail();
    JobTransition end =
        new JobTransition(
            new JobId("j1"), 2, JobState.RUNNING, JobState.FAILED, T0.plusSeconds(60), false);

    assertThat(lines.transition(end, seen(failed, JobState.FAILED)))
        .isEqualTo(
            T0.plusSeconds(60)
                + " Transcode j1 Running -> Failed InvalidInput: no\\u001b[31m video");
  }

  @Test
  void aJobIsAsTheAnswerShowsIt() {
    JobElement twice = JobElement.leaf("Url", "a");
    JobElement input =
        new JobElement(
            "Input",
            "",
            List.of(new JobElement.Attribute("kind", "list")),
            List.of(twice, JobElement.leaf("Url", "b"), JobElement.leaf("Url", "c")));
    JobDetail job =
        JobDetail.of(
            new JobElement(
                "JobsDetail",
                "",
                List.of(),
                List.of(
                    JobElement.leaf("JobId", "j1"),
                    JobElement.leaf("State", "Running"),
                    JobElement.leaf("Progress", "40"),
                    input)));
    Observation seen = seen(job, JobState.RUNNING);

    assertThat(lines.job(seen)).isEqualTo(T0.plusSeconds(61) + " Transcode j1 Running 40%");
    assertThat(ndjson.job(seen))
        .startsWith("{\"jobId\":\"j1\",\"sequence\":1,\"state\":\"Running\",\"observedAt\":")
        .endsWith(
            "\"job\":{\"JobId\":\"j1\",\"State\":\"Running\",\"Progress\":\"40\","
                + "\"Input\":{\"@kind\":\"list\",\"Url\":[\"a\",\"b\",\"c\"]}}}");
  }

  @Test
  void aJobThatIsGoneOrCutSaysSo() {
    Content cut =
        new Content.Cut(Jobs.job("j1").detail().element(), List.of("Operation", Content.REST));
    Observation partly = seen(Jobs.job("j1").detail().with(cut), JobState.SUBMITTED);
    Observation gone = seen(null, JobState.NON_EXIST);

    assertThat(ndjson.job(partly)).endsWith(",\"truncated\":[\"Operation\",\"...\"]}");
    assertThat(lines.job(gone)).isEqualTo(T0.plusSeconds(61) + " Transcode j1 NonExist -");
    assertThat(ndjson.job(gone)).endsWith("\"job\":null}");
  }

  private static Observation seen(@Nullable JobDetail detail, JobState state) {
    return new Observation(SOURCE, new JobId("j1"), T0, state, 1, detail, List.of(), SEEN);
  }
}
