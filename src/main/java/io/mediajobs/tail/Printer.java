package io.mediajobs.tail;

import io.mediajobs.job.JobEvent;
import io.mediajobs.job.JobEvent.MalformedJob;
import io.mediajobs.job.JobTransition;
import io.mediajobs.job.Observation;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Writes what has come to light: records to one stream, what is no record to another. */
final class Printer {

  /** How a record is written: as one line, without its end. */
  interface Format {

    /**
     * A change of state.
     *
     * @param seen the look that brought it to light
     */
    String transition(JobTransition transition, Observation seen);

    /** A job as it was seen. */
    String job(Observation seen);
  }

  private final OutputStream records;
  private final PrintStream status;
  private final Format format;
  private final boolean jobs;

  /**
   * A printer.
   *
   * @param jobs whether jobs are printed in place of transitions
   */
  Printer(OutputStream records, PrintStream status, Format format, boolean jobs) {
    this.records = new BufferedOutputStream(records, 65_536);
    this.status = status;
    this.format = format;
    this.jobs = jobs;
  }

  /**
   * Writes a finding, perhaps not at once.
   *
   * @throws IOException where nobody reads any more
   */
  void print(JobEvent event) throws IOException {
    if (event instanceof MalformedJob malformed) {
      status.println(
          malformed.job().subject()
              + " of "
              + malformed.source()
              + " is left out, as its JobsDetail "
              + malformed.job().reason());
    } else if (event instanceof Observation seen) {
      if (!jobs) {
        for (JobTransition transition : seen.transitions()) {
          print(format.transition(transition, seen));
        }
      } else if (seen.snapshot()) {
        print(format.job(seen));
      }
    }
  }

  /**
   * Comes back when all that was printed is out of this process.
   *
   * @throws IOException where nobody reads any more
   */
  void flush() throws IOException {
    records.flush();
  }

  private void print(String line) throws IOException {
    records.write((line + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
