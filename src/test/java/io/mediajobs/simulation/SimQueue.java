package io.mediajobs.simulation;

import io.mediajobs.job.Jobs;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** The jobs of a queue that runs few at once, so that most of them wait. */
final class SimQueue {

  private final SimPlan plan;
  private final SplittableRandom random;
  private final Instant start;
  private final int meanMillis;
  private final PriorityQueue<Instant> free;

  /** The whole queue is paused from then on. */
  private final Instant pausedFrom;

  private final Instant pausedTo;

  private SimQueue(SimPlan plan, int jobs, SplittableRandom random) {
    this.plan = plan;
    this.random = random;
    this.start = Jobs.T0.plus(plan.clockAhead());
    this.meanMillis = (20_000 + random.nextInt(100_000)) * plan.atOnce() / jobs;
    Instant opens = start.plusMillis(random.nextInt(-60_000, 30_000));
    this.free = new PriorityQueue<>(Collections.nCopies(plan.atOnce(), opens));
    boolean pauses = random.nextInt(4) == 0;
    this.pausedFrom = pauses ? opens.plusMillis(random.nextInt(60_000)) : Instant.MAX;
    this.pausedTo = pauses ? pausedFrom.plusMillis(1 + random.nextInt(20_000)) : Instant.MAX;
  }

  /** The jobs, in no particular order; none where the plan has no queue. */
  static List<SimJob> jobs(SimPlan plan, SplittableRandom random) {
    if (plan.atOnce() == 0) {
      return List.of();
    }
    int count = plan.pageSize() * (3 + random.nextInt(9));
    return new SimQueue(plan, count, random).jobs(count);
  }

  private List<SimJob> jobs(int count) {
    // At once, or one after another.
    int stretch = random.nextBoolean() ? 3_000 : 100_000;
    List<Instant> submitted = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      submitted.add(start.minusMillis(120_000).plusMillis(random.nextInt(stretch)));
    }
    Collections.sort(submitted);
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      order.add(i);
    }
    if (plan.priorities()) {
      Collections.shuffle(order, new Random(random.nextLong()));
    }
    List<SimJob> jobs = new ArrayList<>();
    for (int i : order) {
      jobs.add(job(String.format("q%04d", i), submitted.get(i)));
    }
    return jobs;
  }

  private SimJob job(String id, Instant submitted) {
    Instant at = free.peek().isAfter(submitted) ? free.peek() : submitted.plusMillis(1);
    if (!at.isBefore(pausedFrom) && at.isBefore(pausedTo)) {
      at = pausedTo.plusMillis(1);
    }
    NavigableMap<Instant, String> way = new TreeMap<>();
    way.put(submitted, "Submitted");
    if (submitted.isBefore(pausedFrom) && at.isAfter(pausedTo)) {
      way.put(pausedFrom, "Pause");
      way.put(pausedTo, "Submitted");
    }
    if (random.nextInt(30) == 0) {
      way.put(at, "Cancel");
    } else {
      free.remove();
      way.put(at, "Running");
      at = at.plusMillis(1 + random.nextInt(2 * meanMillis + 1));
      way.put(at, random.nextInt(5) == 0 ? "Failed" : "Success");
      free.add(at);
    }
    Duration late = Duration.ofMillis(random.nextLong(plan.latest().toMillis() + 1));
    Instant visible = random.nextInt(8) > 0 ? submitted : submitted.plus(late);
    boolean forgotten = random.nextInt(30) == 0;
    return SimJob.of(
        id,
        submitted,
        visible,
        way,
        forgotten ? at.plusMillis(random.nextInt(20_000) - 10_000) : Instant.MAX,
        plan,
        random);
  }
}
