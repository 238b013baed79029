package io.mediajobs.connect;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.connect.config.GoodSettings;
import io.mediajobs.connect.config.MediaJobsConfig;
import io.mediajobs.connect.offset.SourcePartition;
import io.mediajobs.job.JobQueues;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.JobTags;
import io.mediajobs.job.JobTime;
import io.mediajobs.standin.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceConnectorContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which sources a connector takes for busy, by what their offsets say. */
class BusySourcesTest {

  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
  private static final JobSource BUSY = source("Busy");
  private static final JobSource QUIET = source("Quiet");
  private static final JobSource ODD = source("Odd");
  private static final JobSource NEW = source("New");
  private static final List<JobSource> ALL = List.of(BUSY, QUIET, ODD, NEW);

  private final MovableClock clock = new MovableClock(NOW);
  private final BusySources sources = new BusySources(clock, clock);
  private final Offsets offsets = new Offsets();

  BusySourcesTest() {
    offsets.put(BUSY, Map.of("version", 1L, "lastCreationTime", ago(Duration.ofHours(5))));
    offsets.put(QUIET, Map.of("version", 1L, "lastCreationTime", ago(Duration.ofHours(7))));
    offsets.put(ODD, Map.of("version", 9L));
  }

  @Test
  void thoseWithAJobInTheLastHours() {
    assertThat(sources.of(ALL, offsets)).containsOnlyKeys(BUSY);
  }

  @Test
  void theyWeighTheMoreTheNewerTheirJobsAre() {
    offsets.put(QUIET, Map.of("version", 1L, "lastCreationTime", ago(Duration.ofMinutes(1))));

    assertThat(sources.of(ALL, offsets))
        .containsEntry(BUSY, Math.sqrt(24 / 5.0))
        .containsEntry(QUIET, Math.sqrt(24 * 60));
  }

  @Test
  void looksAgainAfterTenMinutesAndNotBefore() {
    sources.of(ALL, offsets);
    offsets.put(QUIET, Map.of("version", 1L, "lastCreationTime", ago(Duration.ZERO)));

    clock.advance(Duration.ofSeconds(599));
    assertThat(sources.of(ALL, offsets)).containsOnlyKeys(BUSY);
    clock.advance(Duration.ofSeconds(1));
    assertThat(sources.of(ALL, offsets)).containsOnlyKeys(BUSY, QUIET);
  }

  @Test
  void noneWhereNobodyTells() {
    assertThat(sources.of(ALL, null)).isEmpty();
    offsets.unreadable = true;
    assertThat(sources.of(ALL, offsets)).isEmpty();
  }

  /** Or the tasks of each start would be stopped as they begin, as offsets say something else. */
  @ParameterizedTest
  @CsvSource({"20, false", "21, true"})
  void onlyManySourcesAreDealtByWhatTheirOffsetsSay(int count, boolean isByOffsets) {
    Map<String, String> settings = settings(count);
    List<Map<String, String>> silent = dealt(settings, null);
    MediaJobsConfig.of(silent.get(0)).share().sources().forEach(this::hasAJobNow);

    assertThat(dealt(settings, offsets).equals(silent)).isEqualTo(!isByOffsets);
  }

  /** Of many, too, as long as no task has much more to do than another. */
  @Test
  void busySourcesThatAreSpreadAnyhowAreDealtAsWhereNobodyTells() {
    Map<String, String> settings = settings(42);
    MediaJobsConfig.of(settings).sources().all(JobQueues.NONE).forEach(this::hasAJobNow);

    assertThat(dealt(settings, offsets)).isEqualTo(dealt(settings, null));
  }

  private void hasAJobNow(JobSource source) {
    offsets.put(source, Map.of("version", 1L, "lastCreationTime", JobTime.format(Instant.now())));
  }

  private static Map<String, String> settings(int tags) {
    return GoodSettings.with(
        "ci.tags", JobTags.all().stream().sorted().limit(tags).collect(joining(",")));
  }

  private static List<Map<String, String>> dealt(
      Map<String, String> settings, @Nullable SourceConnectorContext context) {
    MediaJobsSourceConnector connector = new MediaJobsSourceConnector();
    if (context != null) {
      connector.initialize(context);
    }
    connector.start(settings);
    return connector.taskConfigs(2);
  }

  private static String ago(Duration time) {
    return JobTime.format(NOW.minus(time));
  }

  private static JobSource source(String tag) {
    return new JobSource("b-1", "ap-chongqing", "/jobs", tag, null, null);
  }

  /** What a worker tells of its offsets. */
  private static final class Offsets implements SourceConnectorContext, OffsetStorageReader {

    private final Map<Map<String, String>, Map<String, Object>> stored = new HashMap<>();
    private boolean unreadable;

    void put(JobSource source, Map<String, Object> offset) {
      stored.put(SourcePartition.toMap(source), offset);
    }

    @Override
    public OffsetStorageReader offsetStorageReader() {
      return this;
    }

    @Override
    public <T> Map<Map<String, T>, Map<String, Object>> offsets(
        Collection<Map<String, T>> partitions) {
      if (unreadable) {
        throw new ConnectException("No");
      }
      Map<Map<String, T>, Map<String, Object>> found = new HashMap<>();
      partitions.forEach(partition -> found.put(partition, stored.get((Object) partition)));
      return found;
    }

    @Override
    public <T> Map<String, Object> offset(Map<String, T> partition) {
      throw new AssertionError("Each would go through the whole topic");
    }

    @Override
    public void requestTaskReconfiguration() {}

    @Override
    public void raiseError(Exception failure) {}

    @Override
    public PluginMetrics pluginMetrics() {
      throw new UnsupportedOperationException();
    }
  }
}
