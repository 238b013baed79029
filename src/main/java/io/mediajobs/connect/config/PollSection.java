package io.mediajobs.connect.config;

import io.mediajobs.job.JobTime;
import io.mediajobs.tracking.pace.Backoff;
import io.mediajobs.tracking.state.FirstStart;
import io.mediajobs.tracking.state.PollSettings;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.jspecify.annotations.Nullable;

/** Settings of polling: how often to look, and how much to remember. */
final class PollSection {

  static final String START = "start.creation.time";
  static final String POLL_INTERVAL = "poll.interval.ms";
  static final String REFRESH_INTERVAL = "refresh.interval.ms";
  static final String REFRESH_INTERVAL_MAX = "refresh.interval.max.ms";
  static final String REFRESH_LEARNED = "refresh.learned";
  static final String OVERLAP = "discovery.overlap.ms";
  static final String PAGE_SIZE = "page.size";
  static final String MAX_TRACKED = "max.tracked.jobs";
  static final String MAX_BATCH = "max.batch.records";

  private static final String GROUP = "Polling";
  private static final String START_FORM =
      "earliest, latest, an instant such as 2026-11-01T00:00:00Z, or a duration back such as P7D";

  /** Around all jobs that there are: what is reckoned from a time within can be written. */
  private static final Instant FIRST_START = Instant.parse("1970-01-01T00:00:00Z");

  private static final Instant LAST_START = Instant.parse("2099-12-31T23:59:59Z");
  private static final Duration LONGEST_BACK = Duration.ofDays(36_500);

  private PollSection() {}

  static ConfigDef define(ConfigDef def) {
    def.define(
        START,
        Type.STRING,
        "earliest",
        Validators.sentence(text -> startProblem(String.valueOf(text)), START_FORM),
        Importance.MEDIUM,
        "Where the first run starts, by the jobs' creation times: "
            + START_FORM
            + ". Without effect once there are offsets.",
        GROUP,
        1,
        Width.MEDIUM,
        "Start",
        Recommenders.values("earliest", "latest"));
    millis(
        def,
        POLL_INTERVAL,
        5000,
        Range.between(1, Validators.DAY),
        "How often each source is looked through for new jobs, in milliseconds.",
        2,
        "Poll interval");
    millis(
        def,
        REFRESH_INTERVAL,
        5000,
        Range.between(1, Validators.DAY),
        "How often a job that has not ended is looked at while it changes or may soon change, in"
            + " milliseconds.",
        3,
        "Refresh interval");
    millis(
        def,
        REFRESH_INTERVAL_MAX,
        60000,
        Range.between(1, Validators.DAY),
        "How often a job that has long stayed the same, or is not likely to change, is looked at, in"
            + " milliseconds. In between the interval is a quarter of the time since the job's last"
            + " change, where refresh.learned knows no better. Where many jobs"
            + " wait, how often all of them are looked at, and not only those next to run.",
        4,
        "Longest refresh interval");
    def.define(
        REFRESH_LEARNED,
        Type.BOOLEAN,
        true,
        Importance.LOW,
        "Whether jobs are looked at when, by how long those before them took, they are likely to"
            + " start or end: every refresh.interval.ms then, and every refresh.interval.max.ms"
            + " while none is.",
        GROUP,
        5,
        Width.SHORT,
        "Learned refresh");
    millis(
        def,
        OVERLAP,
        60000,
        Range.between(0, Validators.DAY),
        "How long after its creation time a job may become visible in the service's listings and"
            + " still be found, in milliseconds.",
        6,
        "Discovery overlap");
    number(
        def,
        PAGE_SIZE,
        100,
        Range.between(1, 100),
        "Jobs a page of a listing. The service allows 100.",
        7,
        "Page size");
    number(
        def,
        MAX_TRACKED,
        20000,
        Range.between(1, 1_000_000),
        "How many jobs a source tracks at most. At the bound discovery waits until jobs end; they"
            + " wait in the service, so none is lost. At least page.size.",
        8,
        "Tracked jobs");
    number(
        def,
        MAX_BATCH,
        2000,
        Range.between(1, 1_000_000),
        "How many records a poll returns at most; but a page is never split, so a poll can always"
            + " return what one page yields, up to 4 × page.size.",
        9,
        "Batch");
    return def;
  }

