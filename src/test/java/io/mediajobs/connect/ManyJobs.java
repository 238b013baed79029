package io.mediajobs.connect;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobId;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery;
import io.mediajobs.job.JobQuery.Listing;
import io.mediajobs.job.JobQuery.LookUp;
import io.mediajobs.job.JobState;
import io.mediajobs.job.Jobs;
import io.mediajobs.standin.MovableClock;
import io.mediajobs.tracking.SourcePoller;
import io.mediajobs.tracking.plan.Ask;
import io.mediajobs.tracking.state.SourceState;
import io.mediajobs.tracking.state.SourceStates;
import io.mediajobs.tracking.state.TrackedJob;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A service of so many running jobs that keeps none of them in memory: each answer is made when it
 * is taken. Ten jobs a second were created, the last of them just now.
 */
public final class ManyJobs implements Requests {

  private static final Duration ANSWERS_AFTER = Duration.ofMillis(20);

  private record Asked(SourcePoller poller, Ask ask, Instant at) {}

  private final int count;
  private final Instant first;
  private final MovableClock clock;
  private final Deque<Asked> asked = new ArrayDeque<>();
  private int ended;

  public ManyJobs(int count, MovableClock clock) {
    this.count = count;
    this.clock = clock;
    this.first = clock.instant().minusSeconds(count / 10 + 10);
  }

  /** The state of a source that knows all of them. */
  public SourceState allTracked() {
    List<TrackedJob> jobs = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      jobs.add(new TrackedJob(id(number), created(number), JobState.RUNNING, 1, 50, true));
    }
    Instant last = created(count - 1);
    return SourceStates.of(last, last, null, jobs);
  }

  /** From now on the oldest so many have ended. */
  public void end(int jobs) {
    ended = jobs;
  }

  @Override
  public void start(SourcePoller poller, Ask ask, Instant now) {
    asked.add(new Asked(poller, ask, now));
  }

  @Override
  public @Nullable Finished await(Duration atMost) {
    if (asked.isEmpty()) {
      clock.advance(atMost);
      return null;
    }
    clock.advance(ANSWERS_AFTER);
    Asked next = asked.remove();
    return new Finished(
        next.poller(), next.ask(), next.at(), next.at(), answer(next.ask().query()), null);
  }

  @Override
  public void close() {
    asked.clear();
  }

  private JobPage answer(JobQuery query) {
    if (query instanceof LookUp lookUp) {
      List<JobDetail> jobs = new ArrayList<>();
      for (JobId id : lookUp.ids()) {
        jobs.add(job(Integer.parseInt(id.value().substring(1), 16)));
      }
      return new JobPage(jobs, null, List.of(), clock.instant());
    }
    Listing listing = (Listing) query;
    int number = listing.nextToken() == null ? 0 : Integer.parseInt(listing.nextToken());
    List<JobDetail> jobs = new ArrayList<>();
    for (; number < count && jobs.size() < listing.size(); number++) {
      if (matches(number, listing)) {
        jobs.add(job(number));
      }
    }
    String token = number < count ? Integer.toString(number) : null;
    return new JobPage(jobs, token, List.of(), clock.instant());
  }

  private boolean matches(int number, Listing listing) {
    Instant created = created(number);
    return (listing.start() == null || !created.isBefore(listing.start()))
        && (listing.end() == null || !created.isAfter(listing.end()))
        && (listing.states().isEmpty() || number >= ended);
  }

  private JobDetail job(int number) {
    Instant created = created(number);
    Jobs job =
        Jobs.job(String.format("j%032x", number))
            .created(created)
            .running(created.plusSeconds(1), 50);
    return number < ended ? job.ended("Success", clock.instant()).detail() : job.detail();
  }

  private static JobId id(int number) {
    return new JobId(String.format("j%032x", number));
  }

  private Instant created(int number) {
    return first.plusSeconds(number / 10);
  }
}
