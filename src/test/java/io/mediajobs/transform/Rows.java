package io.mediajobs.transform;

import io.mediajobs.record.OutputRecord;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/** Rows of records, for tests. */
final class Rows {

  private Rows() {}

  /** A configured transform; options as key and value in turn. */
  static JobRow<SourceRecord> transform(String... options) {
    Map<String, String> configs = new HashMap<>();
    for (int i = 0; i < options.length; i += 2) {
      configs.put(options[i], options[i + 1]);
    }
    JobRow<SourceRecord> transform = new JobRow<>();
    transform.configure(configs);
    return transform;
  }

  /** A record as a task gives it to its transforms. */
  static SourceRecord source(OutputRecord made) {
    return new SourceRecord(
        Map.of("bucket", "b"),
        Map.of("version", 1L),
        made.topic(),
        3,
        Schema.STRING_SCHEMA,
        made.key(),
        made.valueSchema(),
        made.value(),
        1656314592123L,
        made.headers());
  }

  /** The row that a transform makes of a record. */
  static Struct row(JobRow<SourceRecord> transform, OutputRecord made) {
    return (Struct) transform.apply(source(made)).value();
  }
}
