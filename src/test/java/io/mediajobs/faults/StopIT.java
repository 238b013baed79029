package io.mediajobs.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.connect.MediaJobsSourceConnector;
import io.mediajobs.connect.TaskRun;
import io.mediajobs.connect.config.ConnectionCheck;
import io.mediajobs.connect.config.MediaJobsConfig;
import io.mediajobs.standin.Fault;
import io.mediajobs.standin.Faults;
import io.mediajobs.standin.Jobs;
import io.mediajobs.standin.MovableClock;
import io.mediajobs.standin.StandIn;
import io.mediajobs.standin.Wires;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever a task is doing, it stops at once and leaves nothing behind. All that it could wait for
 * is ten minutes away, and a test ends long before.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("no-worker")
class StopIT {

  private static final String LONG_MS = "600000";
  private static final Duration DRIP = Duration.ofMillis(20);

  private final MovableClock clock = new MovableClock(Instant.now());
  private final StandIn service = StandIn.start(clock);
  private Leftovers before;

  @BeforeEach
  void look() {
    service.add(TaskRun.endedJobs(3, clock.instant().minusSeconds(3600)));
    before = new Leftovers();
  }

  @AfterEach
  void close() {
    service.close();
  }

  static Stream<FaultCase> faults() {
    return Stream.of(
        FaultCase.of("nothing at all", Fault.delay(Duration.ofMinutes(5))),
        FaultCase.of("a head", Wires.drip((head, body) -> head + body, DRIP)),
        FaultCase.of(
            "a body", Wires.endless((head, body) -> head.replace("Content-Length", "X"), " ")),
        FaultCase.of("its pause after a failure", Fault.status(503, "Busy", "Busy"))
            .with("retry.backoff.ms", LONG_MS),
        FaultCase.of(
            "what the service asked for",
            Fault.status(429, "Busy", "Busy", Duration.ofMinutes(10))));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aTaskStopsWhileItAwaitsAnAnswer(FaultCase fault) throws Exception {
    service.faults().when(request -> true, Faults.ALWAYS, fault.fault());
    Map<String, String> settings = new HashMap<>(fault.settings());
    settings.put("retry.backoff.max.ms", LONG_MS);
    stops(settings, 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.01", "1000"})
  void aTaskStopsWhileItHasNothingToDo(String rate) throws Exception {
    stops(Map.of("requests.per.second", rate), 1);
  }

  @Test
  void aTaskStopsWhileItIsFull() throws Exception {
    service.add(
        IntStream.range(0, 50)
            .mapToObj(
                i -> Jobs.job("Transcode").createdAt(clock.instant().minusSeconds(60)).build())
            .toList());
    stops(Map.of("max.tracked.jobs", "20", "page.size", "10"), 5);
  }

  @Test
  void aTaskStopsWhileItConnects() throws Exception {
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<SocketChannel> waiting = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.connect(new InetSocketAddress(full.getInetAddress(), full.getLocalPort()));
        waiting.add(channel);
      }
      before = new Leftovers();
      URI endpoint = URI.create("http://127.0.0.1:" + full.getLocalPort());
      stops(Map.of("ci.endpoint", endpoint.toString()), 0);
      for (SocketChannel channel : waiting) {
        channel.close();
      }
    }
  }

  @Test
  void aTaskStopsWhileTheServiceIsSilentAboutItsCertificate() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      before = new Leftovers();
      URI endpoint = URI.create("https://127.0.0.1:" + silent.getLocalPort());
      stops(Map.of("ci.endpoint", endpoint.toString()), 0);
    }
  }

  @Test
  void aTaskStopsWhileTheMetadataServiceIsSilent() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      before = new Leftovers();
      URI metadata = URI.create("http://127.0.0.1:" + silent.getLocalPort());
      Map<String, String> settings =
          Map.of(
              "ci.credentials.provider",
              "instance-role",
              "ci.instance.metadata.endpoint",
              metadata.toString(),
              "ci.tags",
              "Transcode,Animation,Snapshot");
      stops(settings, 0);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aConnectorThatWatchesQueuesStops(boolean silent) throws Exception {
    if (silent) {
      service.faults().when(request -> true, Faults.ALWAYS, Fault.delay(Duration.ofMinutes(5)));
    }
    Map<String, String> settings = TaskRun.properties(service);
    settings.put("ci.queue.ids", "*");
    settings.put("request.timeout.ms", LONG_MS);
    MediaJobsSourceConnector connector = new MediaJobsSourceConnector();
    connector.start(settings);
    while (service.requests().requests().isEmpty()) {
      Thread.sleep(1);
    }
    connector.stop();
    assertNothingLeft();
  }

  @Test
  void aValidationThatGetsNoAnswerStops() throws Exception {
    service.faults().when(request -> true, Faults.ALWAYS, Fault.delay(Duration.ofMinutes(5)));
    ConnectionCheck trial =
        ConnectionCheck.run(
            MediaJobsConfig.of(TaskRun.properties(service)), Duration.ofMillis(200));
    assertThat(trial.failure()).isNull();
    assertNothingLeft();
  }

  /** Polls once, which takes a second where nothing comes, and until so many requests came. */
  private void stops(Map<String, String> settings, int requests) throws Exception {
    Map<String, String> all = new HashMap<>(settings);
    all.put("request.timeout.ms", LONG_MS);
    all.put("connect.timeout.ms", LONG_MS);
    TaskRun run = new TaskRun(service, all);
    do {
      run.poll();
    } while (service.requests().requests().size() < requests);
    run.close();
    assertNothingLeft();
  }

  private void assertNothingLeft() throws InterruptedException {
    // The stand-in would hold its own ends of the connections while it delays.
    service.hangUp();
    assertThat(before.since()).isEmpty();
  }
}
