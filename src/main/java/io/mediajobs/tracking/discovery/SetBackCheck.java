package io.mediajobs.tracking.discovery;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobEvent;
import io.mediajobs.job.JobId;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery.Listing;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.Observation;
import io.mediajobs.job.UnreadableJob;
import io.mediajobs.tracking.listing.Cursor;
import io.mediajobs.tracking.listing.Sweep;
import io.mediajobs.tracking.plan.Ask;
import io.mediajobs.tracking.plan.Plan;
import io.mediajobs.tracking.plan.Step;
import io.mediajobs.tracking.state.CreationTimes;
import io.mediajobs.tracking.state.PollSettings;
import io.mediajobs.tracking.state.ServiceTime;
import io.mediajobs.tracking.state.Times;
import io.mediajobs.tracking.tracked.Tracker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether the clock that stamps creation times was set back, which {@code Date} headers alone do
 * not say. Where these are before the newest job, the seconds around the time that they show are
 * listed now and then. A job that appears where none was before, or that has not ended and is not
 * known, is new, and so the clock was set back. A new job at the front says that it was not.
 */
final class SetBackCheck implements Plan {

  /** So much beyond the time that is shown is listed too, so that what is there is known. */
  private static final Duration BEYOND = Duration.ofSeconds(30);

  private static final int MOST_PAGES = 50;

  /** So long the seconds are listed at each interval, and later at this one. */
  private static final Duration SOON = Duration.ofMinutes(2);

  private static final Duration SELDOM = Duration.ofSeconds(30);

  private final JobSource source;
  private final PollSettings settings;
  private final Tracker tracker;
  private final DiscoveryState discovery;
  private final EarlierDate date;

  /** Up to here creation times had come when the front was known; the end before that. */
  private Instant newest = CreationTimes.END;

  /** When the newest front began that has come to its end. */
  private Instant frontBegunAt = Instant.EPOCH;

  private Instant dueAt = Instant.MAX;
  private @Nullable Ask asked;
  private @Nullable Cursor cursor;
  private int pages;
  private Instant begunAt = Instant.EPOCH;
  private final Looks looks = new Looks();

  /** Whether listings have shown jobs of the times asked for only: then all jobs are of these. */
  private boolean keepsTimes = true;

  private boolean confirmed;

  SetBackCheck(JobSource source, PollSettings settings, Tracker tracker, DiscoveryState discovery) {
    this.source = source;
    this.settings = settings;
    this.tracker = tracker;
    this.discovery = discovery;
    date = new EarlierDate(settings.overlap());
  }

  /** Takes in what an answer says of the service's clock. */
  void heard(ServiceTime service, Instant now) {
    Instant last = discovery.fronts().reached();
    boolean wasEarlier = date.to() != null;
    if (date.heard(service, last, now)) {
      discovery.evidence().maybeSetBack(now.plus(service.newest()), now);
    }
    dueAt = !wasEarlier && isWatching() ? now : dueAt;
    if (confirmed && !date.isEarlier() && last != null) {
      // It has come to where it was before the front could refute what is certain already.
      newest = last;
    }
  }

  /** Whether the clock may have been set back. */
  boolean isWatching() {
    return date.to() != null;
  }

  /** Takes in that a front that began then has come to its end, with new jobs or without. */
  void frontIsOver(boolean news, Instant begunAt) {
    if (date.to() != null) {
      frontBegunAt = begunAt;
      newest = news ? newest : Objects.requireNonNullElse(discovery.last(), newest);
    }
  }

  /** Takes in that a job is known that was new. */
  void known(Observation job) {
    if (date.to() != null) {
      looks.known(job.jobId());
    }
  }

  /** Takes in that the front has shown a new job. One from before may show up late. */
  void found(Observation job, Instant now) {
    known(job);
    Instant created = job.creationTime();
    // One that is late may have come up right after the front before.
    boolean proves = isWatching() && !frontBegunAt.isBefore(visible(date.since()));
    Instant front = newest.plus(CreationTimes.GRAIN);
    if (proves && created != null && created.isAfter(front) && date.isBefore(created, now)) {
      date.accept();
      clear();
    }
  }

  /** To where the clock was set back, once that and the front are certain; null before. */
  @Nullable Instant setBackTo() {
    boolean isCertain = confirmed && !newest.equals(CreationTimes.END);
    // Not before the front has come to some time can it begin again.
    boolean canBeginAgain = discovery.slices() == null && discovery.last() != null;
    return isCertain && canBeginAgain ? date.to() : null;
  }

