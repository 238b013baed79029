package io.mediajobs.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.connect.TaskRun;
import io.mediajobs.standin.Fault;
import io.mediajobs.standin.Faults;
import io.mediajobs.standin.StandIn;
import io.mediajobs.standin.Wires;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Stops at instants that nobody chose, and more starts and stops than a worker sees in years. */
@Tag("no-worker")
class ManyStopsIT {

  private static final int INSTANTS = 200;
  private static final int LIVES = 1000;
  private static final int WARM_UP = 200;

  private static final List<Fault> WAYS =
      List.of(
          Fault.status(503, "Busy", "Busy"),
          Fault.delay(Duration.ofMillis(10)),
          Fault.delay(Duration.ofMinutes(5)),
          Fault.reset(),
          Fault.wire(Wires.drip((head, body) -> head + body, Duration.ofMillis(1))),
          Fault.slowDrip(500, Duration.ofMillis(1)));

  private final StandIn service = StandIn.start(InstantSource.system());

  @BeforeEach
  void fill() {
    service.add(TaskRun.endedJobs(150, Instant.now().minusSeconds(3600)));
  }

  @AfterEach
  void close() {
    service.close();
  }

  @Test
  void aTaskStopsAtAnyInstant() throws Exception {
    long seed = Long.getLong("stops.seed", new Random().nextLong());
    System.out.println("Stops at random instants, seed " + seed + " (again with -Dstops.seed=…)");
    Random random = new Random(seed);
    for (int i = 0; i < INSTANTS; i++) {
      service.faults().clear();
      int way = random.nextInt(WAYS.size() + 1);
      if (way < WAYS.size()) {
        service.faults().next(random.nextInt(10), WAYS.get(way));
        service.faults().when(request -> random.nextBoolean(), Faults.ALWAYS, WAYS.get(way));
      }
      Leftovers before = new Leftovers();
      stop(Duration.ofMillis(random.nextInt(60)));
      // The stand-in would hold its own ends of the connections while it delays.
      service.hangUp();
      assertThat(before.since()).as("stop %s", i).isEmpty();
    }
  }

  @Test
  void aThousandLivesLeaveNothingBehind() throws Exception {
    live(WARM_UP);
    Leftovers before = new Leftovers();
    long heap = heap();
    live(LIVES);
    assertThat(before.since()).isEmpty();
    long now = heap();
    System.out.println(
        LIVES + " lives, heap before " + heap / 1024 + " KiB, after " + now / 1024 + " KiB");
    assertThat((double) now / heap).as("the heap, as a share of what it was").isLessThan(1.2);
  }

  /**
   * Starts, polls for about so long, is interrupted as a worker may, and stops, which takes none of
   * the minutes that an answer may take.
   */
  private void stop(Duration life) throws Exception {
    FutureTask<Void> work =
        new FutureTask<>(
            () -> {
              TaskRun run = new TaskRun(service, Map.of("request.timeout.ms", "600000"));
              try {
                while (!Thread.currentThread().isInterrupted()) {
                  run.poll();
                }
              } catch (InterruptedException stop) {
                // That was awaited.
              }
              run.close();
              return null;
            });
    Thread worker = new Thread(work, "worker");
    worker.start();
    TimeUnit.MILLISECONDS.sleep(life.toMillis());
    worker.interrupt();
    work.get(60, TimeUnit.SECONDS);
  }

  private void live(int times) throws InterruptedException {
    for (int i = 0; i < times; i++) {
      service.requests().clear();
      try (TaskRun run = new TaskRun(service, Map.of("page.size", "10"))) {
        run.pollUntil(() -> !run.records().isEmpty());
      }
    }
  }

  private static long heap() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      System.gc();
      TimeUnit.MILLISECONDS.sleep(50);
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
