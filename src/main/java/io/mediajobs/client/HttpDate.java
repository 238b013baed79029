package io.mediajobs.client;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The date format of HTTP headers, {@code Tue, 28 Jun 2022 15:23:12 GMT}. */
final class HttpDate {

  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("d MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH);

  private HttpDate() {}

  /** The time; null where the text is absent or no date. */
  static @Nullable Instant parse(@Nullable String text) {
    if (text == null) {
      return null;
    }
    // The day of the week says nothing new, and the vendor's own samples have it wrong.
    String date = text.substring(text.indexOf(',') + 1).strip();
    try {
      LocalDateTime time = LocalDateTime.parse(date, FORMAT);
      // Others can't be told in a header, nor be reckoned with.
      return time.getYear() < 1970 || time.getYear() > 9998 ? null : time.toInstant(ZoneOffset.UTC);
    } catch (DateTimeException noDate) {
      return null;
    }
  }
}
