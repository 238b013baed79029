package io.mediajobs.connect;

import io.mediajobs.job.Jobs;
import io.mediajobs.standin.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/**
 * One history: a task against the service on a virtual clock, with crashes. What reaches Kafka
 * before a crash is a whole poll or nothing under exactly-once; otherwise any prefix of the
 * records, and the offset of any record before its end.
 */
final class SimRun implements OffsetStorageReader {

  private static final int MOST_RESTARTS = 12;

  private final SimPlan plan;
  private final SimService service;
  private final MovableClock clock = new MovableClock(Jobs.T0);
  private final SplittableRandom random;
  private final List<SourceRecord> topic = new ArrayList<>();
  private final List<SourceRecord> sent = new ArrayList<>();
  private Map<String, Object> committed;
  private final SimSlices slices = new SimSlices();
  private int restarts;

  SimRun(long seed) {
    this.plan = SimPlan.of(seed);
    this.random = new SplittableRandom(seed + 2);
    this.service = new SimService(plan, jobs());
  }

  SimPlan plan() {
    return plan;
  }

  SimService service() {
    return service;
  }

  /** What a read-committed consumer reads. */
  List<SourceRecord> topic() {
    return topic;
  }

  /** Into what the past was cut. */
  SimSlices slices() {
    return slices;
  }

  int restarts() {
    return restarts;
  }

  Duration lasted() {
    return Duration.between(Jobs.T0, clock.instant());
  }

  /** Runs the history to its quiet end. */
  void run() throws InterruptedException {
    Instant calm = Jobs.T0.plusSeconds(150);
    // Long enough for every job to end, to be looked at once more, to be gone, and to be settled.
    Instant end = calm.plus(plan.overlap()).plusSeconds(240 + 20L * plan.refreshSeconds());
    // A page that can't be read is asked for four times, with pauses.
    end = end.plusSeconds((plan.damagedPercent() > 0 ? 12L : 3L) * plan.pastPages());
    RunningTask task = start();
    while (clock.instant().isBefore(end)) {
      if (clock.instant().isAfter(calm)) {
        service.calmDown();
      }
      boolean crashes =
          clock.instant().isBefore(calm)
              && restarts < MOST_RESTARTS
              && random.nextInt(100) < plan.crashPercent();
      try {
        List<SourceRecord> polled = task.poll();
        if (polled != null) {
          slices.seen(polled.get(polled.size() - 1).sourceOffset());
          send(polled, crashes);
        } else {
          crashes &= random.nextInt(20) == 0;
        }
      } catch (ConnectException refused) {
        // An operator starts a failed task again.
        if (Boolean.getBoolean("trace")) {
          System.out.println("The task failed: " + refused.getMessage());
        }
        crashes = true;
      }
      if (crashes) {
        task.close();
        restarts++;
        slices.restart();
        crash();
        clock.advance(Duration.ofMillis(random.nextInt(20_000)));
        task = start();
      }
    }
    task.close();
    topic.addAll(sent);
    sent.clear();
  }

  private void send(List<SourceRecord> polled, boolean crashes) {
    if (!plan.exactlyOnce()) {
      sent.addAll(polled);
      if (random.nextInt(4) == 0) {
        commitAll();
      }
    } else if (!crashes || random.nextBoolean()) {
      topic.addAll(polled);
      committed = offset(polled.get(polled.size() - 1));
    }
  }

  /** Under at-least-once a part of what was sent is there, and a part of that is committed. */
  private void crash() {
    if (random.nextInt(3) == 0) {
      commitAll();
      return;
    }
    int arrived = random.nextInt(sent.size() + 1);
    int acknowledged = random.nextInt(arrived + 1);
    topic.addAll(sent.subList(0, arrived));
    if (acknowledged > 0) {
      committed = offset(sent.get(acknowledged - 1));
    }
    sent.clear();
  }

  private void commitAll() {
    if (!sent.isEmpty()) {
      topic.addAll(sent);
      committed = offset(sent.get(sent.size() - 1));
      sent.clear();
    }
  }

  private RunningTask start() {
    return RunningTask.start(
        MediaJobsConfig.of(plan.properties()),
        plan.properties(),
        this,
        new SimRequests(service, plan, clock, random),
        new Throttle(),
        new Random(plan.seed()),
        new Clocks(clock, clock));
  }

  private List<SimJob> jobs() {
    List<SimJob> jobs = new ArrayList<>();
    int bursts = 1 + random.nextInt(12);
    for (int burst = 0; burst < bursts; burst++) {
      // From two minutes before the task starts to a minute and a half after, by the service's
      // clock.
      Instant at = Jobs.T0.plus(plan.clockAhead()).plusMillis(random.nextInt(-120_000, 90_000));
      int size = random.nextInt(4) == 0 ? random.nextInt(5 * plan.pageSize()) : random.nextInt(6);
      for (int i = 0; i <= size; i++) {
        Instant submitted = random.nextBoolean() ? at : at.plusMillis(random.nextInt(8_000));
        String id = "j" + burst + "-" + i;
        jobs.add(SimJob.random(id, submitted, plan, random));
      }
    }
    jobs.addAll(SimQueue.jobs(plan, random));
    jobs.addAll(SimPast.jobs(plan, random));
    return jobs;
  }

  private static Map<String, Object> offset(SourceRecord record) {
    return new HashMap<>(record.sourceOffset());
  }

  @Override
  @SuppressWarnings("unchecked")
  public <T> Map<String, Object> offset(Map<String, T> partition) {
    return committed;
  }

  @Override
  public <T> Map<Map<String, T>, Map<String, Object>> offsets(Collection<Map<String, T>> parts) {
    Map<Map<String, T>, Map<String, Object>> offsets = new HashMap<>();
    parts.forEach(part -> offsets.put(part, offset(part)));
    return offsets;
  }
}
