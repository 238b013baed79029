package io.mediajobs.tracking.discovery;

import io.mediajobs.job.JobEvent;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery.Listing;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.tracking.listing.Cursor;
import io.mediajobs.tracking.listing.ListingNotices;
import io.mediajobs.tracking.listing.TimeBounds;
import io.mediajobs.tracking.plan.Ask;
import io.mediajobs.tracking.plan.Plan;
import io.mediajobs.tracking.state.CreationTimes;
import io.mediajobs.tracking.state.PollSettings;
import io.mediajobs.tracking.state.SourceState.OpenSlice;
import io.mediajobs.tracking.state.Times;
import io.mediajobs.tracking.tracked.NewJobs;
import io.mediajobs.tracking.tracked.Reconciler;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The listings of the slices of a long past, side by side, while there are any. */
final class SlicesPlan {

  private final JobSource source;
  private final PollSettings settings;
  private final Reconciler watch;
  private final ListingNotices notices;
  private final Progress progress;
  private final DiscoveryState discovery;
  private final SetBackCheck setBack;
  private @Nullable Slices slices;
  private Slicing slicing = Slicing.NOTHING;

  /** Goes on with the slices that an earlier run has left. */
  SlicesPlan(
      JobSource source,
      PollSettings settings,
      Reconciler watch,
      ListingNotices notices,
      Progress progress,
      DiscoveryState discovery,
      SetBackCheck setBack,
      List<OpenSlice> open) {
    this.source = source;
    this.settings = settings;
    this.watch = watch;
    this.notices = notices;
    this.progress = progress;
    this.discovery = discovery;
    this.setBack = setBack;
    Slices left = Slices.of(open);
    if (left != null) {
      settle(left, TimeBounds.UNKNOWN);
    }
  }

  /** What an offset has of them. */
  List<OpenSlice> state() {
    return slices == null ? List.of() : slices.state();
  }

  /** Those that are listed; null where none are. */
  @Nullable Slices open() {
    return slices;
  }

  /** Gives them up. */
  void clear() {
    slices = null;
  }

  /** When a page can be asked for where there are slices. */
  Instant due(Instant now, Memory memory) {
    if (slices == null) {
      return Instant.MAX;
    }
    int underWay = slices.underWay();
    boolean room = underWay == 0 ? !memory.isFull() : !memory.isFullWith(underWay + 1);
    return room ? CreationTimes.later(slices.due(), now) : Instant.MAX;
  }

  /** The page of the slice whose turn it is; null for none. */
  @Nullable Ask ask(Instant now) {
    Slice slice = slices == null ? null : slices.next(now);
    if (slices == null || slice == null) {
      return null;
    }
    slices = slices.with(slice, slice.asked(true));
    return new Ask(slice.cursor().listing(source, settings), new OfSlice(slice.cursor()));
  }

  /** Takes in that a listing of the front begins. */
  void frontBegins() {
    slicing = slicing.anew();
  }

  /** Takes in a page of any listing. */
  void listed(JobPage page, Times at) {
    slicing = slicing.after(page, at.took());
  }

  /** Whether it is worth cutting the front. */
  boolean mayCut() {
    return slicing.mayCut(discovery, settings);
  }

  /** Cuts the front into slices; returns null where it stays whole. */
  @Nullable Slices cut(Instant now) {
    Slices cut = slicing.cut(discovery, settings, discovery.evidence().horizon(now));
    if (cut != null) {
      settle(cut, discovery.turns().bounds());
    }
    return cut;
  }

  /** Has the jobs forgotten that no slice lists again, by creation times from one to another. */
  void forgetBy(BiConsumer<Instant, Instant> forget) {
    if (slices != null) {
      // A restart begins with the newest second that is known, and lists what is beyond again.
      Instant shown = slices.shown();
      Instant from = Instant.MIN;
      for (Slice slice : slices.list()) {
        forget.accept(from, CreationTimes.earlier(slice.known(), shown));
        from = slice.stop().plus(CreationTimes.GRAIN);
      }
    }
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
      Slice slice = slices == null ? null : slices.asked(cursor);
      return slices == null || slice == null
          ? List.of()
          : taken(slices, slice, (Listing) ask.plain(), page, at);
    }

    @Override
    public @Nullable String givenUp(Ask ask, JobsApiException failure, Instant now) {
      if (!ask.isAboutToken(failure)) {
        return failure.getMessage();
      }
      Slice slice = slices == null ? null : slices.asked(cursor);
      if (slices != null && slice != null) {
        Cursor.Advance advance =
            cursor.tokenRefused(discovery.latest(), discovery.turns().bounds());
        notices.trouble(advance.trouble());
        Slice behind = slice.tokenRefused(advance, discovery.turns().bounds(), now);
        tell(behind);
        settle(
            slices.with(slice, behind).aside(discovery.turns().bounds()),
            discovery.turns().bounds());
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
            CreationTimes.earlier(discovery.latest(), beyond));
    List<JobEvent> findings = watch.listed(listing, page, wanted, at);
    NewJobs.of(findings).forEach(setBack::known);
    TimeBounds bounds = discovery.turns().bounds().after(listing, page);
    Cursor.Advance advance = slice.cursor().answered(page, discovery.latest(), bounds);
    notices.trouble(advance.trouble());
    Slice behind = slice.answered(page, advance, bounds, at.now());
    tell(behind);
    Slices next =
        open.with(slice, behind)
            .aside(bounds)
            .cut(slicing.most(settings), bounds, settings.pageSize());
    settle(next, bounds);
    progress.listed(open, next, NewJobs.of(findings).count(), at.askedAt());
    return findings;
  }

  private void tell(Slice slice) {
    if (slice.stuck() != null && slice.stuck().isToTell()) {
      notices.unpageable(slice.stuck().second());
    }
  }

  /** Goes on with slices, until they are done. */
  private void settle(Slices next, TimeBounds bounds) {
    discovery.after(next, bounds);
    slices = next.done() ? null : next;
  }
}
