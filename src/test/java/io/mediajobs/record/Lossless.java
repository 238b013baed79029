package io.mediajobs.record;

import io.mediajobs.job.JobDetail;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.connect.data.Struct;

/** Whether the record of a job holds every text of its answer, and no other. */
public final class Lossless {

  private Lossless() {}

  /** Throws where anything was lost or made up. */
  public static void check(JobDetail job) {
    Struct record = JobStructs.job(Seen.first(job, Seen.SOURCE), JobStructs.source(Seen.SOURCE));
    record.validate();
    Map<String, String> expected = new TreeMap<>(Leaves.of(job.element()));
    // Blanks around these are layout: they are keys, and decided upon.
    for (String name : new String[] {"JobId", "JobId[1]", "State", "State[1]"}) {
      expected.computeIfPresent(name, (path, text) -> text.strip());
    }
    Map<String, String> actual = Leaves.of(record);
    if (!expected.equals(actual)) {
      Map<String, String> lost = new TreeMap<>(expected);
      lost.entrySet().removeAll(actual.entrySet());
      Map<String, String> madeUp = new TreeMap<>(actual);
      madeUp.entrySet().removeAll(expected.entrySet());
      throw new AssertionError("Lost " + lost + ", made up " + madeUp);
    }
  }

  /** Throws where a record is larger than it may be, or its topic is none. */
  public static void check(OutputRecord record) {
    record.value().validate();
    if (RecordSize.of(record.value()) > RecordSettings.MAX_RECORD_BYTES) {
      throw new AssertionError("A record of " + RecordSize.of(record.value()) + " bytes");
    }
    if (!record.topic().matches("[a-zA-Z0-9._-]{1,249}") || record.topic().matches("\\.\\.?")) {
      throw new AssertionError("No topic: " + record.topic());
    }
  }
}
