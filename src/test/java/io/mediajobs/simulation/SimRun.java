package io.mediajobs.simulation;

import io.mediajobs.connect.VirtualTask;
import io.mediajobs.connect.config.MediaJobsConfig;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.Jobs;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.standin.MovableClock;
import io.mediajobs.tracking.plan.Ask;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;

/** One history: a task against the service and Kafka on a virtual clock, with crashes. */
final class SimRun {

  /** From then on nothing goes wrong any more. */
  private static final Instant CALM = Jobs.T0.plusSeconds(150);

  private static final int MOST_RESTARTS = 12;

  private final SimFault fault;
  private final SimPlan plan;
  private final SimOutput output;
  private final SimService service;
  private final SimLog log;
  private final MediaJobsConfig config;
  private final SimOffsets offsets;
  private final SimKafka kafka;
  private final MovableClock clock = new MovableClock(Jobs.T0);
  private final SplittableRandom random;
  private final SimSlices slices = new SimSlices();
  private final List<String> faults = new ArrayList<>();
  private VirtualTask task;
  private boolean starts;
  private int restarts;
  private int patches;

  /**
   * The history of a seed.
   *
   * @param carriers whether heartbeats may carry offsets
   */
  SimRun(long seed, boolean carriers) {
    this(seed, carriers, SimFault.NONE);
  }

  /** The history of a seed with a fault. */
  SimRun(long seed, boolean carriers, SimFault fault) {
    this.fault = fault;
    this.plan = SimPlan.of(seed);
    this.output = SimOutput.of(seed, carriers);
    this.random = new SplittableRandom(seed + 2);
    this.service = new SimService(plan, jobs());
    Map<String, String> properties = plan.properties();
    properties.putAll(output.properties());
    this.config = MediaJobsConfig.of(properties);
    this.log = SimLog.of(seed);
    this.offsets = new SimOffsets(log, config, fault);
    this.kafka = new SimKafka(plan, output, log, offsets, fault, clock, random);
  }

  SimPlan plan() {
    return plan;
  }

  SimService service() {
    return service;
  }

  SimOutput output() {
    return output;
  }

  SimKafka kafka() {
    return kafka;
  }

  SimLog log() {
    return log;
  }

  SimOffsets offsets() {
    return offsets;
  }

  /** Whether nothing may come again, and so nothing that was told is ever forgotten. */
  boolean exact() {
    return plan.exactlyOnce()
        && !plan.listings().mayRepeat()
        && output.carriersArrive()
        && !losesPieces()
        && patches == 0
        && kafka.repeatable().isEmpty();
  }

  /**
   * Whether heartbeats, and nothing else, have begun to be dropped just when they brought pieces of
   * a snapshot that went out with them, as they had arrived before.
   */
  boolean losesPieces() {
    return output.dropped() == SimOutput.Dropped.HEARTBEATS && offsets.startsWithoutPieces() > 0;
  }

  /** Whether the source is known to have started when the job was created. */
  boolean notices(SimJob job) {
    Instant created = job.created().minus(plan.clockAhead());
    // What a run has learned of the clock that stamps creation times dies with it. Nor is a job
    // found at once that was created before that was set back, and shows up after.
    SimListings listings = plan.listings();
    boolean isSlow = plan.isSlow() || log.isAwaited();
    boolean slips = listings.maySlipBy(job, service.answered(), isSlow);
    boolean knows = !listings.isSetBack() || (restarts == 0 && !output.latest() && !slips);
    return knows && (!output.latest() || created.isAfter(kafka.heldFrom()));
  }

  /** What went wrong on the way, one sentence each. */
  List<String> faults() {
    return faults;
  }

  /** Into what the past was cut. */
  SimSlices slices() {
    return slices;
  }

  int restarts() {
    return restarts;
  }

  /** How often a person has changed the offsets. */
  int patches() {
    return patches;
  }

  /** The service's time at the end. */
  Instant serviceNow() {
    return clock.instant().plus(plan.clockAhead());
  }

  Duration lasted() {
    return Duration.between(Jobs.T0, clock.instant());
  }

