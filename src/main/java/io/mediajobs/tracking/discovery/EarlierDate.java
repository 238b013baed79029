package io.mediajobs.tracking.discovery;

import io.mediajobs.tracking.state.CreationTimes;
import io.mediajobs.tracking.state.ServiceTime;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Since when the {@code Date} headers have shown a time before the newest job, as they do where the
 * service's clock was set back. Jobs have to prove that: the headers alone may be wrong.
 */
final class EarlierDate {

  /** A Date has whole seconds, and an answer takes its time: less than this is not earlier. */
  private static final Duration SLACK = Duration.ofSeconds(5);

  /** So long before the first answer of a run it may have been set back. */
  private static final Duration UNNOTICED = Duration.ofMinutes(10);

  private final Duration overlap;
  private @Nullable Instant to;
  private Instant lookFrom = Instant.MIN;
  private Instant since = Instant.EPOCH;
  private boolean isEarlier;
  private @Nullable Instant reachedAt;

  /** When an answer of this run has last shown a time after the newest job's; null for never. */
  private @Nullable Instant rightAt;

  /** How far the service's clock may be ahead of our timeline, as jobs have shown; null for any. */
  private @Nullable Duration accepted;

  /** How far it is ahead of our timeline now. */
  private Duration ahead = Duration.ZERO;

  /**
   * Starts without any.
   *
   * @param overlap how much later than it was created a job may show up
   */
  EarlierDate(Duration overlap) {
    this.overlap = overlap;
  }

  /**
   * Takes in what an answer says of the service's clock.
   *
   * @param last creation time of the newest job; null for none
   * @return whether the clock that stamps jobs may have been set back to that time, after the
   *     newest job's
   */
  boolean heard(ServiceTime service, @Nullable Instant last, Instant now) {
    boolean fell = service.hasFallen();
    Instant least = last == null ? null : last.plus(fell ? SLACK : SLACK.negated());
    isEarlier = least != null && service.isEarlier(now, least, accepted);
    if (isEarlier) {
      reachedAt = null;
      ahead = service.agreed();
      if (to == null) {
        begin(now);
      }
      return false;
    }
    // One answer alone proves nothing, but it may be the first of those that do.
    boolean isRight = least == null || !now.plus(service.newest()).isBefore(least);
    // What had shown up by a run's very first answer is listed whatever the clock was; of what was
    // created since, some may have been created before that answer.
    Instant right = least == null ? now.minus(overlap).minus(CreationTimes.GRAIN) : now;
    rightAt = service.known() && isRight ? right : rightAt;
    boolean reaches = to != null && reachedAt == null;
    reachedAt = reaches ? now : reachedAt;
    return reaches || (to == null && fell);
  }

  private void begin(Instant now) {
    Instant shows = at(now);
    // It may have been set back while nobody looked.
    to = rightAt == null ? shows.minus(UNNOTICED) : shows;
    lookFrom = rightAt == null ? to : shows.minus(Duration.between(rightAt, now)).minus(SLACK);
    since = now;
  }

  /** The service's time when it was first seen to be earlier; null where it was not. */
  @Nullable Instant to() {
    return to;
  }

  /** From when on jobs may have been created since; it was right before that. */
  Instant lookFrom() {
    return lookFrom;
  }

  /** When it was first seen. */
  Instant since() {
    return since;
  }

  /** Whether it is still earlier. */
  boolean isEarlier() {
    return isEarlier;
  }

  /** When it had reached the newest job's time; null where it has not. */
  @Nullable Instant reachedAt() {
    return reachedAt;
  }

  /** The time that it shows. */
  Instant at(Instant now) {
    return now.plus(ahead);
  }

  /** Whether it is before a creation time, which it would not be had it been set back. */
  boolean isBefore(Instant created, Instant now) {
    return created.isAfter(at(now).plus(SLACK));
  }

  /** A clock that is no further ahead than now is what it is. */
  void accept() {
    accepted = ahead;
  }

  /** Forgets that it was earlier. */
  void clear() {
    to = null;
    reachedAt = null;
  }
}
