package io.mediajobs.connect.offset;

import io.mediajobs.job.JobTime;
import io.mediajobs.tracking.state.SourceState.OpenSlice;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The slices of a long past as one text: of each its first and last second, up to where it is
 * known, its newest job, and the start, the end and the token that it goes on with.
 */
final class SlicesCodec {

  private static final String SLICE = ",";
  private static final String PART = "/";
  private static final int PARTS = 7;

  private SlicesCodec() {}

  static String pack(List<OpenSlice> slices) {
    return slices.stream().map(SlicesCodec::pack).collect(Collectors.joining(SLICE));
  }

  /**
   * Reads slices.
   *
   * @throws IllegalArgumentException with a clause that says what is wrong
   */
  static List<OpenSlice> unpack(String packed) {
    List<OpenSlice> slices = new ArrayList<>();
    for (String text : packed.split(SLICE, -1)) {
      OpenSlice slice = slice(text);
      boolean inOrder =
          !slice.settled().isBefore(slice.from().minusSeconds(1))
              && !slice.settled().isAfter(slice.stop());
      OpenSlice before = slices.isEmpty() ? null : slices.get(slices.size() - 1);
      if (!inOrder || (before != null && !slice.from().equals(before.stop().plusSeconds(1)))) {
        throw new IllegalArgumentException("its slices do not join on to each other");
      }
      slices.add(slice);
    }
    return slices;
  }

  private static String pack(OpenSlice slice) {
    String token = slice.nextToken();
    return String.join(
        PART,
        text(slice.from()),
        text(slice.stop()),
        text(slice.settled()),
        text(slice.newest()),
        text(slice.startTime()),
        text(slice.endTime()),
        token == null ? "" : URLEncoder.encode(token, StandardCharsets.UTF_8));
  }

  private static OpenSlice slice(String text) {
    String[] parts = text.split(PART, -1);
    if (parts.length != PARTS) {
      throw new IllegalArgumentException("a slice has not " + PARTS + " parts");
    }
    return new OpenSlice(
        needed(parts[0]),
        needed(parts[1]),
        needed(parts[2]),
        time(parts[3]),
        time(parts[4]),
        needed(parts[5]),
        parts[6].isEmpty() ? null : token(parts[6]));
  }

  private static String token(String part) {
    try {
      return URLDecoder.decode(part, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      throw new IllegalArgumentException("a token in it is not encoded", notEncoded);
    }
  }

  private static String text(@Nullable Instant time) {
    return time == null ? "" : JobTime.format(time);
  }

  private static Instant needed(String part) {
    Instant time = time(part);
    if (time == null) {
      throw new IllegalArgumentException("a slice lacks a time");
    }
    return time;
  }

  private static @Nullable Instant time(String part) {
    Instant time = part.isEmpty() ? null : JobTime.parse(part);
    if (time == null && !part.isEmpty()) {
      throw new IllegalArgumentException("a time in it is none");
    }
    return time == null ? null : time.truncatedTo(ChronoUnit.SECONDS);
  }
}
