package io.mediajobs.demo;

import io.mediajobs.e2e.TransitionLog;
import io.mediajobs.kafka.ConnectProcess;
import io.mediajobs.kafka.KafkaClasspath;
import io.mediajobs.kafka.KafkaProcess;
import io.mediajobs.kafka.PluginArchive;
import io.mediajobs.kafka.TopicReader;
import io.mediajobs.kafka.WorkerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Starts a broker and a worker, installs the archive that the build has just made, deploys the
 * connector, and shows what arrives in Kafka. Runs for {@code demo.seconds}, or until Ctrl-C; then
 * prints a summary and fails if anything was missed, doubled or out of order.
 */
public final class Demo {

  private static final String NAME = "demo";
  private static final Duration LAST_JOBS = Duration.ofSeconds(30);

  private final Terminal terminal = new Terminal();
  private final TransitionLog log = new TransitionLog();
  private final CountDownLatch interrupted = new CountDownLatch(1);
  private final DemoSink sink;
  private int taken;

  private Demo(DemoSink sink) {
    this.sink = sink;
  }

  /**
   * Runs the demo; see the class.
   *
   * @throws IllegalStateException where the summary shows a fault
   */
  public static void main(String[] args) throws Exception {
    run(new DemoSink() {});
  }

  /** Runs the demo with a sink behind it. */
  static void run(DemoSink sink) throws Exception {
    Demo demo = new Demo(sink);
    Interrupt.opens(demo.interrupted);
    if (!demo.run()) {
      throw new IllegalStateException("The demo found a fault: see the summary above");
    }
  }

  private boolean run() throws Exception {
    Path plugins = Files.createTempDirectory("media-jobs-demo");
    try (DemoService service = DemoService.fromProperties()) {
      terminal.step("Starting a Kafka broker …");
      KafkaClasspath kafka = KafkaClasspath.current();
      sink.addPlugin(PluginArchive.unzipTo(plugins));
      try (KafkaProcess broker = KafkaProcess.start(kafka);
          ConnectProcess worker = worker(broker, plugins)) {
        terminal.step("Creating the connector at the worker " + worker.rest() + ", for " + service);
        worker.client().configure(NAME, service.connector(NAME));
        worker.client().awaitRunning(NAME, service.tasks(), Duration.ofSeconds(60));
        sink.deploy(worker.client(), NAME);
        terminal.step("Reading " + NAME + ".transitions as any consumer does; Ctrl-C ends it:");
        try (TopicReader transitions = new TopicReader(broker, NAME + ".transitions")) {
          watch(service, transitions, worker);
          boolean right = summary(service, transitions) & sink.summary(terminal, log.jobs().size());
          terminal.next();
          return right;
        }
      }
    } finally {
      delete(plugins);
    }
  }

  private ConnectProcess worker(KafkaProcess broker, Path plugins) {
    terminal.step("Starting a Connect worker on the broker " + broker.bootstrap() + " …");
    return ConnectProcess.start(WorkerSettings.on(broker).group(NAME).plugins(plugins));
  }

  private void watch(DemoService service, TopicReader transitions, ConnectProcess worker)
      throws InterruptedException {
    String limit = System.getProperty("demo.seconds", "");
    int seconds = limit.isBlank() ? Integer.MAX_VALUE : Integer.parseInt(limit);
    for (int second = 0; second < seconds; second++) {
      if (interrupted.await(1, TimeUnit.SECONDS)) {
        return;
      }
      terminal.show(read(transitions), service.hasSeveralBuckets());
      terminal.progress(log, service);
      if (second % 10 == 9) {
        failIfTheTaskDid(worker);
      }
    }
  }

  private List<TransitionLog.Transition> read(TopicReader transitions) {
    List<ConsumerRecord<String, byte[]>> records = transitions.read();
    List<TransitionLog.Transition> news =
        records.subList(taken, records.size()).stream().map(log::add).toList();
    taken = records.size();
    return news;
  }

  /** Waits for the jobs that are already there, then judges. */
  private boolean summary(DemoService service, TopicReader transitions)
      throws InterruptedException {
    List<String> expected = service.visibleJobs();
    long deadline = System.nanoTime() + LAST_JOBS.toNanos();
    if (!log.jobs().containsAll(expected)) {
      terminal.say("Waiting for the records of the newest jobs …");
    }
    while (!log.jobs().containsAll(expected) && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(200);
      read(transitions);
    }
    List<String> missing = expected.stream().filter(id -> !log.jobs().contains(id)).toList();
    List<String> gaps = log.gaps();
    terminal.summary(log, service, missing, gaps);
    return missing.isEmpty() && gaps.isEmpty() && log.duplicates() == 0;
  }

  private static void failIfTheTaskDid(ConnectProcess worker) {
    worker
        .client()
        .status(NAME)
        .path("tasks")
        .forEach(
            task -> {
              if (task.path("state").asText().equals("FAILED")) {
                throw new IllegalStateException(
                    "The task failed: " + firstLine(task.path("trace").asText()));
              }
            });
  }

  private static @Nullable String firstLine(String text) {
    return text.lines().findFirst().orElse(null);
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
