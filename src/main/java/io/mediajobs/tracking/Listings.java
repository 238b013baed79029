package io.mediajobs.tracking;

import io.mediajobs.job.Finding;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery.Listing;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.JobsApiException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The listings by which the jobs of one source are discovered: one after another, or those of
 * {@link Slices} side by side where a long past is listed and that is worth it.
 */
final class Listings implements Plan {

  /** A refused token is replaced so often without any progress before the task gives up. */
  private static final int TOKEN_REJECTIONS = 3;

  private final JobSource source;
  private final PollSettings settings;
  private final Tracker tracker;
  private final Quarantine quarantine;
  private final JobWatch watch;
  private final Progress progress;
  private Discovery discovery;
  private @Nullable Slices slices;
  private Slicing slicing = Slicing.NOTHING;
  private ServiceTime serviceTime = ServiceTime.UNKNOWN;

  /** Whether a listing is under way that is of no slice. */
  private boolean asked;

  private int rejectedTokens;

  Listings(
      JobSource source,
      PollSettings settings,
      SourceState start,
      Tracker tracker,
      Quarantine quarantine,
      JobWatch watch,
      Instant now) {
    this.source = source;
    this.settings = settings;
    this.tracker = tracker;
    this.quarantine = quarantine;
    this.watch = watch;
    this.progress = new Progress(now);
    this.discovery = Discovery.of(start, settings, now);
    Slices open = Slices.of(start.slices());
    if (open != null) {
      settle(open, Bounds.UNKNOWN);
    }
  }

  SourceState state() {
    return discovery.state(
        slices == null ? List.of() : slices.state(), tracker.jobs(), quarantine.jobs());
  }

  SourceFigures figures(PollCounts counts, int failures) {
    return progress.figures(source, discovery, serviceTime, tracker, counts, failures);
  }

  /** How many slices of a long past have something left; 0 where it is not cut. */
  int slices() {
    return slices == null ? 0 : slices.open();
  }

  /** Whether discovery waits because {@code max.tracked.jobs} is reached. */
  boolean full() {
    return fullWith(1) && (tracker.active() > 0 || (slices == null && discovery.canSettle()));
  }

  /** The listing that is due; null where none is. */
  @Nullable Ask next(Instant now) {
    return due(now).isAfter(now) ? null : new Ask(listing(now), this);
  }

  private Listing listing(Instant now) {
    if (!serviceTime.known()) {
      asked = true;
      // Creation times are the service's: without its clock there is no telling which are over.
      return ServiceTime.query(source, settings);
    }
    Slice slice = slices == null ? null : slices.next(now);
    if (slices != null && slice != null) {
      slices = slices.with(slice, slice.asked(true));
      return slice.sweep().listing(source, settings);
    }
    asked = true;
    startFresh(now);
    discovery = discovery.begun(settings, now, serviceTime.at(now), !full());
    Listing listing = discovery.current().listing(source, settings);
    slicing = listing.nextToken() == null ? slicing.anew() : slicing;
    return listing;
  }

  /** When a listing can be asked for; {@link Instant#MAX} while an answer has to come first. */
  Instant due(Instant now) {
    if (asked) {
      return Instant.MAX;
    }
    if (!serviceTime.known()) {
      return now;
    }
    if (slices != null) {
      int underWay = slices.underWay();
      boolean room = underWay == 0 ? !full() : !fullWith(underWay + 1);
      return room ? slices.due() : Instant.MAX;
    }
    return discovery.due(settings, serviceTime, now, !full());
  }

  /** Takes in the service's time of any answer, null for none. */
  void heard(@Nullable Instant time, Instant now) {
    serviceTime = serviceTime.after(time, now);
    tracker.times().at(serviceTime);
  }

  @Override
  public boolean isVital() {
    return true;
  }

  @Override
  public List<Finding> answered(Ask ask, JobPage page, Times at) {
    Listing listing = (Listing) ask.plain();
    Instant now = at.now();
    if (ServiceTime.isAskedBy(listing)) {
      asked = false;
      startFresh(now);
      return List.of();
    }
    slicing = slicing.after(page, at.took());
    return slices == null ? ofSweep(listing, page, at) : ofSlice(slices, listing, page, at);
  }

