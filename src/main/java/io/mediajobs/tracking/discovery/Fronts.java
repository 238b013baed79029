package io.mediajobs.tracking.discovery;

import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery.Listing;
import io.mediajobs.job.Observation;
import io.mediajobs.tracking.listing.Course;
import io.mediajobs.tracking.listing.FullPage;
import io.mediajobs.tracking.listing.Sweep;
import io.mediajobs.tracking.listing.TimeBounds;
import io.mediajobs.tracking.state.CreationTimes;
import io.mediajobs.tracking.state.PollSettings;
import io.mediajobs.tracking.tracked.NextPage;
import io.mediajobs.tracking.tracked.RefreshSchedule;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The fronts, one a cycle: up to which creation times they have discovered jobs, and from where to
 * where the next one is listed. It begins with what is not settled where that fits on a page, and
 * else with the seconds that were not over the last time.
 */
final class Fronts {

  /** So many jobs a second are worth asking only for seconds that are over. */
  private static final int DENSE = 10;

  private final PollSettings settings;
  private final Evidence evidence;
  private final Settlement settlement;
  private final RefreshSchedule schedule;
  private final FullPage page;

  private @Nullable Instant last;
  private @Nullable Instant shown;
  private @Nullable Instant sliced;

  /** Where the next one starts where not all that is unsettled fits on a page. */
  private @Nullable Instant from;

  /** Whether there are jobs without a creation time. */
  private boolean timeless;

  /** Whether the newest one began behind what is settled, and has left nothing out. */
  private boolean isWhole;

  /** Whether all that is unsettled, and as many new jobs as lately, fit on a page. */
  private boolean fits;

  private Instant begunAt;
  private int newJobs;

  /** What the newest one shows of known jobs. */
  private NextPage current = NextPage.NONE;

  /** Before the first front of a run; earlier ones have come to a job created last, or to none. */
  Fronts(
      PollSettings settings,
      Settlement settlement,
      Evidence evidence,
      RefreshSchedule schedule,
      @Nullable Instant last,
      Instant now) {
    this.settings = settings;
    this.settlement = settlement;
    this.evidence = evidence;
    this.schedule = schedule;
    this.page = new FullPage(settings.pageSize());
    this.last = last;
    this.shown = last;
    this.from = last;
    this.begunAt = now;
  }

  /** Creation time of the newest job whose place in the order is proven; null for none. */
  @Nullable Instant last() {
    return last;
  }

  /** Creation time of the newest job shown, be its place in the order proven or not; or null. */
  @Nullable Instant shown() {
    return shown;
  }

  /** Up to here jobs have been created, as far as is known; null for unknown. */
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
    page.forget(evidence.latest());
    last = time;
    shown = time;
    sliced = null;
    from = time;
  }

  /** Starts behind what slices have settled. */
  void startBehindSlices() {
    from = settlement.floor();
    newJobs = 0;
  }

  /** Begins the next one. */
  Course begin(TimeBounds bounds, Instant now) {
    Instant behind = behind(now);
    isWhole = behind.equals(settlement.floor());
    Instant start = bounds.startFor(behind);
    if (timeless && start != null) {
      // A restart does not know the bounds, and may not see more than was seen before it.
      start = behind.minus(CreationTimes.GRAIN);
    }
    Instant end = end(behind, now);
    Instant full = full(bounds);
    Instant due = full == null ? null : schedule.oldestWanted(full, now);
    current = next(bounds, now, false, now);
    if (due != null && start != null && due.isBefore(behind)) {
      start = CreationTimes.earlier(start, bounds.surelyFrom(due));
      if (settings.refreshInterval().equals(settings.pollInterval())) {
        schedule.share(now); // so that what it shows is due again when the next page shows it
      }
    }
    begunAt = now;
    newJobs = 0;
    return Course.of(new Sweep(start, end), behind);
  }

  /**
   * What a page that is asked for at a time would show of known jobs.
   *
   * @param isNext whether no other listing has to end before it
   */
  NextPage next(TimeBounds bounds, Instant at, boolean isNext, Instant now) {
    Instant behind = behind(now);
    Instant from = full(bounds);
    Instant first = from == null ? behind : CreationTimes.earlier(from, behind);
    Duration interval = settings.refreshInterval();
    Instant until = isNext ? Instant.MAX : at.plus(interval.dividedBy(2));
    return evidence.isSetBack() ? NextPage.NONE : new NextPage(first, at, until, interval);
  }

  /** What the newest one shows of known jobs. */
  NextPage current() {
    return current;
  }

  /** Takes in a job that another page has shown. */
  void found(Observation job) {
    page.add(job.creationTime());
  }

  /** Takes in a page of one. */
  void listed(Listing asked, JobPage shown) {
    page.shown(asked, shown, evidence.latest());
  }

  private @Nullable Instant full(TimeBounds bounds) {
    return evidence.isSetBack() ? null : page.from(2 * newJobs, bounds);
  }

  /** Up to here, the next one need not list what it begins with. */
  private Instant behind(Instant now) {
    Instant floor = settlement.floor();
    // Without any proof, nothing looks for late jobs behind the front.
    boolean settles = evidence.proves(now);
    return fits || !settles || from == null || !from.isAfter(floor) ? floor : from;
  }

  private @Nullable Instant end(Instant behind, Instant now) {
    if (evidence.isSetBack()) {
      return CreationTimes.second(evidence.latest());
    }
    double seconds = Math.max(1, Duration.between(begunAt, now).toMillis() / 1000.0);
    boolean dense = from != null && newJobs >= DENSE * seconds;
    Instant over = evidence.lastOver(now);
    return dense && over != null && !over.isBefore(behind) ? over : null;
  }

  /** Takes in how many jobs of a page were new. */
  void found(int jobs) {
    newJobs += jobs;
  }

  /** Whether no job was new since the newest front began. */
  boolean foundNothing() {
    return newJobs == 0;
  }

  /** Takes in that a second was left out. */
  void skipped() {
    isWhole = false;
  }

  /** Whether the newest front was to show all that is not settled, and has. */
  boolean isWhole() {
    return isWhole;
  }

  /** Whether the next one need not be settled by another listing. */
  boolean fits() {
    return fits;
  }

  /**
   * Notes how many known jobs were created after what is settled, as far as a page goes.
   *
   * @param damaged whether there are jobs that can't be read
   */
  void unsettled(int jobs, boolean withoutTimes, boolean damaged) {
    timeless = withoutTimes;
    // A page with a damaged job takes some tries each time: it is not asked for every time.
    fits = !damaged && jobs + newJobs <= settings.pageSize();
    if (damaged || timeless) {
      page.forget(evidence.latest());
    }
  }

  /** Takes in that a front is over, whose last page was asked for then. */
  void over(Course front, Instant askedAt) {
    if (last == null) {
      return;
    }
    Instant over = evidence.lastOver(front.begunAt() == null ? askedAt : front.begunAt());
    Instant end = front.cursor().end();
    over = over == null || end == null ? over : CreationTimes.earlier(over, end);
    Instant listed =
        over == null ? last.minus(CreationTimes.GRAIN) : CreationTimes.earlier(over, last);
    from = listed.plus(CreationTimes.GRAIN);
  }

  private static @Nullable Instant later(@Nullable Instant known, @Nullable Instant time) {
    return known == null || time == null
        ? (known == null ? time : known)
        : CreationTimes.later(known, time);
  }
}
