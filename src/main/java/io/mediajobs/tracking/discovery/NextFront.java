package io.mediajobs.tracking.discovery;

import io.mediajobs.tracking.listing.Course;
import io.mediajobs.tracking.listing.Sweep;
import io.mediajobs.tracking.listing.TimeBounds;
import io.mediajobs.tracking.state.CreationTimes;
import io.mediajobs.tracking.state.PollSettings;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * From where to where the front is listed on the next cycle: from what is not settled on where that
 * fits on a page, and else from the seconds that were not over the last time.
 */
final class NextFront {

  /** So many jobs a second are worth asking only for seconds that are over. */
  private static final int DENSE = 10;

  private final PollSettings settings;
  private final Evidence evidence;
  private final Settlement settlement;

  /** Where it starts where not all that is unsettled fits on a page. */
  private @Nullable Instant from;

  /** Whether there are jobs without a creation time. */
  private boolean timeless;

  /** Whether the front began behind what is settled, and has left nothing out. */
  private boolean isWhole;

  /** Whether all that is unsettled, and as many new jobs as lately, fit on a page. */
  private boolean fits;

  private Instant begunAt;
  private int newJobs;

  /**
   * Before the first front of a run.
   *
   * @param last creation time of the newest job of earlier runs; null for none
   */
  NextFront(
      PollSettings settings,
      Settlement settlement,
      Evidence evidence,
      @Nullable Instant last,
      Instant now) {
    this.settings = settings;
    this.settlement = settlement;
    this.evidence = evidence;
    this.from = last;
    this.begunAt = now;
  }

  /** Sets where the next one starts. */
  void startAt(Instant time) {
    from = time;
  }

  /** Starts behind what slices have settled. */
  void startBehindSlices() {
    from = settlement.base().plus(CreationTimes.GRAIN);
    newJobs = 0;
  }

  /** Begins it. */
  Course begin(TimeBounds bounds, Instant now) {
    Instant behind = settlement.base().plus(CreationTimes.GRAIN);
    Instant known = from;
    // Without any proof, nothing looks for late jobs behind the front.
    boolean settles = settlement.settled() != null && evidence.clock().at(now) != null;
    isWhole = fits || !settles || known == null || !known.isAfter(behind);
    if (!isWhole && known != null) {
      behind = known;
    }
    Instant start = bounds.startFor(behind);
    if (timeless && start != null) {
      // A restart does not know the bounds, and may not see more than was seen before it.
      start = behind.minus(CreationTimes.GRAIN);
    }
    Instant end = end(behind, now);
    begunAt = now;
    newJobs = 0;
    return Course.of(new Sweep(start, end), behind);
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

  /** Notes how many known jobs were created after what is settled, as far as a page goes. */
  void unsettled(int jobs, boolean withoutTimes) {
    timeless = withoutTimes;
    fits = jobs + newJobs <= settings.pageSize();
  }

  /** Takes in that a front is over, whose last page was asked for then. */
  void over(Course front, Instant last, Instant askedAt) {
    Instant over = evidence.lastOver(front.begunAt() == null ? askedAt : front.begunAt());
    Instant end = front.cursor().end();
    over = over == null || end == null ? over : CreationTimes.earlier(over, end);
    Instant listed =
        over == null ? last.minus(CreationTimes.GRAIN) : CreationTimes.earlier(over, last);
    from = listed.plus(CreationTimes.GRAIN);
  }
}
