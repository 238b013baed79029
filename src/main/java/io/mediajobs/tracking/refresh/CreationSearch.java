package io.mediajobs.tracking.refresh;

import io.mediajobs.job.JobEvent;
import io.mediajobs.job.JobId;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.tracking.plan.Ask;
import io.mediajobs.tracking.plan.Plan;
import io.mediajobs.tracking.plan.Step;
import io.mediajobs.tracking.state.Notices;
import io.mediajobs.tracking.state.PollSettings;
import io.mediajobs.tracking.state.Times;
import io.mediajobs.tracking.state.TrackedJob;
import io.mediajobs.tracking.state.TrackedJob.Phase;
import io.mediajobs.tracking.tracked.Reach;
import io.mediajobs.tracking.tracked.Reconciler;
import io.mediajobs.tracking.tracked.Tracker;
import io.mediajobs.tracking.tracked.TrackerEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks for jobs where they were created: by listings of all states around their seconds. So it is
 * found out whether a job is gone that look-ups have denied, and so jobs are followed that look-ups
 * do not reach.
 *
 * <p>A listing begins at the oldest job that is looked for. Each of its pages decides for all jobs
 * that it spans, and the next listing begins at the next of them: pages go on by tokens only inside
 * of one second, or where the service does not keep to the order.
 */
final class CreationSearch implements Plan {

  /** A second with more pages of jobs is not gone through. */
  private static final int MOST_PAGES = 100;

  private static final int TRIES = 3;

  private final JobSource source;
  private final PollSettings settings;
  private final Tracker tracker;
  private final Reconciler watch;
  private final Reach reach;
  private final RefreshPages pages;

  /** What is looked for until nothing of it is left. */
  private final Set<JobId> wanted = new HashSet<>();

  /** What is looked for then, lest the oldest, wanted again and again, keep back the others. */
  private final Set<JobId> wantedNext = new HashSet<>();

  /** The jobs that the listing under way decides on, by their creation times. */
  private final Map<JobId, Instant> sought = new HashMap<>();

  private @Nullable CreationListing listing;
  private boolean asked;

  /** Whether one job fills more than an answer. */
  private boolean inPart;

  /** Whether listings are of one second each, as a longer one has not told what it was to tell. */
  private boolean bySeconds;

  /** Until then no listing is tried, as one was refused. */
  private Instant from = Instant.MIN;

  CreationSearch(
      JobSource source,
      PollSettings settings,
      Tracker tracker,
      Reconciler watch,
      Reach reach,
      Notices notices) {
    this.source = source;
    this.settings = settings;
    this.tracker = tracker;
    this.watch = watch;
    this.reach = reach;
    // What makes the pages of other listings too large says nothing of these.
    this.pages = new RefreshPages(source, settings, notices);
  }

  /** Looks for a job. */
  void want(JobId id) {
    wantedNext.add(id);
  }

  /** The page to ask for, or when there is one. */
  Step step(Instant now) {
    if (asked || (wanted.isEmpty() && wantedNext.isEmpty())) {
      return Step.Later.ANSWERED;
    }
    if (now.isBefore(from)) {
      return new Step.Later(from);
    }
    pages.at(now);
    CreationListing open = listing == null ? begun() : listing;
    listing = open;
    if (open == null) {
      return Step.Later.ANSWERED;
    }
    asked = true;
    return new Ask(open.listing(source, pages.settings()), this, inPart);
  }

  @Override
  public List<JobEvent> answered(Ask ask, JobPage page, Times at) {
    asked = false;
    List<JobEvent> findings = watch.refreshed(page, at);
    CreationListing open = listing;
    if (open == null) {
      return findings;
    }
    boolean over = open.answered(page, at.askedAt());
    boolean decided = false;
    for (Map.Entry<JobId, Instant> job : sought.entrySet()) {
      if (wanted.contains(job.getKey()) && decides(open, job.getKey(), job.getValue(), at.now())) {
        decided = true;
        wanted.remove(job.getKey());
        if (open.shown().contains(job.getKey())) {
          found(job.getKey(), at);
        } else {
          absent(job.getKey(), open, at, findings);
        }
      }
    }
    if (!decided && over) {
      // The next listing would not tell more, unless it is shorter.
      for (JobId id : giveUp(at.now())) {
        if (isOver(id)) {
          tracker.leave(id, settings, at.now());
        }
      }
    }
    if (decided || over) {
      listing = null;
    }
    return findings;
  }