  /** Runs the history to its quiet end. */
  void run() throws InterruptedException {
    Instant end = usualEnd();
    // Seconds that can't be paged are tried again and again before what is behind them is listed.
    boolean pages = plan.listings().tokens() == SimListings.Tokens.OPAQUE;
    int patience = pages ? 900 : plan.damagedPercent() > 0 ? 7200 : 3600;
    // Where few acknowledgements come, each answer may have to wait for some.
    Instant latest = end.plusSeconds(log.isAwaited() ? 7200 : patience);
    task = start();
    while (clock.instant().isBefore(latest)) {
      if (clock.instant().isAfter(end)) {
        if (SimCheck.faults(this).isEmpty()) {
          break;
        }
        end = end.plusSeconds(300);
      }
      if (clock.instant().isAfter(CALM)) {
        service.calmDown();
      }
      boolean crashes =
          clock.instant().isBefore(CALM)
              && restarts < MOST_RESTARTS
              && random.nextInt(100) < plan.crashPercent();
      try {
        List<SourceRecord> polled = task.poll();
        if (polled != null) {
          slices.seen(polled.get(polled.size() - 1).sourceOffset());
        } else {
          crashes &= random.nextInt(20) == 0;
        }
        checkStart(polled != null);
        kafka.send(polled == null ? List.of() : fault.handOut(polled), crashes, task);
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
        kafka.crash();
        if (log.isPatched() && random.nextInt(100) < log.patchPercent()) {
          patch();
        }
        clock.advance(Duration.ofMillis(random.nextInt(20_000)));
        task = start();
      }
    }
    task.close();
    kafka.commitAll();
  }

  /** When nearly every history is at its quiet end. */
  private Instant usualEnd() {
    // Long enough for every job to end, to be looked at once more, to be gone, and to be settled.
    Instant end = CALM.plus(plan.overlap()).plusSeconds(240 + 20L * plan.refreshSeconds());
    // A page that can't be read is asked for four times, with pauses.
    boolean damaged = plan.damagedPercent() > 0;
    end = end.plusSeconds((damaged ? 25L : 3L) * plan.pastPages());
    if (damaged && plan.tokenPercent() > 0) {
      // So is each that is cut into smaller windows where tokens are of no use.
      end = end.plusSeconds(10L * service.jobs().size() / plan.pageSize());
    }
    if (!plan.listings().honest()) {
      // Each listing may take all pages, or a page for each second.
      end = end.plusSeconds(120 + 10L * service.jobs().size() / plan.pageSize());
    }
    if (plan.odd().contentPercent() > 0) {
      // What comes after the end is looked for within five minutes of it, or of the last start.
      Instant ended = service.lastEnd().minus(plan.clockAhead());
      // With answers that can't be read it takes a while until an end is seen.
      Instant started = CALM.plusSeconds(plan.damagedPercent() > 0 ? 100 : 20);
      Instant last = ended.isAfter(started) ? ended : started;
      Instant seen = last.plus(plan.overlap()).plusSeconds(325 + 8L * plan.refreshSeconds());
      end = seen.isAfter(end) ? seen : end;
    }
    return end;
  }

  /** The first answer of a first start that is not at the earliest job is held at once. */
  private void checkStart(boolean records) {
    if (starts && task.answers() > 0) {
      starts = false;
      // Where the newest jobs are not on the first page, one answer does not say it.
      if (!records && plan.listings().honest()) {
        faults.add("Nothing holds where it starts at " + clock.instant());
      }
    }
  }

  /** A start that is not at the earliest job would pass over what a person wants again. */
  private void patch() {
    patches++;
    String fault = offsets.patch(output.latest() ? 1 + random.nextInt(2) : random.nextInt(3));
    if (fault != null) {
      faults.add(fault);
    }
  }

  private VirtualTask start() {
    starts = output.latest() && offsets.isEmpty();
    offsets.starts();
    if (Boolean.getBoolean("trace")) {
      System.out.println("Starts from " + offsets);
    }
    return new VirtualTask(
        config, offsets.reader(), this::answer, clock, random, plan.seed(), log.sizes());
  }

  private JobPage answer(Ask ask, Instant asked) throws JobsApiException {
    Instant now = asked.plus(plan.clockAhead());
    try {
      JobPage page = service.answer(ask.query(), now);
      trace(now, ask, page);
      return page;
    } catch (JobsApiException failure) {
      trace(now, ask, failure);
      throw failure;
    }
  }

  /** With {@code -Dtrace=true}, what is asked and answered, to read how a seed fails. */
  private static void trace(Instant now, Ask ask, Object answer) {
    if (Boolean.getBoolean("trace")) {
      String shown =
          answer instanceof JobPage page
              ? page.jobs().stream().map(job -> job.id() + ":" + job.state()).toList()
                  + " next "
                  + page.nextToken()
                  + " unknown "
                  + page.nonExistIds()
              : answer.toString();
      System.out.println(now + " " + ask + "\n   -> " + shown);
    }
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
}
