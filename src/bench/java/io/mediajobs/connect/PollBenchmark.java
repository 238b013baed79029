package io.mediajobs.connect;

import io.mediajobs.bench.SamplePages;
import io.mediajobs.client.page.Reading;
import io.mediajobs.job.JobEvent;
import io.mediajobs.job.JobId;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery.Listing;
import io.mediajobs.job.JobState;
import io.mediajobs.tracking.SourcePoller;
import io.mediajobs.tracking.plan.Ask;
import io.mediajobs.tracking.state.Polling;
import io.mediajobs.tracking.state.SourceFigures;
import io.mediajobs.tracking.state.SourceState;
import io.mediajobs.tracking.state.SourceStates;
import io.mediajobs.tracking.state.Times;
import io.mediajobs.tracking.state.TrackedJob;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.source.SourceRecord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * A whole poll that finds ten jobs changed, of few and of many that run: from the bytes of the
 * answer to records with their offsets that the worker has acknowledged; a changed job.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@OperationsPerInvocation(PollBenchmark.CHANGES)
public class PollBenchmark {

  static final int CHANGES = 10;

  /** So many jobs are created in one second. */
  private static final int A_SECOND = 17;

  private static final Duration CYCLE = Duration.ofSeconds(5);

  /** After so many cycles all jobs have been looked at once. */
  private static final int FIRST_LOOKS = 50;

  /** How many jobs are tracked. */
  @Param({"200", "20000"})
  public int tracked;

  private final Reading reading = new Reading();
  private final Map<String, byte[]> answers = new HashMap<>();
  private SourcePoller poller;
  private SourceOutput output;
  private SourceFigures figures;
  private Instant now = BenchTask.NOW;
  private int first;
  private int end;
  private int turn;

  /** From then on only discovery's page is due. */
  @Setup(Level.Trial)
  public void start() {
    // The newest second has just the jobs that change.
    first = Math.floorMod(CHANGES - tracked, A_SECOND);
    end = first + tracked;
    List<TrackedJob> jobs = new ArrayList<>();
    for (int i = first; i < end; i++) {
      JobId id = new JobId(SamplePages.id(i));
      jobs.add(new TrackedJob(id, SamplePages.created(i), JobState.RUNNING, 1, 30, true));
    }
    Instant newest = SamplePages.created(end - 1);
    SourceState state = SourceStates.of(newest, newest.minusSeconds(1), null, jobs);
    BenchTask task = new BenchTask("jobs");
    Duration seldom = Duration.ofDays(3650);
    poller =
        new SourcePoller(
            task.source(),
            Polling.settings()
                .pollInterval(CYCLE)
                // So the newest second is never settled, and listed each time.
                .overlap(seldom)
                .refreshInterval(seldom, seldom)
                .maxTrackedJobs(2 * tracked)
                .build(),
            state,
            new Random(1),
            now);
    output = task.output(poller);
    for (int i = 0; i < FIRST_LOOKS; i++) {
      polled();
    }
    int changes = polled().size();
    if (changes != CHANGES) {
      throw new IllegalStateException("Not " + CHANGES + " jobs have changed, but " + changes);
    }
  }

  /** Questions, answers, records, acknowledgements and figures of one cycle. */
  @Benchmark
  public List<SourceRecord> polled() {
    now = now.plus(CYCLE);
    turn++;
    List<JobEvent> found = new ArrayList<>();
    for (Ask ask = poller.step(now).ask(); ask != null; ask = poller.step(now).ask()) {
      JobPage page = reading.page(answer((Listing) ask.query()), now);
      found.addAll(poller.answered(ask, page, new Times(now, now, now, now)));
    }
    List<SourceRecord> records = output.records(found, now, now, null);
    records.forEach(record -> output.committed(record, true));
    figures = poller.figures();
    return records;
  }

  private byte[] answer(Listing asked) {
    int from =
        asked.nextToken() != null
            ? Integer.parseInt(asked.nextToken())
            : asked.start() == null ? first : firstFrom(asked.start());
    int to = asked.end() == null ? end : Math.min(end, firstFrom(asked.end().plusSeconds(1)));
    return answers.computeIfAbsent(from + " " + to + " " + turn % 2, key -> page(from, to));
  }

  private int firstFrom(Instant time) {
    return Math.max(first, SamplePages.firstFrom(time, end));
  }

  /** The newest jobs pause in each second cycle, and run in between. */
  private byte[] page(int from, int to) {
    int next = Math.min(to, from + SamplePages.SIZE);
    String page = new String(SamplePages.running(from, next - from), StandardCharsets.UTF_8);
    int changing = page.indexOf(SamplePages.id(end - CHANGES));
    if (changing >= 0 && turn % 2 == 0) {
      String head = page.substring(0, changing);
      page = head + page.substring(changing).replace("<State>Running<", "<State>Pause<");
    }
    String token = next < to ? "<NextToken>" + next + "</NextToken></Response>" : "</Response>";
    return page.replace("</Response>", token).getBytes(StandardCharsets.UTF_8);
  }
}
