package io.mediajobs.connect.offset;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.job.JobId;
import io.mediajobs.job.JobState;
import io.mediajobs.job.Jobs;
import io.mediajobs.tracking.state.SourceState.QuarantinedJob;
import io.mediajobs.tracking.state.TrackedJob;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What version 0.1.0 has stored is found and read: every text here was made by it. */
class OffsetsOfVersion010Test {

  @Test
  void readsPackedJobs() {
    String packed =
        "IGqNEhgg9eQR7JJu8Z1TupxvgIS0rg0AcWqcCkcm9qwR7JaqqbZKsY0AAgI8XwxvZGRAaWQOQnJld2luZ8YB2ATI"
            + "ARYEajHY/AoEUwRqMgAEyAE";
    List<TrackedJob> jobs =
        List.of(
            new TrackedJob(
                new JobId("j8d121820f5e411ec926ef19d53ba9c6f"),
                Jobs.T0,
                JobState.SUBMITTED,
                0,
                null,
                false),
            new TrackedJob(
                new JobId("j9c0a4726f6ac11ec96aaa9b64ab18d00"),
                Jobs.T0.plusSeconds(1),
                JobState.RUNNING,
                1,
                30,
                true),
            new TrackedJob(
                new JobId("odd@id"),
                Jobs.T0.plusSeconds(100),
                new JobState("Brewing"),
                300,
                100,
                true),
            new TrackedJob(
                new JobId("j1"), Jobs.T0.plusSeconds(90_000), JobState.NON_EXIST, 2, null, true),
            new TrackedJob(
                new JobId("j2"), Jobs.T0.plusSeconds(90_000), JobState.SUCCESS, 2, 100, true));

    assertThat(TrackedJobsCodec.unpack(packed)).isEqualTo(jobs);
    assertThat(TrackedJobsCodec.pack(jobs)).isEqualTo(packed);
    assertThat(TrackedJobsCodec.unpackQuarantined("AAwuLi9hLGKAhLSuDQAgapwKRyb2rBHslqqptkqxjQB6AA"))
        .containsExactly(
            new QuarantinedJob("../a,b", Jobs.T0),
            new QuarantinedJob("j9c0a4726f6ac11ec96aaa9b64ab18d00", Jobs.T0.plusSeconds(61)));
  }
}
