package io.mediajobs.connect.offset;

import io.mediajobs.connect.offset.TaskOffsets.StoredOffset;
import io.mediajobs.job.JobSource;
import io.mediajobs.tracking.state.ChangingState;
import java.util.HashMap;
import java.util.Map;

/** What the partitions of one source have. */
final class KeptLog {

  static final JobSource SOURCE =
      new JobSource("b-1", "ap-chongqing", "/jobs", "Transcode", null, null);

  /** By the key log; that of the source's own partition is empty. */
  final Map<String, Map<String, Object>> parts = new HashMap<>();

  /** Keeps what the last record of a poll carries, and all that carriers do. */
  Carried put(Carried carried) {
    parts.put(carried.partition().getOrDefault("log", ""), carried.after());
    carried.pieces().forEach(piece -> parts.put(piece.partition().get("log"), piece.offset()));
    return carried;
  }

  /** What a start makes of it. */
  StoredOffset read(LogSizes sizes) {
    Map<String, Map<String, Object>> further = new HashMap<>(parts);
    return new LogReader(further, sizes).read(further.remove(""));
  }

  /** A log of this state, from such a start on. */
  OffsetLog log(ChangingState state, LogSizes sizes) {
    return new OffsetLog(SOURCE, state, read(sizes), true, sizes);
  }
}
