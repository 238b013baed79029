package io.mediajobs.tracking.tracked;

import io.mediajobs.tracking.state.TrackedJob;
import io.mediajobs.tracking.tracked.Reach.Kind;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A tracked job and what need not survive a restart. One object for what is known of the job and
 * for when to look at it, as there may be a hundred thousand of them.
 */
final class TrackerEntry {

  /** So long answers must have denied a job, or shown less of it, until that counts. */
  private static final Duration PROVEN_AFTER = Duration.ofMinutes(1);

  TrackedJob job;

  /** When the job changed last, as far as this run knows. */
  Instant changedAt;

  /** When it came into its phase, as far as this run knows. */
  Instant phaseSince;

  /** When an answer last told of the job, be it by not finding it. */
  Instant answeredAt = Instant.MIN;

  /**
   * When its state began, by our clock; null where that is not known. {@link RefreshSchedule}'s.
   */
  @Nullable Instant since;

  /** When it is to be looked at; never while it is asked for. {@link RefreshSchedule}'s. */
  Instant dueAt = Instant.MAX;

  /** Whether that time is a guess, as too few jobs have told. {@link RefreshTimes}'s. */
  boolean isGuess;

  /** Whether look-ups can ask for it, as far as their failures have told. {@link Reach}'s. */
  Reach.Way way = Reach.Way.TOGETHER;

  /** When the first of the answers in a row was there that have denied the job; null for none. */
  private @Nullable Instant deniedFrom;

  /** When the newest of these was asked for; null as long as there are not two. */
  private @Nullable Instant deniedTo;

  /** When the first of the answers in a row was there that have shown less progress; or null. */
  private @Nullable Instant behindFrom;

  /** How often answers of one kind have shown again what those of the other kind show otherwise. */
  private int repeats;

  private int shownByListing = TrackedJob.NOTHING;
  private int shownByLookUp = TrackedJob.NOTHING;

  /** Which listing of the newest jobs has last shown it. */
  int listedIn;

  TrackerEntry(TrackedJob job, Instant now) {
    this.job = job;
    this.changedAt = now;
    this.phaseSince = now;
  }

  /** Notes that an answer has denied the job. */
  void denied(Instant askedAt, Instant now) {
    answeredAt = now;
    if (deniedFrom == null) {
      deniedFrom = now;
    } else {
      deniedTo = askedAt;
    }
  }

  /** Whether the newest answer has denied the job. */
  boolean isBeingDenied() {
    return deniedFrom != null;
  }

  /** Whether two answers or more in a row have denied the job, for long enough. */
  boolean isDenied() {
    return deniedFrom != null
        && deniedTo != null
        && !deniedTo.isBefore(deniedFrom.plus(PROVEN_AFTER));
  }

  /** Notes that an answer has shown the job, be it that it could not be read. */
  void shown(Instant now) {
    answeredAt = now;
    deniedFrom = null;
    deniedTo = null;
  }

  /**
   * Notes whether an answer shows less progress than is known; says whether answers in a row have
   * done so for so long that they are not merely late: some jobs begin anew.
   */
  boolean isSetBack(boolean less, Instant askedAt, Instant now) {
    if (!less || behindFrom == null) {
      behindFrom = less ? now : null;
      return false;
    }
    return !askedAt.isBefore(behindFrom.plus(PROVEN_AFTER));
  }

  /** Whether only listings follow the job, which has not ended. */
  boolean isListedOnly() {
    return way == Reach.Way.LISTED && job.phase() == TrackedJob.Phase.ACTIVE;
  }

  /** Counts how often answers of a kind have shown this content again that differs from ours. */
  int repeats(Kind kind, int content) {
    int last = kind == Kind.LISTING ? shownByListing : shownByLookUp;
    repeats = content == last ? repeats + 1 : 0;
    return repeats;
  }

  /** Notes what an answer of a kind has shown. */
  void lastShown(Kind kind, int content) {
    if (kind == Kind.LISTING) {
      shownByListing = content;
    } else {
      shownByLookUp = content;
    }
  }
}
