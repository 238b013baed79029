package io.mediajobs.connect;

import static io.mediajobs.connect.Worker.STEADY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediajobs.log.CapturedLog;
import io.mediajobs.standin.BucketStandIn;
import io.mediajobs.standin.Family;
import io.mediajobs.standin.Fault;
import io.mediajobs.standin.Faults;
import io.mediajobs.standin.Queue;
import io.mediajobs.standin.StandIn;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A connector that finds its queues itself, at the shortest interval. */
@Timeout(120)
class AccountWatchTest {

  private static final Pattern AGAIN =
      Pattern.compile("; trying again at (\\S+Z), as the service asks for a pause");

  private static final Queue NEW = queue("p00000000000000000000000000000aaa", "queue-2");

  private final StandIn service = StandIn.start(InstantSource.system());
  private final MediaJobsSourceConnector connector = new MediaJobsSourceConnector();
  private final WatchedContext worker = new WatchedContext();

  @AfterEach
  void close() {
    connector.stop();
    service.close();
  }

  @Test
  void everyQueueIsASource() {
    start(Map.of("ci.tags", "Transcode,Translation"));

    assertThat(shares(100))
        .containsExactly(
            "/jobs?tag=Transcode&queueId=" + Queue.defaultOf(Family.MEDIA).queueId(),
            "/jobs?tag=Transcode&queueId=" + Queue.SPEED_TRANSCODING.queueId(),
            "/ai_jobs?tag=Translation&queueId=" + Queue.defaultOf(Family.AI).queueId());
  }

  @Test
  @Tag("slow")
  void aNewQueueMeansOneReconfiguration() throws Exception {
    start(Map.of());
    assertThat(shares(100)).hasSize(2);
    assertThat(worker.reconfigurations.availablePermits()).isZero();

    service.add(NEW);
    worker.reconfigurations.acquire();

    assertThat(shares(100)).hasSize(3).anyMatch(share -> share.endsWith(NEW.queueId()));
    looks(4);
    assertThat(worker.reconfigurations.availablePermits()).as("further ones").isZero();
  }

  @Test
  @Tag("slow")
  void aNewBucketMeansOneReconfigurationAndSoDoesOneThatIsGone() throws Exception {
    service.addBucket("one-1250000000", "ap-chongqing");
    service.addBucket("tmp-1250000000", "ap-chongqing");
    Map<String, String> all = new HashMap<>(SeveralBucketsTest.settings(service));
    all.put("ci.bucket", "*");
    all.put("ci.bucket.exclude", "tmp-*");
    all.put("ci.region", "ap-chongqing,ap-tokyo");
    all.put("ci.queue.ids", "");
    start(all);
    assertThat(shares(100)).containsExactly("one-1250000000@ap-chongqing/jobs?tag=Transcode");
    assertThat(connector.taskConfigs(1).get(0)).doesNotContainKey("task.news.age.ms");

    BucketStandIn two = service.addBucket("two-1250000000", "ap-tokyo");
    worker.reconfigurations.acquire();
    assertThat(shares(100))
        .containsExactly(
            "one-1250000000@ap-chongqing/jobs?tag=Transcode",
            "two-1250000000@ap-tokyo/jobs?tag=Transcode");
    assertThat(connector.taskConfigs(1).get(0))
        .as("whose jobs nobody has looked for yet")
        .containsEntry("task.new.buckets", "two-1250000000@ap-tokyo")
        .containsKey("task.news.age.ms");

    service.remove(two);
    worker.reconfigurations.acquire();
    assertThat(shares(100)).containsExactly("one-1250000000@ap-chongqing/jobs?tag=Transcode");
    assertThat(connector.taskConfigs(1).get(0)).doesNotContainKey("task.new.buckets");
    looks(6);
    assertThat(worker.reconfigurations.availablePermits()).as("further ones").isZero();
  }

  @Test
  void noBucketIsNoTask() {
    Map<String, String> all = new HashMap<>(SeveralBucketsTest.settings(service));
    all.put("ci.bucket", "*");
    all.put("ci.queue.ids", "");
    start(all);

    assertThat(shares(100)).isEmpty();
  }

  @Test
  void tasksFollowOnceTheQueuesAreKnown() throws Exception {
    service.faults().next(Faults.ALWAYS, Fault.status(503, "ServiceUnavailable", "Try again"));
    start(Map.of("retry.backoff.max.ms", "50", "request.timeout.ms", "500"));
    assertThatThrownBy(() -> connector.taskConfigs(1))
        .isInstanceOf(RetriableException.class)
        .hasMessage(
            "The queues of the bucket are not known yet, as ci.queue.ids=* asks for: tasks follow"
                + " as soon as the service has listed them");

    service.faults().clear();
    worker.reconfigurations.acquire();

    assertThat(shares(100)).hasSize(2);
  }

