package io.mediajobs.tracking.tracked;

import io.mediajobs.bench.SamplePages;
import io.mediajobs.client.page.Reading;
import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobEvent;
import io.mediajobs.job.JobPage;
import io.mediajobs.tracking.PollerRun;
import io.mediajobs.tracking.state.FirstStart;
import io.mediajobs.tracking.state.PollSettings;
import io.mediajobs.tracking.state.Times;
import io.mediajobs.tracking.state.TrackedJob;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Jobs that are looked at again and have not changed, from the bytes of the answer; a job. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@OperationsPerInvocation(SamplePages.SIZE)
public class UnchangedBenchmark {

  private static final int PAGES = 16;
  private static final PollSettings SETTINGS =
      PollerRun.settings(new FirstStart.Earliest(), Duration.ofSeconds(60));

  private final byte[][] pages = new byte[PAGES][];
  private final Reading reading = new Reading();
  private final Reconciler reconciler;
  private Instant now = SamplePages.FIRST.plus(Duration.ofDays(1));
  private int turn;

  public UnchangedBenchmark() {
    List<TrackedJob> jobs = new ArrayList<>();
    for (int i = 0; i < PAGES; i++) {
      pages[i] = SamplePages.running(i * SamplePages.SIZE, SamplePages.SIZE);
      for (JobDetail job : reading.page(pages[i], now).jobs()) {
        jobs.add(new TrackedJob(job.id(), job.creationTime(), job.state(), 1, 30, true));
      }
    }
    Tracker tracker = new Tracker(jobs, now);
    reconciler = PollerRun.reconciler(tracker, new RefreshSchedule(SETTINGS, tracker, now));
  }

  /** Read and compared, and when to look again. */
  @Benchmark
  public List<JobEvent> lookedAtAgain() {
    turn = (turn + 1) % PAGES;
    now = now.plusMillis(300);
    JobPage page = reading.page(pages[turn], now);
    return reconciler.refreshed(page, new Times(now, now, now, now));
  }

  /** Read alone, without what tracking does. */
  @Benchmark
  public JobPage recognised() {
    turn = (turn + 1) % PAGES;
    return reading.page(pages[turn], now);
  }
}
