package io.mediajobs.tracking.refresh;

import io.mediajobs.job.JobSource;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.tracking.state.Notices;
import io.mediajobs.tracking.state.PollSettings;
import io.mediajobs.tracking.tracked.Reach;
import java.time.Instant;

/** The pages of refresh's listings: smaller ones where answers are too large, for a while. */
public final class RefreshPages {

  private final JobSource source;
  private final PollSettings whole;
  private final Notices notices;
  private PollSettings settings;

  /** When to ask for whole pages again. */
  private Instant wholeFrom = Instant.MIN;

  public RefreshPages(JobSource source, PollSettings settings, Notices notices) {
    this.source = source;
    this.whole = settings;
    this.settings = settings;
    this.notices = notices;
  }

  /** Goes back to whole pages once it is time to try. */
  void at(Instant now) {
    settings = now.isBefore(wholeFrom) ? settings : whole;
  }

  /** The settings with the size that pages have now. */
  PollSettings settings() {
    return settings;
  }

  /** How many jobs a page has now. */
  int size() {
    return settings.pageSize();
  }

  /**
   * Makes pages half as large, as an answer was too large.
   *
   * @return false where they have one job each
   */
  boolean halve(Instant now) {
    if (size() == 1) {
      return false;
    }
    settings = settings.withPageSize(size() / 2);
    wholeFrom = now.plus(Reach.SELDOM);
    return true;
  }

  /**
   * Says that a listing was refused for good.
   *
   * @return when to try one like it again
   */
  Instant refused(JobsApiException failure, Instant now) {
    notices.once(
        "listings refused",
        "Known jobs of "
            + source
            + " are followed without some of the listings that would save requests: "
            + failure.getMessage());
    return now.plus(Reach.SELDOM);
  }
}
