package io.mediajobs.connect.config;

import io.mediajobs.client.http.ClientSettings;
import io.mediajobs.client.http.Proxy;
import io.mediajobs.schema.PluginVersion;
import io.mediajobs.tracking.pace.Backoff;
import java.net.URI;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.jspecify.annotations.Nullable;

/** Settings of requests: their pace, their limits, and the pauses after failures. */
final class RequestSection {

  static final String PER_SECOND = "requests.per.second";
  static final String CONCURRENT = "requests.concurrent";
  static final String TIMEOUT = "request.timeout.ms";
  static final String CONNECT_TIMEOUT = "connect.timeout.ms";
  static final String MAX_BYTES = "response.max.bytes";
  static final String RETRY_BACKOFF = "retry.backoff.ms";
  static final String RETRY_BACKOFF_MAX = "retry.backoff.max.ms";
  static final String RETRY_TIMEOUT = "retry.timeout.ms";

  /** An hour: no outage is worth a longer silence. */
  private static final int LONGEST_BACKOFF = 3_600_000;

  /** 365 days; longer is for ever. */
  private static final long LONGEST_RETRY = 365 * Validators.DAY;

  private static final String GROUP = "Requests";

  private RequestSection() {}

  static ConfigDef define(ConfigDef def) {
    def.define(
        PER_SECOND,
        Type.DOUBLE,
        10.0,
        Validators.between(0.001, 100_000),
        Importance.MEDIUM,
        "How many requests a second the connector makes at most; its tasks share them.",
        GROUP,
        1,
        Width.SHORT,
        "Requests a second");
    def.define(
        CONCURRENT,
        Type.INT,
        4,
        Range.between(1, 64),
        Importance.LOW,
        "How many requests a task has under way at most.",
        GROUP,
        2,
        Width.SHORT,
        "Concurrent requests");
    number(
        def,
        TIMEOUT,
        10000,
        Range.between(1, 600000),
        "How long a request may take, answer included, in milliseconds.",
        3,
        "Request time-out");
    number(
        def,
        CONNECT_TIMEOUT,
        5000,
        Range.between(1, 600000),
        "How long connecting may take, in milliseconds.",
        4,
        "Connect time-out");
    number(
        def,
        MAX_BYTES,
        16777216,
        Range.between(1024, Validators.GIBIBYTE),
        "How many bytes an answer may have, unpacked; of a larger one no more is read.",
        5,
        "Largest answer");
    number(
        def,
        RETRY_BACKOFF,
        500,
        Range.between(1, LONGEST_BACKOFF),
        "The bound of the pause after a first failure, in milliseconds; it doubles with each.",
        6,
        "Backoff");
    number(
        def,
        RETRY_BACKOFF_MAX,
        60000,
        Range.between(1, LONGEST_BACKOFF),
        "What the bound of the pause grows to, in milliseconds.",
        7,
        "Longest backoff");
    def.define(
        RETRY_TIMEOUT,
        Type.LONG,
        -1L,
        Range.between(-1, LONGEST_RETRY),
        Importance.LOW,
        "How long failures that may pass are retried before the task fails, in milliseconds; -1"
            + " for ever.",
        GROUP,
        8,
        Width.SHORT,
        "Retry time-out");
    return def;
  }

  private static void number(
      ConfigDef def, String key, int standard, Validator valid, String doc, int order, String n) {
    def.define(key, Type.INT, standard, valid, Importance.LOW, doc, GROUP, order, Width.SHORT, n);
  }

  static Backoff backoff(AbstractConfig config) {
    return new Backoff(
        Duration.ofMillis(config.getInt(RETRY_BACKOFF)),
        Duration.ofMillis(config.getInt(RETRY_BACKOFF_MAX)),
        Duration.ofMillis(config.getLong(RETRY_TIMEOUT)));
  }

  /**
   * How the job API is reached.
   *
   * @param tls whose certificates are trusted; null for the platform's
   */
  static ClientSettings client(AbstractConfig config, URI endpoint, @Nullable SSLContext tls) {
    return settings(config, endpoint, ConnectionSection.proxy(config), tls);
  }

  /** How something is reached that is on this side of a proxy. */
  static ClientSettings direct(AbstractConfig config, URI endpoint) {
    return settings(config, endpoint, null, null);
  }

  private static ClientSettings settings(
      AbstractConfig config, URI endpoint, @Nullable Proxy proxy, @Nullable SSLContext tls) {
    return new ClientSettings(
        endpoint,
        Duration.ofMillis(config.getInt(CONNECT_TIMEOUT)),
        Duration.ofMillis(config.getInt(TIMEOUT)),
        config.getInt(MAX_BYTES),
        config.getInt(CONCURRENT),
        "kafka-connect-media-jobs/" + PluginVersion.get(),
        CredentialsSection.tokenHeader(config),
        proxy,
        tls);
  }

  /** What is wrong between these settings, if anything, with the key at fault. */
  static @Nullable ConfigProblem crossCheck(AbstractConfig config) {
    if (config.getInt(RETRY_BACKOFF_MAX) < config.getInt(RETRY_BACKOFF)) {
      return new ConfigProblem(RETRY_BACKOFF_MAX, "must not be below retry.backoff.ms");
    }
    return null;
  }
}
