package io.mediajobs.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.standin.Fault;
import io.mediajobs.standin.StandIn;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How often the tasks of a connector ask, by the times at which requests reach the service. */
class TaskPaceIT {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  private final List<Long> arrivals = Collections.synchronizedList(new ArrayList<>());
  private final StandIn service = StandIn.start(InstantSource.system());
  private final List<TaskRun> tasks = new ArrayList<>();

  @AfterEach
  void close() {
    tasks.forEach(TaskRun::close);
    service.close();
  }

  @Test
  void threeTasksKeepToOneBudgetAndToARetryAfterThatOneOfThemGets() throws Exception {
    service.add(TaskRun.endedJobs(2_000, Instant.now().minusSeconds(9_000)));
    service.onRequest(request -> arrivals.add(System.nanoTime()));
    for (Map<String, String> task : taskConfigs()) {
      tasks.add(new TaskRun(service, task));
    }
    poll(Duration.ofSeconds(4));
    List<Long> free = List.copyOf(arrivals);
    assertThat(free).as("the budget is used").hasSizeGreaterThanOrEqualTo(4 * 5 * 3 / 4);
    assertThat(mostInASecond(free)).isLessThanOrEqualTo(5 + 1);

    arrivals.clear();
    service
        .faults()
        .next(1, Fault.status(429, "SlowDown", "Please reduce your request rate", RETRY_AFTER));
    poll(Duration.ofSeconds(4));

    assertThat(arrivals).hasSizeGreaterThan(1);
    // The task that is told and the others: what each sends next is after the time that was asked.
    assertThat(arrivals.get(1) - arrivals.get(0)).isGreaterThanOrEqualTo(RETRY_AFTER.toNanos());
    assertThat(mostInASecond(List.copyOf(arrivals))).isLessThanOrEqualTo(5 + 1);
  }

  private List<Map<String, String>> taskConfigs() {
    Map<String, String> settings = TaskRun.properties(service);
    settings.putAll(
        Map.of(
            "ci.tags", "Transcode,Animation,Snapshot,Concat,Segment,VideoTag",
            "requests.per.second", "5",
            "page.size", "1",
            "poll.interval.ms", "10"));
    MediaJobsSourceConnector connector = new MediaJobsSourceConnector();
    connector.start(settings);
    return connector.taskConfigs(3);
  }

  /** Polls every task in turn; requests go out while another task is polled too. */
  private void poll(Duration duration) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    long end = System.nanoTime() + duration.toNanos();
    for (TaskRun task : tasks) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  while (System.nanoTime() < end) {
                    task.poll();
                  }
                } catch (InterruptedException stopped) {
                  Thread.currentThread().interrupt();
                }
              });
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static int mostInASecond(List<Long> nanos) {
    int most = 0;
    for (long start : nanos) {
      most =
          Math.max(
              most,
              (int) nanos.stream().filter(t -> t >= start && t < start + 1_000_000_000L).count());
    }
    return most;
  }
}
