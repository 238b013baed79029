package io.mediajobs.tracking.tracked;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobId;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.Observation;
import io.mediajobs.tracking.state.Notices;
import io.mediajobs.tracking.state.TrackedJob;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How far the look-ups of a source reach, as their failures have told: whether jobs can be looked
 * up at all, and which can't. What look-ups do not reach is followed by listings alone, and tried
 * again seldom. Where look-ups and listings show a job differently, what either has shown is told
 * once.
 */
public final class Reach {

  /** How a job is to be asked for. */
  public enum Way {
    /** By a look-up, with others. */
    TOGETHER,
    /** By a look-up of its own, as it has made one of several fail. */
    ALONE,
    /** By a look-up of its own for as much as can be read: its answer is too large. */
    IN_PART,
    /** By listings. */
    LISTED
  }

  /** A kind of answers, of which each may show jobs in its own way. */
  enum Kind {
    LISTING,
    LOOK_UP
  }

  /** So often answers of one kind may tell again what the others have told otherwise. */
  private static final int REPEATS = 2;

  /** After so long a look-up that was given up is tried again. */
  public static final Duration SELDOM = Duration.ofMinutes(10);

  /** Where so many ids in a row are refused, each asked for alone, it is not for the ids. */
  private static final int NOT_FOR_THE_IDS = 5;

  private final JobSource source;
  private final Tracker tracker;
  private final Notices notices;

  /** The ids that were refused alone since a look-up was last answered. */
  private final Set<JobId> refused = new HashSet<>();

  /** When to try one more look-up; null where they are not refused altogether. */
  private @Nullable Instant tryAt;

  private @Nullable String whyRefused;

  /** Until when only listings follow a job that is left to them. */
  private final Map<JobId, Instant> leftUntil = new HashMap<>();

  /** Look-ups reach these jobs, until one fails. */
  public Reach(JobSource source, Tracker tracker, Notices notices) {
    this.source = source;
    this.tracker = tracker;
    this.notices = notices;
  }

  /** Whether look-ups are refused, whatever they ask for. */
  public boolean isClosed() {
    return tryAt != null;
  }

  /** Whether look-ups are refused and it is time to try one; from then on it is not. */
  public boolean triesNow(Instant now) {
    if (tryAt == null || now.isBefore(tryAt)) {
      return false;
    }
    tryAt = now.plus(SELDOM);
    return true;
  }

  /** How a job is to be asked for now. */
  public Way of(JobId id, Instant now) {
    TrackerEntry entry = tracker.entry(id);
    if (isClosed()) {
      return Way.LISTED;
    }
    if (entry == null) {
      return Way.TOGETHER;
    }
    return entry.way == Way.LISTED && !now.isBefore(leftUntil.getOrDefault(id, Instant.MIN))
        ? Way.ALONE
        : entry.way;
  }

  /** Whether a job was left to the listings when it was last asked for. */
  public boolean wasLeft(JobId id) {
    TrackerEntry entry = tracker.entry(id);
    return entry != null && entry.way == Way.LISTED;
  }

  /** Takes in the answer to a look-up of these jobs. */
  public void answered(List<JobId> ids, JobPage page) {
    refused.clear();
    tryAt = null;
    for (JobId id : ids) {
      boolean shown = page.jobs().stream().anyMatch(job -> job.id().equals(id));
      if (shown && !page.cut()) {
        ask(id, Way.TOGETHER);
      } else if (!shown && page.leavesOpen()) {
        // It may be what can't be read, or stand behind the cut, and would the next time.
        ask(id, Way.ALONE);
      }
    }
  }

  /** From now on a job is to be asked for in this way. */
  public void ask(JobId id, Way way) {
    TrackerEntry entry = tracker.entry(id);
    if (entry == null || way != Way.LISTED) {
      leftUntil.remove(id);
    }
    if (entry != null && entry.way != way) {
      tracker.ask(entry, way);
    }
  }

  /** A look-up of this job alone was refused for the job, or so it seems. */
  public void refused(JobId id, JobsApiException failure, Instant now) {
    ask(id, Way.ALONE);
    refused.add(id);
    if (refused.size() >= NOT_FOR_THE_IDS) {
      // Be the jobs gone or not, listings tell.
      close(failure, now);
    }
  }

  /** A look-up was refused whatever it asked for. */
  public void refusedAll(JobsApiException failure, Instant now) {
    close(failure, now);
    sayThatAllAreRefused();
  }

  /** A look-up of this job alone fails for another reason than that there is no such job. */
  public void fails(JobId id, JobsApiException failure, Instant now) {
    list(id, now.plus(SELDOM));
    notices.onceOf(
        "can't be looked up",
        id.value(),
        job(id) + " can't be looked up, so only listings follow it: " + failure.getMessage());
  }

  /** A listing shows this job. */
  void listed(TrackerEntry entry, Instant now) {
    JobId id = entry.job.id();
    if (isClosed() && refused.contains(id)) {
      sayThatAllAreRefused();
    } else if (entry.isDenied() && entry.way != Way.LISTED) {
      list(id, now.plus(SELDOM));
      notices.onceOf(
          "denied",
          id.value(),
          job(id)
              + " is listed, but look-ups say that there is no such job, so only listings follow"
              + " it: report it to Tencent Cloud");
    }
  }

  /**
   * Whether an answer that differs from what is known only shows again what those of its kind have
   * shown before. Of a state it takes some more to say so, as a job may come back to one.
   */
  boolean repeats(TrackerEntry entry, Kind kind, JobDetail seen, Observation news) {
    int repeats = entry.job.isGone() ? 0 : entry.repeats(kind, TrackedJob.content(seen));
    if (repeats > REPEATS) {
      notices.once(
          "content differs",
          "Listings and look-ups of "
              + source
              + " show jobs differently, such as job "
              + seen.id()
              + ": what either has shown is told once, and which of them is right is not known;"
              + " report it to Tencent Cloud");
    }
    return repeats > REPEATS || (repeats > 0 && news.transitions().isEmpty());
  }

  /** Leaves a job to listings until then. */
  public void list(JobId id, Instant until) {
    leftUntil.keySet().removeIf(other -> tracker.entry(other) == null);
    ask(id, Way.LISTED);
    TrackerEntry entry = tracker.entry(id);
    if (entry != null) {
      leftUntil.put(id, until);
    }
  }

  private String job(JobId id) {
    return "Job " + id + " of " + source;
  }

  private void close(JobsApiException failure, Instant now) {
    tryAt = now.plus(SELDOM);
    whyRefused = failure.getMessage();
  }

  private void sayThatAllAreRefused() {
    notices.once(
        "look-ups refused",
        "Look-ups of the jobs of "
            + source
            + " are refused, so only listings follow them: "
            + whyRefused);
  }
}
