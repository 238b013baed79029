package io.mediajobs.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.connect.TaskRun;
import io.mediajobs.connect.config.KnownMessages;
import io.mediajobs.job.JobState;
import io.mediajobs.log.CapturedLog;
import io.mediajobs.standin.Fault;
import io.mediajobs.standin.Faults;
import io.mediajobs.standin.Job;
import io.mediajobs.standin.JobBuilder;
import io.mediajobs.standin.Jobs;
import io.mediajobs.standin.MovableClock;
import io.mediajobs.standin.StandIn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * A task over jobs that have ended and jobs on their way, while something goes wrong: before, there
 * is a good start; meanwhile jobs change and new ones come; and afterwards everything has to be
 * told, once and in order.
 */
final class FaultRun implements AutoCloseable {

  private static final Duration BACKOFF_MAX = Duration.ofMillis(40);

  private static final String RETRY = "; trying again";

  final MovableClock clock = new MovableClock(Instant.now());
  final StandIn service;
  final TaskRun run;
  private final CapturedLog log = CapturedLog.asUsual();
  private final KnownMessages known;

  FaultRun(Map<String, String> settings) throws Exception {
    this(settings, null);
  }

  /** Over TLS, where there is a supplier. */
  FaultRun(Map<String, String> settings, @Nullable Supplier<SSLSocketFactory> tls)
      throws Exception {
    this.known = new KnownMessages();
    this.service = tls == null ? StandIn.start(clock) : StandIn.start(clock, tls);
    Map<String, String> all = new HashMap<>(settings);
    all.put("poll.interval.ms", "20");
    all.put("refresh.interval.ms", "20");
    // What can't be looked up for a while is not left for a minute.
    all.put("refresh.interval.max.ms", "1000");
    all.put("retry.backoff.ms", "10");
    all.put("retry.backoff.max.ms", Long.toString(BACKOFF_MAX.toMillis()));
    Instant now = clock.instant();
    service.add(TaskRun.endedJobs(5, now.minusSeconds(3600)));
    service.add(
        job(now.minusSeconds(100)).runningAfter(s(50)).endsAfter(s(130), JobState.SUCCESS).build(),
        job(now.minusSeconds(20)).runningAfter(s(40)).endsAfter(s(70), JobState.FAILED).build(),
        job(now.minusSeconds(10)).endsAfter(s(35), JobState.CANCEL).build(),
        job(now.minusSeconds(5)).build());
    this.run = new TaskRun(service, all);
  }

  /** Polls until everything is told that is to be told by now. */
  void settle() throws InterruptedException {
    run.pollUntil(() -> run.eventIds().size() >= expected().size());
    assertEverythingOnce();
  }

  /** Time passes, in which jobs start, end and come. */
  void change() {
    Instant now = clock.instant();
    service.add(
        job(now.plusSeconds(5)).runningAfter(s(5)).endsAfter(s(10), JobState.SUCCESS).build(),
        job(now.plusSeconds(20)).runningAfter(s(2)).build());
    clock.advance(s(30));
  }

  /** Every answer is struck until so many requests have failed. */
  void failing(Fault fault, int times) throws InterruptedException {
    int before = failures();
    service.faults().when(request -> true, Faults.ALWAYS, fault);
    change();
    run.pollUntil(() -> failures() >= before + times);
  }

  /** Polls until so many requests have failed. */
  void untilFailures(int times) throws InterruptedException {
    run.pollUntil(() -> failures() >= times);
  }

  /** Every answer is struck until so many requests were sent. */
  void passing(Fault fault, int times) throws InterruptedException {
    int before = requests();
    service.faults().when(request -> true, Faults.ALWAYS, fault);
    change();
    run.pollUntil(() -> requests() >= before + times);
  }

  /**
   * The fault is over: the task asks again, and the first answer tells. On a busy machine a short
   * deadline may strike once more, which is another failure.
   */
  void recovers(Runnable end) throws InterruptedException {
    int records = run.records().size();
    end.run();
    service.faults().clear();
    int answers = requests() - failures();
    run.pollUntil(() -> run.records().size() > records);
    assertThat(requests() - failures() - answers)
        .as("requests that did not fail, up to the next record")
        .isLessThanOrEqualTo(8);
    settle();
    // The others end, what is in the overlap is listed again, and it goes on as ever.
    clock.advance(s(120));
    service.add(job(clock.instant().minusSeconds(1)).build());
    settle();
  }

  /** Whether the table of messages has every warning, and the sentence that ends the task. */
  void assertKnown(@Nullable String fatal) {
    List<String> messages =
        Stream.concat(complaints().stream(), Stream.ofNullable(fatal)).distinct().toList();
    assertThat(messages).isNotEmpty().allMatch(known::has, "is in troubleshooting.md");
  }

  /** How often the task has told of a failure so far. */
  int failures() {
    return complaints().size();
  }

  /** What the task has told of failures so far. */
  List<String> complaints() {
    return log.text()
        .lines()
        .filter(line -> line.contains("PollLoop - ") && line.contains(RETRY))
        .map(line -> line.substring(line.indexOf(" - ") + 3, line.lastIndexOf(RETRY)))
        .toList();
  }

  int requests() {
    return service.requests().requests().size();
  }

  @Override
  public void close() {
    log.close();
    run.close();
    service.close();
  }

  private List<String> expected() {
    return service.jobs().stream().flatMap(job -> expected(job).stream()).toList();
  }

  private List<String> expected(Job job) {
    List<JobState> path = service.truth().canonicalPath(job.id());
    return IntStream.range(0, path.size())
        .mapToObj(i -> job.id() + "/" + i + "/" + path.get(i).name())
        .toList();
  }

  private void assertEverythingOnce() {
    Map<String, List<String>> told = new HashMap<>();
    Function<String, String> job = id -> id.substring(0, id.indexOf('/'));
    run.eventIds()
        .forEach(id -> told.computeIfAbsent(job.apply(id), key -> new ArrayList<>()).add(id));
    Map<String, List<String>> truth = new HashMap<>();
    service.jobs().forEach(one -> truth.put(one.id(), expected(one)));
    assertThat(told).isEqualTo(truth);
  }

  private static JobBuilder job(Instant created) {
    return Jobs.job("Transcode").createdAt(created);
  }

  private static Duration s(long seconds) {
    return Duration.ofSeconds(seconds);
  }
}