  /** Forgets what no listing shows again, after any answer, and notes whether there is room. */
  void forget() {
    if (discovery.settled() != null) {
      forget(Instant.MIN, discovery.settled());
    }
    if (slices != null) {
      slices.list().forEach(slice -> forget(slice.from(), slice.settled()));
    }
    progress.room(!full());
  }

  @Override
  public @Nullable String givenUp(Ask ask, JobsApiException failure, Instant now) {
    Listing listing = (Listing) ask.plain();
    // Which code says that a token is no longer good is not documented: any 400 to one may.
    boolean aboutToken = failure.status() == 400 && listing.nextToken() != null;
    return aboutToken && tokenRejected(listing) ? null : failure.getMessage();
  }

  /**
   * The service refused the token of a listing: it begins again behind what is known.
   *
   * @return false where that has been tried often enough
   */
  private boolean tokenRejected(Listing listing) {
    Slice slice = slices == null ? null : slices.of(listing, source, settings);
    if (slices != null && slice != null) {
      Slice again = slice.tokenRejected(discovery.bounds());
      slices = slices.with(slice, again);
      return again.refused() < TOKEN_REJECTIONS;
    }
    asked = false;
    if (++rejectedTokens >= TOKEN_REJECTIONS) {
      return false;
    }
    discovery = discovery.tokenRejected();
    return true;
  }

  private List<Finding> ofSweep(Listing listing, JobPage page, Times at) {
    Instant askedAt = at.askedAt();
    Instant now = at.now();
    asked = false;
    Instant last = discovery.last();
    Instant fallback = last == null ? Instant.EPOCH : last;
    Instant createdBy = listing.end() == null ? now : listing.end();
    Wanted wanted = new Wanted(discovery.floor(), null, fallback, createdBy);
    List<Finding> findings = watch.listed(listing, page, wanted, at);
    Discovery before = discovery;
    // On its way here the page grows old: it need not show what has become visible meanwhile.
    discovery = discovery.answered(settings, listing, page, serviceTime.at(askedAt));
    progress.listed(before, discovery, page, askedAt, now);
    if (discovery.last() != null && !discovery.last().equals(last)) {
      rejectedTokens = 0;
    }
    Slices cut = slicing.cut(discovery, settings, Sweep.horizon(settings, serviceTime.at(askedAt)));
    if (cut != null) {
      quarantine.remember(cut.settled(), cut.stop().plus(Sweep.GRAIN));
      settle(cut, discovery.bounds());
    }
    return findings;
  }

  private List<Finding> ofSlice(Slices open, Listing listing, JobPage page, Times at) {
    Slice slice = open.of(listing, source, settings);
    if (slice == null) {
      throw new IllegalStateException("No slice has asked for this listing");
    }
    // What shows no time is remembered until all slices are done: any of them may list it again.
    Instant beyond = open.stop().plus(Sweep.GRAIN);
    if (listing.end() != null && listing.end().isAfter(beyond)) {
      beyond = listing.end();
    }
    Wanted wanted = new Wanted(slice.settled().plus(Sweep.GRAIN), slice.stop(), beyond, beyond);
    List<Finding> findings = watch.listed(listing, page, wanted, at);
    Bounds bounds = discovery.bounds().after(listing, page, null);
    Slice behind = slice.answered(page, bounds, at.now().plus(settings.pollInterval()));
    Slices next = open.with(slice, behind).cut(slicing.most(settings), bounds, settings.pageSize());
    settle(next, bounds);
    long jobs = page.jobs().stream().filter(job -> wanted.has(job.creationTime())).count();
    progress.listed(open, next, jobs, at.askedAt());
    return findings;
  }

  /** Goes on with slices, until they are done. */
  private void settle(Slices next, Bounds bounds) {
    discovery = discovery.after(next, bounds);
    slices = next.done() ? null : next;
  }

  /** Sets the start of a source without any offset, once, by the service's clock. */
  private void startFresh(Instant now) {
    if (discovery.isNew() && discovery.first() == null) {
      discovery = discovery.startingAt(settings.firstStart().resolve(serviceTime.at(now)));
    }
  }

  private void forget(Instant from, Instant before) {
    tracker.forgetEnded(from, before);
    quarantine.forget(from, before);
  }

  private boolean fullWith(int pages) {
    int remembered = tracker.size() + quarantine.size();
    return remembered + pages * settings.pageSize() > settings.maxTrackedJobs();
  }
}
