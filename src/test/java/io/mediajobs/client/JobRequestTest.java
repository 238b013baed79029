package io.mediajobs.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.job.JobId;
import io.mediajobs.job.JobQuery;
import io.mediajobs.job.JobQuery.Filter;
import io.mediajobs.job.JobQuery.Listing;
import io.mediajobs.job.JobQuery.LookUp;
import io.mediajobs.job.JobQuery.Order;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.JobState;
import io.mediajobs.job.Jobs;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobRequestTest {

  private static final JobSource BUCKET =
      new JobSource("b-1", "ap-chongqing", "/jobs", "Transcode", null, null);

  @Test
  void leavesOutWhatIsAbsent() {
    JobQuery first =
        new Listing(BUCKET, Jobs.NO_FILTER, Order.ASC, 100, null, List.of(), null, null);

    assertThat(JobRequest.of(first).target())
        .isEqualTo("/jobs?tag=Transcode&orderByTime=Asc&size=100");
    assertThat(JobRequest.of(first).path()).isEqualTo("/jobs");
  }

  @Test
  void sendsEveryParameterUnderItsExactName() {
    JobQuery full =
        new Listing(
            new JobSource("b-1", "ap-chongqing", "/ai_jobs", "Translation", "p1", "AIProcess"),
            new Filter("w1", "b1", "输入/a b.mp4"),
            Order.DESC,
            10,
            "225508",
            List.of(JobState.SUBMITTED, JobState.RUNNING),
            Instant.parse("2022-06-26T16:00:00Z"),
            Instant.parse("2022-06-27T15:59:59.999Z"));

    assertThat(JobRequest.of(full).target())
        .isEqualTo(
            "/ai_jobs?queueId=p1&tag=Translation&queueType=AIProcess&workflowId=w1"
                + "&inventoryTriggerJobId=b1&inputObject=%E8%BE%93%E5%85%A5%2Fa%20b.mp4"
                + "&orderByTime=Desc&nextToken=225508&size=10&states=Submitted%2CRunning"
                + "&startCreationTime=2022-06-27T00%3A00%3A00%2B0800"
                + "&endCreationTime=2022-06-27T23%3A59%3A59%2B0800");
  }

  @Test
  void looksUpIdsInThePathAndSendsNoTag() {
    JobRequest request =
        JobRequest.of(new LookUp(BUCKET, List.of(new JobId("j1"), new JobId("j2"))));

    assertThat(request.target()).isEqualTo("/jobs/j1,j2");
    assertThat(request.path()).isEqualTo("/jobs/j1,j2");
  }

  @Test
  void looksFilesUpUnderTheirOwnPath() {
    JobSource files = new JobSource("b-1", "ap-chongqing", "/jobs", "FileHashCode", null, null);

    JobRequest request = JobRequest.of(new LookUp(files, List.of(new JobId("f1"))));

    assertThat(request.target()).isEqualTo("/file_jobs/f1");
    assertThat(request.path()).isEqualTo("/file_jobs/f1");
  }

  @Test
  void encodesOddIdsOnTheWireAndSignsThemDecoded() {
    JobRequest request =
        JobRequest.of(new LookUp(BUCKET, List.of(new JobId("a&b=c'd\""), new JobId("@.~:"))));

    assertThat(request.target()).isEqualTo("/jobs/a%26b%3Dc%27d%22,%40.~%3A");
    assertThat(request.path()).isEqualTo("/jobs/a&b=c'd\",@.~:");
  }
}
