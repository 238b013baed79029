package io.mediajobs.client.http;

import io.mediajobs.job.JobTime;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The {@code Retry-After} header: seconds, or a date. The job API does not document it; whoever
 * sends it, a gateway for instance, means it. Dates of HTTP, {@code Tue, 28 Jun 2022 15:23:12 GMT},
 * are read here for other headers, too.
 */
public final class RetryAfter {

  /**
   * The longest pause: a gateway that says an hour may be well again in a minute, and nothing is
   * told meanwhile.
   */
  static final Duration MAX = Duration.ofMinutes(10);

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("d MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH);

  private RetryAfter() {}

  /**
   * How long to wait, between zero and {@link #MAX}.
   *
   * @param now the service's time, which a date in the header is compared with
   * @return null where the header is absent or unreadable
   */
  public static @Nullable Duration parse(@Nullable String header, Instant now) {
    if (header == null) {
      return null;
    }
    String text = header.strip();
    if (text.matches("[+-]?[0-9]+")) {
      // Ten digits are beyond the bound anyway, and more might not fit a number.
      boolean huge = text.length() > 10;
      return clamp(
          text.startsWith("-")
              ? Duration.ZERO
              : huge ? MAX : Duration.ofSeconds(Long.parseLong(text)));
    }
    Instant until = anyDate(text);
    return until == null ? null : clamp(Duration.between(now, until));
  }

  /** The date in a header; null where it is absent, no date, or one that can't be reckoned with. */
  static @Nullable Instant date(@Nullable String header) {
    Instant date = header == null ? null : anyDate(header);
    return date == null || date.isBefore(Instant.EPOCH) || !JobTime.canBeWritten(date)
        ? null
        : date;
  }

  /** A date however far off: for the question how long it is until then, and nothing else. */
  private static @Nullable Instant anyDate(String header) {
    // The day of the week says nothing new, and the vendor's own samples have it wrong.
    String date = header.substring(header.indexOf(',') + 1).strip();
    try {
      return LocalDateTime.parse(date, DATE).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException noDate) {
      return null;
    }
  }

  private static Duration clamp(Duration wait) {
    if (wait.isNegative()) {
      return Duration.ZERO;
    }
    return wait.compareTo(MAX) > 0 ? MAX : wait;
  }
}
