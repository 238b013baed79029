package io.mediajobs.tracking.discovery;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobEvent;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery.Listing;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.tracking.listing.Course;
import io.mediajobs.tracking.listing.Cursor;
import io.mediajobs.tracking.listing.TimeBounds;
import io.mediajobs.tracking.plan.Ask;
import io.mediajobs.tracking.plan.Plan;
import io.mediajobs.tracking.state.CreationTimes;
import io.mediajobs.tracking.state.Notices;
import io.mediajobs.tracking.state.PollSettings;
import io.mediajobs.tracking.state.Times;
import io.mediajobs.tracking.tracked.NewJobs;
import io.mediajobs.tracking.tracked.Reconciler;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The listings of the slices of a long past, side by side, while there are any. Into how many it is
 * worth cutting, pages tell: how long a request takes, and how many jobs lie ahead.
 */
final class SlicesPlan {

  /** With fewer pages too little is known: the first one pays for connecting. */
  private static final int PAGES = 3;

  /** A faster link leaves nothing to be gained. */
  private static final Duration SLOW = Duration.ofMillis(20);

  private final JobSource source;
  private final PollSettings settings;
  private final Reconciler watch;
  private final Notices notices;
  private final Progress progress;
  private final DiscoveryState discovery;
  private final SetBackCheck setBack;

  /** How many pages a sweep has had so far, and how many jobs were on them. */
  private int pages;

  private long jobs;

  /** Creation time of the first of these jobs; null before it. */
  private @Nullable Instant first;

  /** The shortest time that a page of any sweep took, as others may have waited their turn. */
  private Duration fastest = Duration.ofDays(1);

  SlicesPlan(
      JobSource source,
      PollSettings settings,
      Reconciler watch,
      Notices notices,
      Progress progress,
      DiscoveryState discovery,
      SetBackCheck setBack) {
    this.source = source;
    this.settings = settings;
    this.watch = watch;
    this.notices = notices;
    this.progress = progress;
    this.discovery = discovery;
    this.setBack = setBack;
  }

  /** When a page can be asked for; never where there are no slices. */
  Instant due(Instant now) {
    Slices open = discovery.slices();
    if (open == null) {
      return Instant.MAX;
    }
    int underWay = open.underWay();
    boolean room = underWay == 0 ? !discovery.isFull() : !discovery.isFullWith(underWay + 1);
    return room ? CreationTimes.later(open.due(), now) : Instant.MAX;
  }

  /** The page of the slice whose turn it is; null for none. */
  @Nullable Ask ask(Instant now) {
    Slices open = discovery.slices();
    Slice slice = open == null ? null : open.next(now);
    if (open == null || slice == null) {
      return null;
    }
    discovery.asks(open.with(slice, slice.asked(true)));
    return new Ask(slice.cursor().listing(source, settings), new OfSlice(slice.cursor()));
  }

  /** Takes in that a listing of the front begins: only the time of a request holds on. */
  void frontBegins() {
    pages = 0;
    jobs = 0;
    first = null;
  }

  /** Takes in a page of any listing. */
  void listed(JobPage page, Times at) {
    for (JobDetail job : page.jobs()) {
      first = first == null ? job.creationTime() : first;
    }
    pages++;
    jobs += page.jobs().size();
    fastest = at.took().compareTo(fastest) < 0 ? at.took() : fastest;
  }

  /** Whether cutting the front may be worth what it costs to find out how far it goes. */
  boolean mayCut() {
    Course front = discovery.turns().front();
    return front != null
        && front.cursor().end() == null
        && !discovery.turns().isSettling()
        && discovery.last() != null
        && most() > 1;
  }

  /**
   * Cuts the rest of the front into slices, as far as every job is visible in it; returns null
   * where that is not worth it.
   */
  @Nullable Slices cut(Instant now) {
    Instant settled = discovery.settlement().settled();
    Instant last = discovery.last();
    Instant horizon = discovery.evidence().horizon(now);
    // What has been listed already is not listed again for that.
    if (last == null || horizon == null || !last.isBefore(horizon)) {
      return null;
    }
    if (settled.isBefore(CreationTimes.BEGINNING)) {
      // Where the past begins is not known yet.
      return null;
    }
    TimeBounds bounds = discovery.turns().bounds();
    Slices cut =
        Slices.of(settled, last, horizon, bounds, density(last))
            .cut(most(), bounds, settings.pageSize());
    if (cut.open() <= 1) {
      return null;
    }
    discovery.after(cut, bounds);
    return cut;
  }

