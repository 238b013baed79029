package io.mediajobs.tail;

import static io.mediajobs.job.Jobs.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.job.JobEvent.MalformedJob;
import io.mediajobs.job.JobId;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.JobState;
import io.mediajobs.job.JobTransition;
import io.mediajobs.job.Jobs;
import io.mediajobs.job.Observation;
import io.mediajobs.job.UnreadableJob;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrinterTest {

  private static final JobSource SOURCE =
      new JobSource("b-1", "ap-chongqing", "/jobs", "Transcode", null, null);

  private final ByteArrayOutputStream records = new ByteArrayOutputStream();
  private final ByteArrayOutputStream status = new ByteArrayOutputStream();

  @Test
  void aJobThatCantBeReadIsToldBesideTheRecords() throws IOException {
    Printer printer = printer(false);

    printer.print(
        new MalformedJob(
            SOURCE,
            new UnreadableJob(
                new JobId("j1"), T0, "<JobsDetail>", false, 12, "x1", "is cut off", "/jobs", null),
            T0));
    printer.flush();

    assertThat(records.size()).isZero();
    assertThat(status.toString(StandardCharsets.UTF_8))
        .isEqualTo("Job j1 of b-1/jobs?tag=Transcode is left out, as its JobsDetail is cut off\n");
  }

  @Test
  void transitionsOrJobsArePrintedAndNeverBoth() throws IOException {
    Observation seen =
        new Observation(
            SOURCE,
            new JobId("j1"),
            T0,
            JobState.SUBMITTED,
            0,
            Jobs.job("j1").detail(),
            List.of(new JobTransition(new JobId("j1"), 0, null, JobState.SUBMITTED, T0, false)),
            T0);

    print(printer(false), seen);
    assertThat(records.toString(StandardCharsets.UTF_8))
        .isEqualTo(T0 + " Transcode j1 - -> Submitted\n");
    records.reset();

    print(printer(true), seen);
    // Of one that can't be read now there is nothing but the transition.
    print(printer(true), seen.quiet());
    assertThat(records.toString(StandardCharsets.UTF_8))
        .isEqualTo(T0 + " Transcode j1 Submitted -\n");
  }

  private static void print(Printer printer, Observation seen) throws IOException {
    printer.print(seen);
    printer.flush();
  }

  private Printer printer(boolean jobs) {
    return new Printer(
        records, new PrintStream(status, true, StandardCharsets.UTF_8), new Lines(), jobs);
  }
}
