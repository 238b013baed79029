package io.mediajobs.tracking.discovery;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobEvent;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery.Listing;
import io.mediajobs.job.JobQuery.Order;
import io.mediajobs.job.JobSource;
import io.mediajobs.tracking.listing.Course;
import io.mediajobs.tracking.listing.PageSeconds;
import io.mediajobs.tracking.plan.Ask;
import io.mediajobs.tracking.plan.Plan;
import io.mediajobs.tracking.plan.Step;
import io.mediajobs.tracking.state.CreationTimes;
import io.mediajobs.tracking.state.FirstStart;
import io.mediajobs.tracking.state.PollSettings;
import io.mediajobs.tracking.state.Times;
import io.mediajobs.tracking.tracked.Quarantine;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The newest jobs, by a listing in descending order: where a first run starts that does not want
 * the past, and how far a long past goes.
 */
final class NewestJobs implements Plan {

  private final JobSource source;
  private final PollSettings settings;
  private final Quarantine quarantine;
  private final DiscoveryState discovery;
  private FirstStart.@Nullable Back start;
  private boolean wanted;
  private boolean asked;
  private @Nullable String token;

  private Instant roomFrom = Instant.EPOCH;

  /** The front for which the newest jobs are known. */
  private @Nullable Instant knownFor;

  NewestJobs(
      JobSource source, PollSettings settings, Quarantine quarantine, DiscoveryState discovery) {
    this.source = source;
    this.settings = settings;
    this.quarantine = quarantine;
    this.discovery = discovery;
  }

  /** Finds out where a first run starts, where that takes a question. */
  void start(FirstStart firstStart) {
    if (firstStart instanceof FirstStart.At at) {
      discovery.settlement().startAt(at.time());
    } else if (firstStart instanceof FirstStart.Back back) {
      start = back;
      wanted = true;
    }
  }

  /** Looks at the newest jobs where only what they prove makes room, now and then. */
  void makeRoom(Instant now) {
    if (!wanted && !asked && !now.isBefore(roomFrom)) {
      wanted = true;
      roomFrom = now.plus(settings.pollInterval()).plus(settings.overlap().dividedBy(2));
    }
  }

  /** Whether the newest jobs have been looked at since a front began. */
  boolean knowsSince(@Nullable Course front) {
    return front != null && front.begunAt() != null && front.begunAt().equals(knownFor);
  }

  /** Looks at the newest jobs, once for a front. */
  void ask(@Nullable Course front) {
    wanted = true;
    knownFor = front == null ? null : front.begunAt();
  }

  /** Whether it is known where the first run starts. */
  boolean hasStarted() {
    return start == null;
  }

  /** Whether all else waits for the answer. */
  boolean isAsked() {
    return asked && start != null;
  }

  /** The question, where it is wanted. */
  Step step() {
    if (!wanted || asked) {
      return Step.Later.ANSWERED;
    }
    asked = true;
    Listing listing =
        new Listing(
            source,
            settings.filter(),
            Order.DESC,
            settings.pageSize(),
            token,
            List.of(),
            null,
            null);
    return new Ask(listing, this);
  }

  @Override
  public boolean isVital() {
    return true;
  }

  @Override
  public List<JobEvent> answered(Ask ask, JobPage page, Times at) {
    asked = false;
    wanted = false;
    if (start != null) {
      begin(start, page, at);
    }
    return List.of();
  }

  private void begin(FirstStart.Back back, JobPage page, Times at) {
    if (!back.back().isZero()) {
      Instant date = page.serviceTime();
      Instant now = date == null ? at.wall() : CreationTimes.earlier(at.wall(), date);
      discovery.settlement().startAt(now.minus(back.back()));
      start = null;
      return;
    }
    PageSeconds seconds = PageSeconds.of(page, null, null, discovery.evidence().latest());
    Instant newest = seconds.newest();
    if (newest != null && (discovery.last() == null || !newest.isBefore(discovery.last()))) {
      // In its second others may still be created.
      discovery.settlement().startAt(newest);
      discovery.fronts().startAt(newest);
      for (JobDetail job : page.jobs()) {
        Instant created = job.creationTime();
        if (created == null || !created.isBefore(newest)) {
          quarantine.countAsKnown(job.id(), newest);
        }
      }
    }
    // In the wrong order, the newest jobs are on the last page.
    boolean goesOn =
        page.nextToken() != null && seconds.provesOrder() && !page.nextToken().equals(token);
    token = goesOn ? page.nextToken() : null;
    wanted = goesOn;
    start = goesOn ? back : null;
  }
}
