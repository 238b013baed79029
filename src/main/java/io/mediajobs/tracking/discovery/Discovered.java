package io.mediajobs.tracking.discovery;

import io.mediajobs.tracking.state.CreationTimes;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Up to which creation times jobs have been discovered; each null as long as there are none. */
final class Discovered {

  private @Nullable Instant last;
  private @Nullable Instant shown;
  private @Nullable Instant sliced;

  /** What an earlier run has discovered. */
  Discovered(@Nullable Instant last) {
    this.last = last;
    this.shown = last;
  }

  /** Creation time of the newest job whose place in the order is proven. */
  @Nullable Instant last() {
    return last;
  }

  /** Creation time of the newest job shown, be its place in the order proven or not. */
  @Nullable Instant shown() {
    return shown;
  }

  /** Up to here jobs have been created, as far as is known: slices go no further. */
  @Nullable Instant reached() {
    return later(sliced, later(last, shown));
  }

  /** Takes in that the jobs up to a time have their places; null for none. */
  void placed(@Nullable Instant time) {
    last = later(last, time);
  }

  /** Takes in that a job created then was shown; null for none. */
  void shows(@Nullable Instant time) {
    shown = later(shown, time);
  }

  /** Takes in how far slices go, and have come from the past. */
  void slicedTo(Slices slices) {
    sliced = slices.stop();
    placed(slices.newest());
    shows(last);
  }

  /** Begins again with a time. */
  void startAt(Instant time) {
    last = time;
    shown = time;
    sliced = null;
  }

  private static @Nullable Instant later(@Nullable Instant known, @Nullable Instant time) {
    return known == null || time == null
        ? (known == null ? time : known)
        : CreationTimes.later(known, time);
  }
}
