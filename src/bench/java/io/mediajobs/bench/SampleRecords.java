package io.mediajobs.bench;

import io.mediajobs.client.page.Reading;
import io.mediajobs.connect.BenchTask;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;

/** The records of one page of jobs. */
public final class SampleRecords {

  private SampleRecords() {}

  /** One record of each job. */
  public static List<SourceRecord> jobs() {
    byte[] page = SamplePages.page(0, SamplePages.SIZE, "next");
    return new BenchTask("jobs").records(new Reading().page(page, BenchTask.NOW));
  }
}
