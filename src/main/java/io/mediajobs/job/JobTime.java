package io.mediajobs.job;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Points in time as the job API writes them: whole seconds with an offset, {@code
 * 2022-06-27T15:23:12+0800}. Vendor samples also show {@code +08:00} and a blank instead of the
 * {@code T}; all three are read, the first is written, always at {@code +0800}, the only offset
 * that a sample shows. Years have four digits, as only those can be written and reckoned with.
 */
public final class JobTime {

  private static final ZoneOffset SERVICE_OFFSET = ZoneOffset.ofHours(8);
  private static final DateTimeFormatter WRITE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxx", Locale.ROOT);
  private static final DateTimeFormatter READ =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendLiteral('T')
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .appendPattern("[XXX][xx]")
          .toFormatter(Locale.ROOT);

  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");

  private JobTime() {}

  /** Whether a time, and those around it, have the form that queries and offsets need. */
  public static boolean canBeWritten(Instant time) {
    return !time.isBefore(FIRST) && time.isBefore(LAST);
  }

  /** The time as a query parameter and as it stands in offsets; fractions of a second are cut. */
  public static String format(Instant time) {
    return WRITE.format(time.atOffset(SERVICE_OFFSET));
  }

  /**
   * Reads a time.
   *
   * @return null where the text is empty, {@code -} (the service's mark for "not yet"), or no time
   */
  public static @Nullable Instant parse(String text) {
    String trimmed = text.strip();
    // The shortest complete form, 2022-06-27T15:23:12Z, has 20 characters.
    if (trimmed.length() < 20) {
      return null;
    }
    String iso =
        trimmed.charAt(10) == ' '
            ? trimmed.substring(0, 10) + 'T' + trimmed.substring(11)
            : trimmed;
    try {
      Instant instant = OffsetDateTime.parse(iso, READ).toInstant();
      return canBeWritten(instant) ? instant : null;
    } catch (DateTimeException notATime) {
      return null;
    }
  }
}