  @Override
  public boolean isAskedAgain(Ask ask, boolean othersFail, Instant now) {
    boolean atFault = !othersFail || watch.answeredSince(ask.failingSince());
    if (ask.failures() < TRIES || !ask.isServerError() || !atFault) {
      return true;
    }
    asked = false;
    giveUp(now);
    return false;
  }

  @Override
  public @Nullable String givenUp(Ask ask, JobsApiException failure, Instant now) {
    if (failure.isAboutCredentials()) {
      return failure.getMessage();
    }
    asked = false;
    boolean tooLarge = failure.kind() == JobsApiException.Kind.TOO_LARGE;
    if (tooLarge && pages.halve(now)) {
      listing = null;
    } else if (tooLarge && !inPart) {
      inPart = true;
    } else {
      boolean refused = !tooLarge && !ask.isAboutToken(failure);
      from = refused ? pages.refused(failure, now) : from;
      giveUp(now);
    }
    return null;
  }

  /** A listing for all that is wanted; null where that is nothing. */
  private @Nullable CreationListing begun() {
    sought.clear();
    if (wanted.isEmpty()) {
      wanted.addAll(wantedNext);
      wantedNext.clear();
    }
    for (JobId id : wanted) {
      TrackedJob job = tracker.get(id);
      if (job != null && job.phase() != Phase.ENDED) {
        sought.put(id, job.creationTime());
      }
    }
    wanted.retainAll(sought.keySet());
    inPart = false;
    if (wanted.isEmpty()) {
      return null;
    }
    Instant oldest = Collections.min(sought.values());
    if (bySeconds) {
      sought.values().removeIf(oldest::isBefore);
    }
    Instant newest = Collections.max(sought.values());
    return new CreationListing(List.of(), oldest, newest, MOST_PAGES);
  }

  private boolean decides(CreationListing open, JobId id, Instant creation, Instant now) {
    TrackedJob job = tracker.get(id);
    if (job == null || open.shown().contains(id)) {
      return true;
    }
    // What look-ups deny is none of the jobs that can't be told from others.
    boolean tells = !open.nameless() || !standsIn(id, now);
    return tells && (job.timeless() || open.covers(creation));
  }

  /** Whether the listing stands in for look-ups of a job, which are not to be had. */
  private boolean standsIn(JobId id, Instant now) {
    return reach.of(id, now) == Reach.Way.LISTED;
  }

  private void found(JobId id, Times at) {
    TrackerEntry entry = tracker.entry(id);
    if (entry != null && tracker.isAsked(id)) {
      // It is there, and no more could be read of it.
      tracker.unchanged(entry.job, null, settings, at.now());
    }
  }

  /** The listing does not show a job where it would be. */
  private void absent(JobId id, CreationListing open, Times at, List<JobEvent> findings) {
    TrackerEntry entry = tracker.entry(id);
    if (entry == null) {
      return;
    }
    if (tracker.knowsNewer(id, open.askedAt()) && !entry.isBeingDenied()) {
      // It was shown after this listing began: the next look-up decides whether there is another.
      if (tracker.isAsked(id)) {
        tracker.makeDue(List.of(id), at.now());
      }
      return;
    }
    // It denies only a job whose own time it went by.
    boolean denies = isOver(id) || (standsIn(id, at.now()) && !entry.job.timeless());
    if (denies) {
      tracker.denied(id, at.askedAt(), at.now());
    }
    if (entry.job.phase() == Phase.ACTIVE && entry.isDenied()) {
      findings.add(watch.vanished(entry.job, at));
    } else if (denies) {
      tracker.leave(id, settings, at.now());
    } else {
      tracker.makeDue(List.of(id), at.now().plus(settings.refreshIntervalMax()));
    }
  }

  /** Whether a job has ended, and may change all the same. */
  private boolean isOver(JobId id) {
    TrackedJob job = tracker.get(id);
    return job != null && job.phase() == Phase.WATCHED;
  }

  /** Leaves the oldest of what is looked for to a later listing, and tells which these are. */
  private List<JobId> giveUp(Instant now) {
    List<JobId> left = new ArrayList<>();
    listing = null;
    bySeconds = true;
    sought.keySet().retainAll(wanted);
    Instant oldest = sought.isEmpty() ? Instant.MAX : Collections.min(sought.values());
    for (Map.Entry<JobId, Instant> job : sought.entrySet()) {
      if (job.getValue().equals(oldest)) {
        wanted.remove(job.getKey());
        left.add(job.getKey());
      }
    }
    tracker.makeDue(left, now.plus(settings.refreshIntervalMax()));
    return left;
  }
}