  /** From when on jobs may have been created since it was set back. */
  Instant lookFrom() {
    return date.lookFrom();
  }

  /** Forgets all, as the service's clock is what it is. */
  void clear() {
    date.clear();
    newest = CreationTimes.END;
    dueAt = Instant.MAX;
    asked = null;
    cursor = null;
    looks.clear();
    confirmed = false;
  }

  /** The page to ask for, or when there is one. */
  Step step(Instant now) {
    if (asked != null || date.to() == null) {
      return Step.Later.ANSWERED;
    }
    if (dueAt.isAfter(now)) {
      return new Step.Later(dueAt);
    }
    if (cursor == null) {
      Instant service = date.at(now);
      // The task may have rested since the look before; of the first, since the last answer.
      Instant from = CreationTimes.earlier(service.minus(BEYOND), date.at(begunAt));
      from = looks.areNone() ? date.lookFrom() : from.minus(settings.overlap());
      from = CreationTimes.later(from, date.lookFrom());
      Instant to =
          Objects.requireNonNullElse(looks.decidesAt(), CreationTimes.second(service.plus(BEYOND)));
      cursor = new Sweep(CreationTimes.second(from), to);
      pages = 0;
      begunAt = now;
      looks.begin(from);
    }
    asked = new Ask(cursor.listing(source, settings), this);
    return asked;
  }

  @Override
  public List<JobEvent> answered(Ask ask, JobPage page, Times at) {
    Cursor open = cursor;
    if (ask != asked || open == null) {
      return List.of();
    }
    asked = null;
    Listing listing = open.listing(source, settings);
    keepsTimes &= listing.spans(page.jobs());
    // One that shows no time was created by the listing's end, if that keeps times.
    Instant timeless = keepsTimes ? open.end() : null;
    for (JobDetail job : page.jobs()) {
      Instant created = job.creationTime() == null ? timeless : job.creationTime();
      JobId id = job.id();
      boolean isNew = job.ended() ? looks.isMissingBefore(id, created) : !looks.isKnown(id);
      isNew &= listing.spans(List.of(job)); // others may be from before the first start
      boolean isTracked = tracker.get(id) != null;
      confirmed |= isNew && isProven(created) && !isTracked;
      if (isTracked || isProven(created)) {
        // Others may not have been listed yet: these are known once they are found.
        looks.shown(id);
      }
      if (!isTracked && job.creationTime() == null && created != null) {
        looks.shownBy(id, created);
      }
    }
    for (UnreadableJob job : page.unreadable()) {
      Instant shown = job.createdBetween(open.start(), open.end());
      Instant created = job.creationTime() == null ? timeless : shown;
      JobId name = created == null ? null : looks.nameOf(job);
      if (name != null && created != null) {
        confirmed |= looks.isMissingBefore(name, created) && isProven(created);
        looks.shownBy(name, created);
      }
    }
    Cursor.Advance advance = open.answered(page, CreationTimes.END, discovery.turns().bounds());
    looks.listed(advance.listedTo());
    cursor = advance.next();
    if (cursor == null || ++pages >= MOST_PAGES) {
      over(at.now());
    }
    return List.of();
  }

  /** Whether all jobs of a creation time are known: what may show up late is found without this. */
  private boolean isProven(@Nullable Instant created) {
    return created != null && discovery.isProven(created);
  }

  @Override
  public @Nullable String givenUp(Ask ask, JobsApiException failure, Instant now) {
    if (ask == asked) {
      over(now);
    }
    return null;
  }

  /** When all jobs of a time are visible: one may show up late. */
  private Instant visible(Instant time) {
    return time.plus(settings.overlap()).plus(CreationTimes.GRAIN);
  }

  private void over(Instant now) {
    asked = null;
    cursor = null;
    looks.over();
    Instant reachedAt = date.reachedAt();
    if (!confirmed && reachedAt != null && begunAt.isAfter(visible(reachedAt))) {
      // What was created before that is visible, and was looked for.
      clear();
      return;
    }
    Duration interval = settings.pollInterval();
    boolean soon = reachedAt != null || Duration.between(date.since(), now).compareTo(SOON) < 0;
    dueAt = now.plus(soon || interval.compareTo(SELDOM) > 0 ? interval : SELDOM);
  }
}
