package io.mediajobs.tracking.listing;

import io.mediajobs.job.JobSource;
import io.mediajobs.job.JobTime;
import io.mediajobs.tracking.state.Notices;
import io.mediajobs.tracking.state.PollCounts;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What an operator should know of listings that are not what was asked for, once each. */
public final class ListingNotices {

  private final JobSource source;
  private final Notices notices;
  private final PollCounts counts;

  public ListingNotices(JobSource source, Notices notices, PollCounts counts) {
    this.source = source;
    this.notices = notices;
    this.counts = counts;
  }

  /**
   * Says what was wrong with an answer.
   *
   * @param trouble null for nothing
   */
  public void trouble(Cursor.@Nullable Trouble trouble) {
    if (trouble == null) {
      return;
    }
    switch (trouble) {
      case ORDER ->
          notices.once(
              "order",
              source
                  + " lists jobs in another order than that of creation: its listings go on by"
                  + " creation times, which takes more requests; nothing to do");
      case FILTER ->
          notices.once(
              "filter",
              source
                  + " lists jobs of other creation times than it is asked for: every listing reads"
                  + " all pages; report it to Tencent Cloud");
      case TOKEN ->
          notices.once(
              "token",
              source
                  + " gives out a NextToken that leads back or is refused: its listings go on by"
                  + " creation times; nothing to do");
    }
  }

  /** Says that a second has more jobs than can be paged through. */
  public void unpageable(Instant second) {
    counts.unpageable();
    notices.onceOf(
        "second",
        second.toString(),
        source
            + " has more jobs of "
            + JobTime.format(second)
            + " than one page holds, and no NextToken leads through them: those that no page shows"
            + " are missing; raise page.size, or set ci.queue.ids so that fewer share a listing");
  }

  /** Says that the oldest jobs have aged out while they were listed. */
  public void agedOut() {
    notices.once(
        "aged",
        source
            + " has dropped its oldest jobs while they were listed: what may have been passed over is"
            + " listed again by creation times; nothing to do");
  }

  /** Says that the service's clock was set back. */
  public void setBack(Instant to) {
    notices.onceOf(
        "clock",
        to.toString(),
        source
            + " has a clock that was set back to "
            + JobTime.format(to)
            + ": jobs created since then are looked for, and transitions that were told before may"
            + " come again with equal eventIds");
  }
}
