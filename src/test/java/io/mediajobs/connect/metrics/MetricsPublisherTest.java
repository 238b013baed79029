package io.mediajobs.connect.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediajobs.connect.TaskRun;
import io.mediajobs.standin.Jobs;
import io.mediajobs.standin.MovableClock;
import io.mediajobs.standin.StandIn;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tasks on workers with a registry for the metrics of plugins and on older ones. */
class MetricsPublisherTest {

  private static final MBeanServer JMX = ManagementFactory.getPlatformMBeanServer();

  private final StandIn service = StandIn.start(new MovableClock(Instant.now()));
  private final Map<String, String> tags = new LinkedHashMap<>();

  MetricsPublisherTest() {
    tags.put("region", service.region());
    tags.put("bucket", service.bucket());
    tags.put("path", "/jobs");
    tags.put("tag", "Transcode");
  }

  @AfterEach
  void close() {
    service.close();
  }

  @Test
  void aWorkersRegistryShowsTheMetricsUntilTheTaskStops() throws Exception {
    FakePluginMetrics registry = new FakePluginMetrics();
    addJob();
    try (TaskRun run = new TaskRun(service, Map.of(), registry)) {
      run.pollUntil(() -> !run.records().isEmpty());

      assertThat(registry.value("discovered-jobs-total", tags)).isEqualTo(1L);
      assertThat(registry.value("source-count", Map.of())).isEqualTo(1);
      assertThat(registry.metrics)
          .hasSize(TaskFigures.metrics().size() + SourceMetrics.all().size());
      assertThat(registry.metrics.keySet()).noneMatch(name -> name.description().isBlank());
      assertThat(beans()).isEmpty();
    }
    assertThat(registry.metrics).isEmpty();
  }

  @Test
  void onAnOlderWorkerMBeansShowTheMetricsUntilTheTaskStops() throws Exception {
    addJob();
    try (TaskRun run =
        new TaskRun(service, Map.of("name", "publication", "task.number", "4"), null)) {
      run.pollUntil(() -> !run.records().isEmpty());

      ObjectName name =
          new ObjectName(
              "kafka.connect:type=plugins,connector=publication,task=4,region="
                  + service.region()
                  + ",bucket="
                  + service.bucket()
                  + ",path=\"/jobs\",tag=Transcode");
      assertThat(JMX.getAttribute(name, "discovered-jobs-total")).isEqualTo(1L);
      assertThat(beans()).hasSize(2).contains(name);

      run.restart();
      assertThat(beans()).hasSize(2);
    }
    assertThat(beans()).isEmpty();
  }

  @Test
  void aTaskThatCanNotStartLeavesNothing() throws Exception {
    FakePluginMetrics registry = new FakePluginMetrics();

    assertThatThrownBy(() -> new TaskRun(service, Map.of("page.size", "0"), registry))
        .isInstanceOf(ConfigException.class);
    assertThatThrownBy(() -> new TaskRun(service, Map.of("task.count", "x"), null))
        .isInstanceOf(NumberFormatException.class);

    assertThat(registry.metrics).isEmpty();
    assertThat(beans()).isEmpty();
  }

  @Test
  @Tag("slow")
  void waitsForTheNamesOfARunThatWasGivenUp() throws Exception {
    FakePluginMetrics registry = new FakePluginMetrics();
    PrintStream stderr = System.err;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    System.setErr(new PrintStream(log, true, UTF_8));
    TaskRun zombie = new TaskRun(service, Map.of(), registry);
    try (TaskRun run = new TaskRun(service, Map.of(), registry)) {
      run.poll();
      run.poll();
      assertThat(registry.metrics).isNotEmpty();
      zombie.close();
      assertThat(registry.metrics).isEmpty();

      run.poll();
      assertThat(registry.metrics).isNotEmpty();
    } finally {
      zombie.close();
      System.setErr(stderr);
    }
    assertThat(registry.metrics).isEmpty();
    assertThat(log.toString(UTF_8).lines().filter(line -> line.contains("WARN")))
        .singleElement()
        .asString()
        .endsWith("The task has no metrics until an earlier run of it has ended in this worker");
  }

  @Test
  void aSinkThatFailsIsGivenUpAndDoesNotFailTheTask() {
    List<String> calls = new ArrayList<>();
    MetricSink broken =
        new MetricSink() {
          @Override
          public boolean show(List<Metric.Group> groups) {
            calls.add("show");
            throw new IllegalStateException("broken");
          }

          @Override
          public void close() {
            calls.add("close");
            throw new IllegalStateException("broken");
          }
        };

    MetricsPublisher publication = new MetricsPublisher(broken, List.of());
    publication.refresh();
    publication.close();
    publication.refresh();

    assertThat(calls).containsExactly("show", "close");
  }

  private void addJob() {
    service.add(Jobs.job("Transcode").createdAt(Instant.now().minusSeconds(60)).build());
  }

  private static Set<ObjectName> beans() throws Exception {
    return JMX.queryNames(new ObjectName("kafka.connect:type=plugins,*"), null);
  }
}
