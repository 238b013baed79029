package io.mediajobs.connect.offset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediajobs.connect.offset.TaskOffsets.StoredOffset;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.JobTime;
import io.mediajobs.tracking.state.TrackedJob;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A program for operators: reads what {@code GET /connectors/<name>/offsets} has answered, and
 * prints the tracked jobs of each source, as a start would have them: id, state, seconds since the
 * creation time, and sequence, separated by tabs.
 */
final class ShowOffsets {

  private ShowOffsets() {}

  /** Reads standard input; needs the connector's jars and those of the worker. */
  public static void main(String[] args) throws IOException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    try {
      show(System.in, out, Instant.now());
    } catch (OffsetException wrong) {
      System.err.println(wrong.getMessage());
      System.exit(1);
    }
  }

  static void show(InputStream json, PrintStream out, Instant now) throws IOException {
    Map<JobSource, Map<String, Map<String, Object>>> parts = new LinkedHashMap<>();
    Map<JobSource, Map<String, Object>> own = new HashMap<>();
    JsonNode answer = new ObjectMapper().readTree(json);
    for (JsonNode entry : answer.path("offsets")) {
      Map<String, Object> partition = map(entry.path("partition"));
      JobSource source = SourcePartition.fromMap(partition);
      String log = SourcePartition.log(partition);
      Map<String, Map<String, Object>> further =
          parts.computeIfAbsent(source, s -> new HashMap<>());
      if (log == null) {
        own.put(source, map(entry.path("offset")));
      } else {
        further.put(log, map(entry.path("offset")));
      }
    }
    parts.forEach((source, further) -> show(source, own.get(source), further, out, now));
  }

  private static void show(
      JobSource source,
      @Nullable Map<String, Object> own,
      Map<String, Map<String, Object>> further,
      PrintStream out,
      Instant now) {
    StoredOffset stored = new LogReader(further, LogSizes.USUAL).read(own);
    Instant last = stored.state().lastCreationTime();
    out.println(
        source
            + ": "
            + (last == null ? "nothing discovered yet" : "at " + JobTime.format(last))
            + ", "
            + stored.state().trackedJobs().size()
            + " tracked jobs"
            + (stored.log().cut() ? ", others in pieces that are missing" : ""));
    for (TrackedJob job : stored.state().trackedJobs()) {
      long age = Duration.between(job.creationTime(), now).toSeconds();
      out.println(job.id() + "\t" + job.state().name() + "\t" + age + "\t" + job.sequence());
    }
  }

  private static Map<String, Object> map(JsonNode object) {
    Map<String, Object> map = new LinkedHashMap<>();
    object
        .properties()
        .forEach(
            field -> {
              JsonNode value = field.getValue();
              map.put(
                  field.getKey(),
                  value.isBoolean()
                      ? (Object) value.booleanValue()
                      : value.isNumber() ? (Object) value.longValue() : value.asText());
            });
    return map;
  }
}
