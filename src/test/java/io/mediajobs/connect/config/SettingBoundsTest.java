package io.mediajobs.connect.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediajobs.connect.FigureRun;
import io.mediajobs.connect.offset.Besides;
import io.mediajobs.connect.offset.OffsetCodec;
import io.mediajobs.job.Jobs;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.JobsApiException.Kind;
import io.mediajobs.job.JobsApiException.Reason;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every number among the settings, at both of its bounds and one beyond each. */
class SettingBoundsTest {

  private static final Set<Type> NUMBERS = Set.of(Type.INT, Type.LONG, Type.SHORT, Type.DOUBLE);

  /** Key, least, most, and what else it takes to be at the least. */
  private static final String BOUNDS =
      """
      ci.queue.discovery.interval.ms | 1000  | 86400000    |
      max.record.bytes               | 65536 | 1073741824  |
      heartbeat.interval.ms          | -1    | 86400000    |
      latency.target.ms              | 100   | 86400000    |
      poll.interval.ms               | 1     | 86400000    |
      poll.interval.max.ms           | 1     | 86400000    |
      refresh.interval.ms            | 1     | 86400000    | refresh.interval.max.ms=86400000
      refresh.interval.max.ms        | 1     | 86400000    | refresh.interval.ms=1
      discovery.overlap.ms           | 0     | 86400000    |
      page.size                      | 1     | 100         |
      max.tracked.jobs               | 1     | 1000000     | page.size=1
      max.batch.records              | 1     | 1000000     |
      requests.per.second            | 0.001 | 100000      |
      requests.concurrent            | 1     | 64          |
      request.timeout.ms             | 1     | 600000      |
      connect.timeout.ms             | 1     | 600000      |
      response.max.bytes             | 1024  | 1073741824  |
      retry.backoff.ms               | 1     | 3600000     | retry.backoff.max.ms=3600000
      retry.backoff.max.ms           | 1     | 3600000     | retry.backoff.ms=1
      retry.timeout.ms               | -1    | 31536000000 |
      proxy.port                     | 1     | 65535       | proxy.host=p.example
      """;

  /** A row of the table. */
  record Bound(String key, String least, String most, String others) {

    Map<String, String> at(String value) {
      Map<String, String> settings = new HashMap<>();
      if (!others.isEmpty()) {
        settings.put(others.split("=")[0], others.split("=")[1]);
      }
      settings.put(key, value);
      return settings;
    }
  }

  static Stream<Bound> bounds() {
    return BOUNDS
        .lines()
        .map(line -> (line + " ").split("\\|"))
        .map(row -> new Bound(row[0].strip(), row[1].strip(), row[2].strip(), row[3].strip()));
  }

  @Test
  void theTableHasEveryNumber() {
    Set<String> numbers =
        MediaJobsConfig.definition().configKeys().values().stream()
            .filter(key -> NUMBERS.contains(key.type))
            .map((ConfigKey key) -> key.name)
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(bounds().map(Bound::key)).containsExactlyInAnyOrderElementsOf(numbers);
  }

  @ParameterizedTest
  @MethodSource("bounds")
  void whatIsBeyondABoundIsRefused(Bound bound) {
    boolean fraction = bound.least().contains(".");
    // A message has a fraction as Java writes it.
    UnaryOperator<String> shown =
        number -> fraction ? Double.toString(Double.parseDouble(number)) : number;
    BigDecimal step = fraction ? new BigDecimal("0.0001") : BigDecimal.ONE;
    String below = new BigDecimal(bound.least()).subtract(step).toPlainString();
    String above = new BigDecimal(bound.most()).add(step).toPlainString();
    String both = "must be between " + bound.least() + " and " + bound.most();

    assertThatThrownBy(() -> config(bound.at(below)))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            refusal(
                bound.key(),
                shown.apply(below),
                fraction ? both : "Value must be at least " + bound.least()));
    assertThatThrownBy(() -> config(bound.at(above)))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            refusal(
                bound.key(),
                shown.apply(above),
                fraction ? both : "Value must be no more than " + bound.most()));
  }

  @ParameterizedTest
  @MethodSource("bounds")
  void aTaskRunsAtBothBoundsAndItsOffsetsCanBeRead(Bound bound) throws Exception {
    for (String value : List.of(bound.least(), bound.most())) {
      assertThatCode(() -> config(bound.at(value))).as(value).doesNotThrowAnyException();
      runs(bound.at(value));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1970-01-01T00:00:00Z",
    "2099-12-31T23:59:59Z",
    "P36500D",
    "PT0S",
    "earliest",
    "latest"
  })
  void aTaskRunsFromEveryStartAndItsOffsetsCanBeRead(String start) throws Exception {
    runs(Map.of("start.creation.time", start, "discovery.overlap.ms", "86400000"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1969-12-31T23:59:59Z | must not be before 1970-01-01T00:00:00Z nor after"
            + " 2099-12-31T23:59:59Z",
        "2100-01-01T00:00:00Z | must not be before 1970-01-01T00:00:00Z nor after"
            + " 2099-12-31T23:59:59Z",
        "P36500DT1S | must not reach back more than 36500 days",
        "PT2562047788015215H | must not reach back more than 36500 days"
      })
  void noStartIsBeyondWhatCanBeReckonedWith(String start, String why) {
    assertThatThrownBy(() -> config(Map.of("start.creation.time", start)))
        .isInstanceOf(ConfigException.class)
        .hasMessage(refusal("start.creation.time", start, why));
  }

  @Test
  void anOverlapOfTwoThousandYearsIsRefused() {
    String years = Long.toString(Duration.ofDays(2200 * 365).toMillis());

    assertThatThrownBy(() -> config(Map.of("discovery.overlap.ms", years)))
        .hasMessage(refusal("discovery.overlap.ms", years, "Value must be no more than 86400000"));
  }

  /** Jobs come, a request fails, more jobs come; whatever is written can be read. */
  private static void runs(Map<String, String> settings) throws InterruptedException {
    Map<String, String> all = new HashMap<>(settings);
    all.putIfAbsent("heartbeat.interval.ms", "1000");
    Instant start = Jobs.T0.plusSeconds(3600);
    FigureRun run = new FigureRun(start, all);
    run.jobs.add(Jobs.job("j1").created(Jobs.T0).detail());
    run.runFor(Duration.ofSeconds(5));
    run.failures.add(new JobsApiException(Kind.RETRY, Reason.OTHER, 503, "Busy.", null, null));
    run.runFor(Duration.ofSeconds(5));
    run.jobs.add(Jobs.job("j2").created(start).detail());
    run.runFor(Duration.ofSeconds(10));

    assertThat(run.records).isNotEmpty();
    for (SourceRecord record : run.records) {
      Map<String, ?> offset = record.sourceOffset();
      if (offset == null) {
        // Of a first start, what comes before its first carrier.
        continue;
      }
      assertThat(OffsetCodec.toMap(OffsetCodec.fromMap(offset), Besides.NOTHING)).isEqualTo(offset);
    }
  }

  private static String refusal(String key, String value, String why) {
    return "Invalid value " + value + " for configuration " + key + ": " + why;
  }

  private static MediaJobsConfig config(Map<String, String> more) {
    Map<String, String> settings = GoodSettings.with();
    settings.putAll(more);
    if (settings.containsKey("proxy.host")) {
      settings.putIfAbsent("proxy.port", "1");
    }
    return MediaJobsConfig.of(settings);
  }
}
