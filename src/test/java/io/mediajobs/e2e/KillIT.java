package io.mediajobs.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.job.JobState;
import io.mediajobs.kafka.Await;
import io.mediajobs.kafka.ConnectProcess;
import io.mediajobs.kafka.KafkaClasspath;
import io.mediajobs.kafka.KafkaProcess;
import io.mediajobs.kafka.PluginArchive;
import io.mediajobs.kafka.WorkerSettings;
import io.mediajobs.standin.Backlog;
import io.mediajobs.standin.Job;
import io.mediajobs.standin.Request;
import io.mediajobs.standin.StandIn;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One worker without exactly-once, killed fifty times: in the sweep over the backlog, then while
 * jobs keep coming and the known ones are looked at again. {@code -Dseed=} kills at the same
 * instants again. {@code -Dtracked=} jobs more run all the time.
 */
@Tag("chaos")
class KillIT {

  private static final String NAME = "kill";
  private static final String TAG = "Transcode";
  private static final int KILLS = 50;

  /**
   * After so many the sweep may run to its end, and every second life lasts into the refresh: a
   * slow machine would otherwise be killed in the sweep alone.
   */
  private static final int KILLS_IN_SWEEP = 17;

  private static final int LONGEST_LIFE_MS = 2000;
  private static final int BACKLOG = 2000;
  private static final int WAVE = 40;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** So many jobs run all the time, so that offsets have a change log. */
  private static final int TRACKED = Integer.getInteger("tracked", 0);

  private final long seed = Long.getLong("seed", new Random().nextLong());
  private final SplittableRandom random = new SplittableRandom(seed);

  @TempDir Path plugins;

  @Test
  void nothingIsLostAndOnlyTheSameComesAgain() throws Exception {
    try {
      killAndCheck();
    } catch (AssertionError | RuntimeException failed) {
      throw new AssertionError("With -Dseed=" + seed + ": " + failed.getMessage(), failed);
    }
  }

  private void killAndCheck() throws Exception {
    Instant start = Instant.now();
    try (KafkaProcess broker = KafkaProcess.start(KafkaClasspath.current());
        StandIn service = StandIn.start(InstantSource.system());
        ConnectProcess worker = ConnectProcess.start(settings(broker));
        Arrivals arrivals = new Arrivals(service, broker, NAME)) {
      Backlog backlog = Backlog.seeded(seed, TAG).living(Duration.ofSeconds(12));
      service.add(backlog.jobs(BACKLOG, start.minusSeconds(600), Duration.ofSeconds(600)));
      List<Job> tracked = LongJobs.running(TAG, TRACKED, start.minusSeconds(600));
      service.add(tracked);
      worker.client().configure(NAME, config(service));

      Map<String, Integer> killed = killAgainAndAgain(worker, service, backlog);
      Duration lasted = Duration.between(start, Instant.now());

      LongJobs.end(service, tracked);
      TransitionLog log = arrivals.awaitEnds(PATIENCE);
      System.out.println(
          "KillIT: "
              + arrivals.figures()
              + ", "
              + log.gaps().size()
              + " told in two ways around a pause, killed in "
              + killed
              + ", "
              + lasted.toSeconds()
              + " s, seed "
              + seed);
      assertThat(killed).containsKeys("sweep", "front", "refresh");
      assertThat(log.duplicates()).as("a kill that repeats nothing proves nothing").isPositive();
      check(service, arrivals, log);
    }
  }

  private WorkerSettings settings(KafkaProcess broker) throws Exception {
    return WorkerSettings.on(broker)
        .group(NAME)
        .exactlyOnce(false)
        .sessionTimeout(Duration.ofMillis(1500))
        .with("offset.flush.interval.ms", "200")
        .plugins(PluginArchive.unzipTo(plugins));
  }

  private static Map<String, String> config(StandIn service) {
    Map<String, String> config = ConnectorConfig.of(service, NAME, TAG);
    config.put("exactly.once.support", "requested");
    config.put("page.size", "25");
    config.put("requests.per.second", "15");
    config.put("requests.concurrent", "2");
    return config;
  }

  /** Returns how often the worker was in the middle of what. */
  private Map<String, Integer> killAgainAndAgain(
      ConnectProcess worker, StandIn service, Backlog backlog) throws InterruptedException {
    Map<String, Integer> killed = new TreeMap<>();
    boolean swept = false;
    for (int kill = 0; kill < KILLS; kill++) {
      boolean refreshing = kill > KILLS_IN_SWEEP && kill % 2 == 0;
      Polling.await(service, request -> !refreshing || what(request).equals("refresh"));
      if (kill == KILLS_IN_SWEEP) {
        awaitFront(service);
        swept = true;
      }
      if (swept) {
        service.add(backlog.jobs(WAVE, Instant.now(), Duration.ofSeconds(3)));
      }
      TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_LIFE_MS));
      worker.kill();
      List<Request> asked = service.requests().requests();
      String middle = what(asked.get(asked.size() - 1));
      killed.merge(middle, 1, Integer::sum);
      swept |= middle.equals("front");
      worker.restartAlone();
    }
    return killed;
  }

  private static void awaitFront(StandIn service) {
    Await.until(
        PATIENCE,
        "the sweep over the backlog to end",
        () -> service.requests().count(request -> what(request).equals("front")) > 0);
  }

  private static String what(Request request) {
    if (request.kind() == Request.Kind.LOOK_UP || request.parameter("states") != null) {
      return "refresh";
    }
    if ("1".equals(request.parameter("size"))) {
      return "start";
    }
    // From the earliest job on, the sweep over the backlog has no start.
    boolean begins = request.parameter("startCreationTime") != null;
    return begins && request.parameter("nextToken") == null ? "front" : "sweep";
  }

  /**
   * What at-least-once promises. A pause that a dead worker saw and the next one finds no trace of
   * is told in one of two ways onward and not in the other: there a number may come twice.
   */
  private void check(StandIn service, Arrivals arrivals, TransitionLog log) {
    assertThat(arrivals.wrongSnapshots()).as("snapshots").isEmpty();
    assertThat(arrivals.untrueSnapshots()).as("elements of snapshots").isEmpty();
    assertThat(arrivals.lost()).as("lost").isEmpty();
    assertThat(log.conflicts()).as("repeated otherwise").isEmpty();
    assertThat(log.unjoined()).as("unjoined").isEmpty();
    List<String> wrong = new ArrayList<>(arrivals.astray());
    wrong.addAll(log.gaps());
    assertThat(wrong)
        .as("out of order")
        .allMatch(sentence -> paused(service, sentence.substring(0, sentence.indexOf(' '))));
  }

  private static boolean paused(StandIn service, String jobId) {
    return service.truth().history(jobId).contains(JobState.PAUSE);
  }
}
