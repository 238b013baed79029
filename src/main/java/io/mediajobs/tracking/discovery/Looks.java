package io.mediajobs.tracking.discovery;

import io.mediajobs.job.JobId;
import io.mediajobs.job.UnreadableJob;
import io.mediajobs.tracking.state.CreationTimes;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What looks at a stretch of creation times have shown, one after another: a job that the look
 * before should have shown, and has not, is new. A job without a time of its own may be from behind
 * the end of that look; then the next look goes no further, and decides.
 */
final class Looks {

  /** The jobs that were listed from one second up to another. */
  private record Look(Set<JobId> jobs, Instant from, Instant to) {

    static Look from(Instant from) {
      return new Look(new HashSet<>(), from, Instant.MIN);
    }
  }

  private Look now = Look.from(Instant.MAX);
  private Look before = Look.from(Instant.MAX);

  /** A later one with a job of which only another look as far as before tells; null for none. */
  private @Nullable Look undecided;

  private boolean isUndecided;

  /** Begins a look from a time on; it may leave out what was created in the first second. */
  void begin(Instant from) {
    now = Look.from(CreationTimes.second(from).plus(CreationTimes.GRAIN));
    isUndecided = false;
  }

  /** Whether no look has shown anything yet. */
  boolean areNone() {
    return before.to.equals(Instant.MIN);
  }

  /** Where the next look has to end so that it decides; null where it may go on. */
  @Nullable Instant decidesAt() {
    return undecided == null ? null : before.to;
  }

  /**
   * The name of an unreadable job. Those of a second that show no id are only counted, as what they
   * show may change; null where the look has shown this one already, or nothing names it.
   */
  @Nullable JobId nameOf(UnreadableJob job) {
    if (job.id() != null) {
      return job.id();
    }
    Instant created = job.creationTime();
    if (created == null || !now.jobs.add(new JobId(job.identity()))) {
      return null;
    }
    return Stream.iterate(0, count -> count + 1)
        .map(count -> new JobId(created + "," + count))
        .filter(name -> !now.jobs.contains(name))
        .findFirst()
        .orElseThrow();
  }

  /** Whether the look before should have shown a job of this creation time, and has not. */
  boolean isMissingBefore(JobId id, @Nullable Instant created) {
    return created != null
        && !created.isBefore(before.from)
        && !created.isAfter(before.to)
        && !before.jobs.contains(id);
  }

  /** Whether this look or the one before has shown a job that was known, or others have since. */
  boolean isKnown(JobId id) {
    return before.jobs.contains(id) || now.jobs.contains(id);
  }

  /** Takes in a job that the look shows. */
  void shown(JobId id) {
    now.jobs.add(id);
  }

  /** Takes in a job that the look shows without a time, which was created then at the latest. */
  void shownBy(JobId id, Instant created) {
    isUndecided |= created.isAfter(before.to) && !before.jobs.contains(id);
    shown(id);
  }

  /** Takes in a job that others have shown. */
  void known(JobId id) {
    before.jobs.add(id);
    now.jobs.add(id);
  }

  /** Takes in up to where the look has listed all; null for no further. */
  void listed(@Nullable Instant to) {
    now = to == null ? now : new Look(now.jobs, now.from, CreationTimes.later(now.to, to));
  }

  /** Ends a look. */
  void over() {
    if (undecided != null) {
      before = undecided;
      undecided = null;
    } else if (isUndecided && before.to.isAfter(Instant.MIN)) {
      undecided = now;
    } else {
      before = now;
    }
  }

  /** Forgets what looks before this one have shown. */
  void clear() {
    before = Look.from(Instant.MAX);
    undecided = null;
  }
}
