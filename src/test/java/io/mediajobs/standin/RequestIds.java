package io.mediajobs.standin;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes request ids like the service's: base64 of {@code <unix time>_<address>_<process>_<count>},
 * in hex.
 */
final class RequestIds {

  private static final AtomicInteger COUNT = new AtomicInteger();

  private RequestIds() {}

  /** A new one. */
  static String at(Instant now) {
    String text =
        String.format(
            Locale.ROOT,
            "%08x_7f000001_be59_%x",
            now.getEpochSecond(),
            COUNT.incrementAndGet() & 0xffff);
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