  /** How many requests at once make sense: as many as the rate allows while one is under way. */
  private int most() {
    if (fastest.compareTo(SLOW) < 0 || pages < PAGES) {
      return 1;
    }
    PollSettings.Parallel parallel = settings.parallel();
    double inTime = parallel.requestsPerSecond() * fastest.toNanos() / 1e9;
    // Each may hold a page that is not settled yet, and bring another.
    int room = settings.maxTrackedJobs() / (4 * settings.pageSize());
    return Math.min(Math.min(parallel.slices(), room), (int) Math.ceil(Math.min(inTime, 1e6)));
  }

  /** Jobs a second, by their creation times, up to the newest one listed; 0 where unknown. */
  private double density(Instant newest) {
    double seconds = first == null ? 0 : Duration.between(first, newest).toSeconds();
    return seconds <= 0 ? 0 : jobs / seconds;
  }

  /** A page of a slice, which may have been given up meanwhile. */
  private final class OfSlice implements Plan {

    private final Cursor cursor;

    private OfSlice(Cursor cursor) {
      this.cursor = cursor;
    }

    @Override
    public boolean isVital() {
      return true;
    }

    @Override
    public List<JobEvent> answered(Ask ask, JobPage page, Times at) {
      listed(page, at);
      Slices open = discovery.slices();
      Slice slice = open == null ? null : open.asked(cursor);
      return open == null || slice == null
          ? List.of()
          : taken(open, slice, (Listing) ask.plain(), page, at);
    }

    @Override
    public @Nullable String givenUp(Ask ask, JobsApiException failure, Instant now) {
      if (!ask.isAboutToken(failure)) {
        return failure.getMessage();
      }
      Slices open = discovery.slices();
      Slice slice = open == null ? null : open.asked(cursor);
      if (open != null && slice != null) {
        TimeBounds bounds = discovery.turns().bounds();
        Cursor.Advance advance = cursor.tokenRefused(latest(open), bounds);
        notices.trouble(advance.trouble());
        Slice behind = slice.tokenRefused(advance, bounds, now);
        tell(behind);
        discovery.after(open.with(slice, behind).aside(bounds), bounds);
      }
      return null;
    }
  }

  private List<JobEvent> taken(Slices open, Slice slice, Listing listing, JobPage page, Times at) {
    // What shows no time is remembered until all slices are done: any of them may list it again.
    Instant beyond = open.stop().plus(CreationTimes.GRAIN);
    if (listing.end() != null && listing.end().isAfter(beyond)) {
      beyond = listing.end();
    }
    NewJobs wanted =
        new NewJobs(
            slice.settled().plus(CreationTimes.GRAIN),
            slice.stop(),
            beyond,
            beyond,
            // What is in no slice is shown by none: a time after them all is not the true one.
            CreationTimes.earlier(latest(open), beyond));
    List<JobEvent> findings = watch.listed(listing, page, wanted, at);
    NewJobs.of(findings).forEach(setBack::known);
    TimeBounds bounds = discovery.turns().bounds().after(listing, page);
    Cursor.Advance advance = slice.cursor().answered(page, latest(open), bounds);
    notices.trouble(advance.trouble());
    Slice behind = slice.answered(page, advance, bounds, at.now());
    tell(behind);
    Slices next = open.with(slice, behind).aside(bounds).cut(most(), bounds, settings.pageSize());
    discovery.after(next, bounds);
    progress.listed(open, next, NewJobs.of(findings).count(), at.askedAt());
    return findings;
  }

  /** Later times are not believed; those in slices are, whatever clocks show after a restart. */
  private Instant latest(Slices open) {
    return CreationTimes.later(discovery.evidence().latest(), open.stop());
  }

  private void tell(Slice slice) {
    if (slice.stuck() != null && slice.stuck().isToTell()) {
      notices.unpageable(slice.stuck().second());
    }
  }
}
