package io.mediajobs.tracking.state;

import io.mediajobs.job.JobTime;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Where the first run of a source starts; of no effect once there is an offset. */
public sealed interface FirstStart {

  /** What {@link #parse} reads, as it stands in a sentence. */
  String FORM =
      "earliest, latest, an instant such as 2026-11-01T00:00:00Z, or a duration back such as P7D";

  /** Around all jobs that there are: what is reckoned from a time within can be written. */
  Instant FIRST = Instant.parse("1970-01-01T00:00:00Z");

  /** The other end. */
  Instant LAST = Instant.parse("2099-12-31T23:59:59Z");

  /** The longest duration back. */
  Duration LONGEST_BACK = Duration.ofDays(36_500);

  /**
   * Reads a start.
   *
   * @throws IllegalArgumentException with a clause that says what the text must be
   */
  static FirstStart parse(String text) {
    String start = text.strip();
    return switch (start.toLowerCase(Locale.ROOT)) {
      case "earliest" -> new Earliest();
      case "latest" -> new Back(Duration.ZERO);
      default -> {
        Instant time = JobTime.parse(start);
        yield time == null ? back(start) : at(time);
      }
    };
  }

  private static FirstStart at(Instant time) {
    if (time.isBefore(FIRST) || time.isAfter(LAST)) {
      throw new IllegalArgumentException("must not be before " + FIRST + " nor after " + LAST);
    }
    return new At(time);
  }

  private static FirstStart back(String text) {
    Duration back;
    try {
      back = Duration.parse(text);
    } catch (DateTimeException notADuration) {
      throw new IllegalArgumentException("must be " + FORM, notADuration);
    }
    if (back.isNegative()) {
      throw new IllegalArgumentException("must be " + FORM);
    }
    if (back.compareTo(LONGEST_BACK) > 0) {
      throw new IllegalArgumentException(
          "must not reach back more than " + LONGEST_BACK.toDays() + " days");
    }
    return new Back(back);
  }

  /** The oldest job that the service still lists. */
  record Earliest() implements FirstStart {}

  /** A fixed creation time, the first one wanted. */
  record At(Instant time) implements FirstStart {}

  /**
   * So far back from the earlier of the service's now and ours; zero is "latest", behind the newest
   * job there is.
   *
   * @param back not negative
   */
  record Back(Duration back) implements FirstStart {}
}
