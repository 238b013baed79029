package io.mediajobs.record;

import io.mediajobs.job.JobSource;
import org.apache.kafka.connect.data.Struct;

/**
 * What is the same in every record of a source.
 *
 * @param struct the source as a field
 * @param eventSource the source as a header
 * @param key of records that are not of one job
 * @param bytes of the field, by {@link RecordSize}
 */
record SourceParts(Struct struct, String eventSource, String key, long bytes) {

  /** What a transition adds to its job at most, its source aside. */
  private static final int TRANSITION = 16_384;

  static SourceParts of(JobSource source) {
    Struct struct = JobStructs.source(source);
    return new SourceParts(
        struct, CloudEvents.source(source), source.toString(), RecordSize.of(struct));
  }

  /** The room that there is for a job in any case. */
  long room(RecordSettings settings) {
    return settings.maxRecordBytes() - TRANSITION - 2 * bytes;
  }
}