  private static void millis(
      ConfigDef def, String key, long standard, Validator valid, String doc, int order, String n) {
    def.define(
        key, Type.LONG, standard, valid, Importance.MEDIUM, doc, GROUP, order, Width.SHORT, n);
  }

  private static void number(
      ConfigDef def, String key, int standard, Validator valid, String doc, int order, String n) {
    def.define(key, Type.INT, standard, valid, Importance.LOW, doc, GROUP, order, Width.SHORT, n);
  }

  /** How sources are polled. */
  static PollSettings settings(AbstractConfig config, Backoff backoff) {
    FirstStart start = firstStart(config.getString(START));
    return new PollSettings(
        SourcesSection.filter(config),
        start == null ? new FirstStart.Earliest() : reachingBack(start, config),
        Duration.ofMillis(config.getLong(POLL_INTERVAL)),
        Duration.ofMillis(config.getLong(OVERLAP)),
        config.getInt(PAGE_SIZE),
        Duration.ofMillis(config.getLong(REFRESH_INTERVAL)),
        Duration.ofMillis(config.getLong(REFRESH_INTERVAL_MAX)),
        config.getBoolean(REFRESH_LEARNED),
        config.getInt(MAX_TRACKED),
        backoff,
        PollSettings.Parallel.NONE);
  }

  /** What is wrong between these settings, if anything, with the key at fault. */
  static @Nullable ConfigProblem crossCheck(AbstractConfig config) {
    if (config.getLong(REFRESH_INTERVAL_MAX) < config.getLong(REFRESH_INTERVAL)) {
      return new ConfigProblem(REFRESH_INTERVAL_MAX, "must not be below refresh.interval.ms");
    }
    if (config.getInt(MAX_TRACKED) < config.getInt(PAGE_SIZE)) {
      return new ConfigProblem(
          MAX_TRACKED, "must not be below page.size, or no page would have room");
    }
    return null;
  }

  /** A queue that is found a while after it was made has jobs that are as old. */
  private static FirstStart reachingBack(FirstStart start, AbstractConfig config) {
    Duration unnoticed = SourcesSection.queueInterval(config).multipliedBy(2);
    return SourcesSection.followsQueues(config)
            && start instanceof FirstStart.Back back
            && back.back().compareTo(unnoticed) < 0
        ? new FirstStart.Back(unnoticed)
        : start;
  }

  /** Reads a start; null where the text is none. */
  static @Nullable FirstStart firstStart(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "earliest" -> new FirstStart.Earliest();
      case "latest" -> new FirstStart.Back(Duration.ZERO);
      default -> {
        Instant time = JobTime.parse(text);
        yield time != null ? new FirstStart.At(time) : back(text.strip());
      }
    };
  }

  /** Why a text is no start; null where it is one. */
  private static @Nullable String startProblem(String text) {
    FirstStart start = firstStart(text);
    if (start == null) {
      return "must be " + START_FORM;
    }
    if (start instanceof FirstStart.At at
        && (at.time().isBefore(FIRST_START) || at.time().isAfter(LAST_START))) {
      return "must not be before " + FIRST_START + " nor after " + LAST_START;
    }
    return start instanceof FirstStart.Back back && back.back().compareTo(LONGEST_BACK) > 0
        ? "must not reach back more than " + LONGEST_BACK.toDays() + " days"
        : null;
  }

  private static @Nullable FirstStart back(String text) {
    try {
      Duration back = Duration.parse(text);
      return back.isNegative() ? null : new FirstStart.Back(back);
    } catch (DateTimeException notADuration) {
      return null;
    }
  }
}
