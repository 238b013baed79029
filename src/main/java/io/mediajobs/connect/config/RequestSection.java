package io.mediajobs.connect.config;

import io.mediajobs.client.http.ClientSettings;
import io.mediajobs.client.http.Endpoint;
import io.mediajobs.client.http.Proxy;
import io.mediajobs.schema.PluginVersion;
import io.mediajobs.tracking.pace.Backoff;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.jspecify.annotations.Nullable;

/** Settings of requests: their pace, their limits, and the pauses after failures. */
final class RequestSection {

  static final String PER_SECOND = "requests.per.second";
  static final String BUDGET = "requests.budget";
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

  private RequestSection() {}

  static void define(ConfigDef def) {
    Setting.define(
        def,
        "Requests",
        Setting.decimal(PER_SECOND, "Requests a second")
            .defaultsTo(10.0)
            .validatedBy(Validators.between(0.001, 100_000))
            .importance(Importance.MEDIUM)
            .doc("How many requests a second the connector makes at most; its tasks share them."),
        Setting.text(BUDGET, "Request budget")
            .validatedBy(Validators.textOrNull())
            .doc(
                "The name of a budget that connectors of one worker share, such as the account that"
                    + " they ask: together they make as many requests a second there as the"
                    + " smallest requests.per.second of them allows one. By default each has its"
                    + " own."),
        Setting.number(CONCURRENT, "Concurrent requests")
            .defaultsTo(4)
            .between(1, 64)
            .doc("How many requests a task has under way at most."),
        Setting.number(TIMEOUT, "Request time-out")
            .defaultsTo(10_000)
            .between(1, 600_000)
            .doc("How long a request may take, answer included, in milliseconds."),
        Setting.number(CONNECT_TIMEOUT, "Connect time-out")
            .defaultsTo(5000)
            .between(1, 600_000)
            .doc("How long connecting may take, in milliseconds."),
        Setting.number(MAX_BYTES, "Largest answer")
            .defaultsTo(16_777_216)
            .between(1024, Validators.GIBIBYTE)
            .doc("How many bytes an answer may have, unpacked; of a larger one no more is read."),
        Setting.number(RETRY_BACKOFF, "Backoff")
            .defaultsTo(500)
            .between(1, LONGEST_BACKOFF)
            .doc(
                "The bound of the pause after a first failure, in milliseconds; it doubles with"
                    + " each."),
        Setting.number(RETRY_BACKOFF_MAX, "Longest backoff")
            .defaultsTo(60_000)
            .between(1, LONGEST_BACKOFF)
            .doc("What the bound of the pause grows to, in milliseconds."),
        Setting.millis(RETRY_TIMEOUT, "Retry time-out")
            .defaultsTo(-1)
            .between(-1, LONGEST_RETRY)
            .doc(
                "How long failures that may pass are retried before the task fails, in"
                    + " milliseconds; -1 for ever. Where other sources of the task are answered, it"
                    + " goes on, and the one that fails is set aside and tried again every ten"
                    + " minutes."));
  }

  /** The pauses after failures. */
  static Backoff backoff(AbstractConfig config) {
    return new Backoff(
        Duration.ofMillis(config.getInt(RETRY_BACKOFF)),
        Duration.ofMillis(config.getInt(RETRY_BACKOFF_MAX)),
        Duration.ofMillis(config.getLong(RETRY_TIMEOUT)));
  }

  /** How an endpoint is reached; null stands for no proxy, and for the platform's certificates. */
  static ClientSettings settings(
      AbstractConfig config, Endpoint endpoint, @Nullable Proxy proxy, @Nullable SSLContext tls) {
    return new ClientSettings(
        endpoint,
        Duration.ofMillis(config.getInt(CONNECT_TIMEOUT)),
        Duration.ofMillis(config.getInt(TIMEOUT)),
        config.getInt(MAX_BYTES),
        config.getInt(CONCURRENT),
        "kafka-connect-media-jobs/" + PluginVersion.get(),
        config.getString(CredentialsSection.TOKEN_HEADER),
        proxy,
        tls);
  }

  /** What is wrong between these settings; null for nothing. */
  static @Nullable ConfigProblem crossCheck(AbstractConfig config) {
    if (config.getInt(RETRY_BACKOFF_MAX) < config.getInt(RETRY_BACKOFF)) {
      return ConfigProblem.of(RETRY_BACKOFF_MAX, "must not be below retry.backoff.ms");
    }
    return null;
  }
}
