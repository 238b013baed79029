package io.mediajobs.job;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
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

  /** How long a time is as it is written here. */
  static final int WRITTEN_LENGTH = "2022-06-27T15:23:12+0800".length();

  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");
  private static final Instant NEWEST = LAST.minusSeconds(1);

  private JobTime() {}

  /** Whether a time, and those around it, have the form that queries and offsets need. */
  public static boolean canBeWritten(Instant time) {
    return !time.isBefore(FIRST) && time.isBefore(LAST);
  }

  /**
   * The time as a query parameter and as it stands in offsets; fractions of a second are cut. Of
   * those that can't be written it is the next that can: no job is as old, or as new, and what is
   * written can always be read.
   */
  public static String format(Instant time) {
    Instant written = time.isBefore(FIRST) ? FIRST : time.isBefore(LAST) ? time : NEWEST;
    return WRITE.format(written.atOffset(SERVICE_OFFSET));
  }

  /**
   * Reads a time.
   *
   * @return null where the text is empty, {@code -} (the service's mark for "not yet"), or no time
   */
  public static @Nullable Instant parse(String text) {
    String trimmed = text.strip();
    Instant usual = usual(trimmed);
    if (usual != null) {
      return usual;
    }
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

  /**
   * A time in the form that the service writes, {@code 2022-06-27T15:23:12+0800}, which a parser of
   * every form takes some twenty times as long for; null for anything else.
   */
  private static @Nullable Instant usual(String text) {
    if (text.length() != WRITTEN_LENGTH
        || text.charAt(4) != '-'
        || text.charAt(7) != '-'
        || text.charAt(10) != 'T'
        || text.charAt(13) != ':'
        || text.charAt(16) != ':'
        || (text.charAt(19) != '+' && text.charAt(19) != '-')) {
      return null;
    }
    int year = number(text, 0, 4, 1, 9999);
    int month = number(text, 5, 7, 1, 12);
    int day = number(text, 8, 10, 1, 31);
    int hour = number(text, 11, 13, 0, 23);
    int minute = number(text, 14, 16, 0, 59);
    int second = number(text, 17, 19, 0, 59);
    int offsetHours = number(text, 20, 22, 0, 17);
    int offsetMinutes = number(text, 22, 24, 0, 59);
    int any = year | month | day | hour | minute | second | offsetHours | offsetMinutes;
    // A negative one makes all of them negative.
    if (any < 0 || (day > 28 && day > YearMonth.of(year, month).lengthOfMonth())) {
      return null;
    }
    long offset = 3600L * offsetHours + 60L * offsetMinutes;
    long local =
        86_400 * LocalDate.of(year, month, day).toEpochDay() + 3600L * hour + 60L * minute + second;
    Instant time = Instant.ofEpochSecond(text.charAt(19) == '+' ? local - offset : local + offset);
    return canBeWritten(time) ? time : null;
  }

  /** The number that these ASCII digits make; -1 where it is none, or not in this range. */
  private static int number(String text, int from, int to, int least, int most) {
    int number = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = 10 * number + digit;
    }
    return number < least || number > most ? -1 : number;
  }
}