  @Test
  void keepsToAPauseThatATaskWasAskedFor() {
    Instant until = Instant.now().plusMillis(300);
    Throttle.of(service.endpoint().toString()).pause(STEADY.instant(), until);
    List<Instant> asked = Collections.synchronizedList(new ArrayList<>());
    service.onRequest(request -> asked.add(Instant.now()));
    start(Map.of());

    assertThat(shares(100)).hasSize(2);

    assertThat(asked).isNotEmpty().allMatch(time -> !time.isBefore(until));
  }

  @Test
  @Tag("slow")
  void aPauseThatItIsAskedForHoldsForTheTasks() throws Exception {
    Duration hour = Duration.ofHours(1);
    service
        .faults()
        .next(1, Fault.status(429, "SlowDown", "Please reduce your request rate", hour));
    CountDownLatch told = new CountDownLatch(1);
    service.onRequest(request -> told.countDown());
    Instant before = STEADY.instant();
    Instant wall = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    try (CapturedLog log = CapturedLog.asUsual()) {
      start(Map.of("request.timeout.ms", "5000"));
      assertThatThrownBy(() -> connector.taskConfigs(1)).isInstanceOf(RetriableException.class);
      assertThat(told.await(60, TimeUnit.SECONDS)).isTrue();
      while (!log.text().contains("; trying again")) {
        Thread.onSpinWait();
      }

      Matcher time = AGAIN.matcher(log.text());
      assertThat(time.find()).as(log.text()).isTrue();
      assertThat(Instant.parse(time.group(1))).isAfterOrEqualTo(wall.plus(Throttle.LONGEST));
    }
    assertThat(Throttle.of(service.endpoint().toString()).until())
        .isAfterOrEqualTo(before.plus(Throttle.LONGEST))
        .isBefore(before.plus(hour));
    assertThat(service.requests().requests()).hasSize(1);
  }

  @Test
  void aFailureKeepsTheQueues() throws Exception {
    start(Map.of("retry.backoff.max.ms", "50"));
    assertThat(shares(100)).hasSize(2);
    service.faults().next(Faults.ALWAYS, Fault.status(503, "ServiceUnavailable", "Try again"));
    looks(3);

    assertThat(shares(100)).hasSize(2);
    assertThat(worker.reconfigurations.availablePermits()).isZero();
  }

  @Test
  void aMissingPermissionFailsTheConnectorWithTheActionToGrant() throws Exception {
    service.access().permit(false);
    start(Map.of());

    assertThat(worker.errors.take())
        .hasMessageContaining("Listing the queues of examplebucket-1250000000/queue was refused")
        .hasMessageEndingWith(
            ": grant the key the action ci:DescribeMediaQueues on bucket"
                + " examplebucket-1250000000, or name the queues in ci.queue.ids");
  }

  @Test
  void stopsAtOnceAndLeavesNoThread() {
    service.faults().next(Faults.ALWAYS, Fault.delay(Duration.ofMinutes(5)));
    start(Map.of("request.timeout.ms", "600000"));

    connector.stop();

    Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("media-jobs-account"))
        .forEach(thread -> assertThat(join(thread)).isFalse());
  }

  private static boolean join(Thread thread) {
    try {
      thread.join(60_000);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return thread.isAlive();
  }

  private void start(Map<String, String> more) {
    Map<String, String> settings = TaskRun.properties(service);
    settings.put("ci.queue.ids", "*");
    settings.put("ci.queue.discovery.interval.ms", "1000");
    settings.putAll(more);
    connector.initialize(worker);
    connector.start(settings);
  }

  private List<String> shares(int maxTasks) {
    return connector.taskConfigs(maxTasks).stream().map(task -> task.get("task.sources")).toList();
  }

  /** Waits until the queues have been listed so often. */
  private void looks(int times) throws InterruptedException {
    CountDownLatch looks = new CountDownLatch(times);
    service.onRequest(request -> looks.countDown());
    assertThat(looks.await(60, TimeUnit.SECONDS)).isTrue();
  }

  private static Queue queue(String id, String name) {
    return new Queue(
        id, name, Family.MEDIA, "Transcoding", "Active", Instant.parse("2026-11-01T00:00:00Z"));
  }
}
