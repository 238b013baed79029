package io.mediajobs.client.http;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The {@code Retry-After} header: seconds, or a date. The job API does not document it; whoever
 * sends it, a gateway for instance, means it.
 */
public final class RetryAfter {

  /** A gateway that says an hour may be well again in a minute, and nothing is told meanwhile. */
  public static final Duration MAX = Duration.ofMinutes(10);

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
    Instant until = HttpDate.parseAny(text);
    return until == null ? null : clamp(Duration.between(now, until));
  }

  private static Duration clamp(Duration wait) {
    if (wait.isNegative()) {
      return Duration.ZERO;
    }
    return wait.compareTo(MAX) > 0 ? MAX : wait;
  }
}
