package io.mediajobs.client.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The date format of HTTP headers, {@code Tue, 28 Jun 2022 15:23:12 GMT}. */
public final class HttpDate {

  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("d MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH);

  private static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");

  private HttpDate() {}

  /** The time; null where the text is absent or no date, or one that can't be reckoned with. */
  public static @Nullable Instant parse(@Nullable String text) {
    Instant time = parseAny(text);
    // Others can't be told in a header.
    return time == null || time.isBefore(Instant.EPOCH) || !time.isBefore(LAST) ? null : time;
  }

  /** The same, however far off: for the question how long it is until then, and nothing else. */
  static @Nullable Instant parseAny(@Nullable String text) {
    if (text == null) {
      return null;
    }
    // The day of the week says nothing new, and the vendor's own samples have it wrong.
    String date = text.substring(text.indexOf(',') + 1).strip();
    try {
      return LocalDateTime.parse(date, FORMAT).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException noDate) {
      return null;
    }
  }
}
