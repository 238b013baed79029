package io.mediajobs.record;

import java.time.Instant;

/**
 * Times as texts of RFC 3339 in UTC. The same few come again and again, record after record, and
 * writing one takes longer than the rest of the headers. Not safe for use by several threads.
 */
final class EventTimes {

  /** A power of two; a poll has one time of observation, a page the seconds of its jobs. */
  private static final int REMEMBERED = 64;

  private final Instant[] times = new Instant[REMEMBERED];
  private final String[] texts = new String[REMEMBERED];

  /** The text of a time. */
  String text(Instant time) {
    int place = (int) (time.getEpochSecond() & (REMEMBERED - 1));
    if (!time.equals(times[place])) {
      times[place] = time;
      texts[place] = time.toString();
    }
    return texts[place];
  }
}
