package io.mediajobs.tracking.refresh;

import io.mediajobs.job.JobQuery.Listing;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.JobState;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.tracking.plan.Ask;
import io.mediajobs.tracking.state.Notices;
import io.mediajobs.tracking.state.PollSettings;
import io.mediajobs.tracking.tracked.Reach;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pages of refresh's listings: smaller ones where answers are too large, for a while. */
final class RefreshPages {

  private final JobSource source;
  private final PollSettings whole;
  private final Notices notices;
  private PollSettings settings;

  /** When to ask for whole pages again. */
  private Instant wholeFrom = Instant.MIN;

  RefreshPages(JobSource source, PollSettings settings, Notices notices) {
    this.source = source;
    this.whole = settings;
    this.settings = settings;
    this.notices = notices;
  }

  /** Goes back to whole pages once it is time to try. */
  void at(Instant now) {
    settings = now.isBefore(wholeFrom) ? settings : whole;
  }

  /** How the source is polled, with the size that pages have now. */
  PollSettings settings() {
    return settings;
  }

  /** A page with the size that pages have now; see {@link PollSettings#listing}. */
  Listing listing(
      @Nullable String token, List<JobState> states, Instant start, @Nullable Instant end) {
    return settings.listing(source, token, states, start, end);
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

  /**
   * When to begin a listing again that was given up: at once with smaller pages where its answer
   * was too large, and soon where only its token was refused.
   */
  Instant again(Ask ask, JobsApiException failure, Instant now) {
    if (ask.isAboutToken(failure)) {
      return now.plus(whole.refreshIntervalMax());
    }
    boolean smaller = failure.kind() == JobsApiException.Kind.TOO_LARGE && halve(now);
    return smaller ? now : refused(failure, now);
  }
}
