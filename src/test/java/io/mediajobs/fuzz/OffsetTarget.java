package io.mediajobs.fuzz;

import io.mediajobs.connect.offset.Besides;
import io.mediajobs.connect.offset.OffsetCodec;
import io.mediajobs.connect.offset.OffsetException;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.Printable;
import io.mediajobs.tracking.SourcePoller;
import io.mediajobs.tracking.plan.Ask;
import io.mediajobs.tracking.state.SourceState;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/**
 * Any offset that a person or a damaged topic may give: refused in a sentence that names its key,
 * or a state that a source goes on from and that is written as it was read.
 *
 * <p>The input is lines of {@code key=value}; behind an empty one, bytes that are packed as {@code
 * trackedJobs}, or as {@code quarantinedJobs} where the lines have no such key but the other.
 */
public final class OffsetTarget {

  private static final JobSource SOURCE =
      new JobSource("b-1", "ap-chongqing", "/jobs", "Transcode", null, null);
  private static final Instant NOW = Instant.parse("2022-06-28T15:23:12Z");

  private OffsetTarget() {}

  /** Loads what the first input would else wait for. */
  public static void fuzzerInitialize() {
    check("version=1".getBytes(StandardCharsets.UTF_8));
    check("version=2".getBytes(StandardCharsets.UTF_8));
  }

  /** What the fuzzer calls. */
  public static void fuzzerTestOneInput(byte[] input) {
    InTime.run(() -> check(input));
  }

  private static void check(byte[] input) {
    Map<String, Object> given = map(input);
    SourceState state;
    try {
      for (String key : OffsetCodec.unknownKeys(given)) {
        line(key);
      }
      state = OffsetCodec.fromMap(given);
    } catch (OffsetException refused) {
      line(refused.getMessage());
      if (!refused.getMessage().matches("Offset key '[a-zA-Z]+' .*")) {
        throw new AssertionError("Names no key: " + refused.getMessage());
      }
      return;
    }
    Map<String, Object> written = OffsetCodec.toMap(state, Besides.NOTHING);
    SourceState again = OffsetCodec.fromMap(written);
    if (!OffsetCodec.toMap(again, Besides.NOTHING).equals(written)
        || again.trackedJobs().size() != state.trackedJobs().size()
        || again.quarantinedJobs().size() != state.quarantinedJobs().size()) {
      throw new AssertionError(written + " is read as " + again);
    }
    goOnFrom(state);
  }

  private static void goOnFrom(SourceState state) {
    SourcePoller poller = new SourcePoller(SOURCE, PageTarget.SETTINGS, state, new Random(1), NOW);
    for (int i = 0; i < 4; i++) {
      Ask ask = poller.step(NOW.plusSeconds(i)).ask();
      if (ask != null) {
        PageTarget.request(ask.query());
      }
    }
  }

  private static Map<String, Object> map(byte[] input) {
    int end = 0;
    while (end < input.length && !(input[end] == '\n' && (end == 0 || input[end - 1] == '\n'))) {
      end++;
    }
    Map<String, Object> map = new HashMap<>();
    for (String line : new String(input, 0, end, StandardCharsets.UTF_8).split("\n")) {
      int equal = line.indexOf('=');
      if (equal > 0) {
        map.put(line.substring(0, equal), value(line.substring(equal + 1)));
      }
    }
    if (end < input.length) {
      byte[] packed = Arrays.copyOfRange(input, end + 1, input.length);
      String key = map.containsKey("trackedJobs") ? "quarantinedJobs" : "trackedJobs";
      map.putIfAbsent(key, Base64.getEncoder().encodeToString(packed));
    }
    return map;
  }

  private static Object value(String text) {
    if (text.equals("true") || text.equals("false")) {
      return Boolean.valueOf(text);
    }
    return text.matches("[0-9]{1,18}") ? (Object) Long.valueOf(text) : text;
  }

  private static void line(String text) {
    if (text.length() > 2000 || !Printable.of(text).equals(text)) {
      throw new AssertionError("Not fit for a message: " + text);
    }
  }
}
