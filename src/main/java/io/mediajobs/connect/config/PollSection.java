package io.mediajobs.connect.config;

import io.mediajobs.tracking.pace.Slots;
import io.mediajobs.tracking.state.FirstStart;
import io.mediajobs.tracking.state.PollSettings;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.jspecify.annotations.Nullable;

/** Settings of polling: how often to look, and how much to remember. */
final class PollSection {

  static final String START = "start.creation.time";
  static final String LATENCY_TARGET = "latency.target.ms";
  static final String POLL_INTERVAL = "poll.interval.ms";
  static final String POLL_INTERVAL_MAX = "poll.interval.max.ms";
  static final String REFRESH_INTERVAL = "refresh.interval.ms";
  static final String REFRESH_INTERVAL_MAX = "refresh.interval.max.ms";
  static final String REFRESH_LEARNED = "refresh.learned";
  static final String OVERLAP = "discovery.overlap.ms";
  static final String PAGE_SIZE = "page.size";
  static final String MAX_TRACKED = "max.tracked.jobs";
  static final String METRICS_PER_SOURCE = "metrics.per.source";
  static final String MAX_BATCH = "max.batch.records";

  /** A job that is not likely to change is looked at so many times less often. */
  private static final int SELDOM = 12;

  /** A worker takes about as long to start tasks for what is new. */
  private static final Duration RESTART = Duration.ofSeconds(30);

  private PollSection() {}

  static void define(ConfigDef def) {
    Setting.define(
        def,
        "Polling",
        Setting.text(START, "Start")
            .defaultsTo("earliest")
            .validatedBy(
                Validators.sentence(text -> startProblem(String.valueOf(text)), FirstStart.FORM))
            .importance(Importance.MEDIUM)
            .offering("earliest", "latest")
            .doc(
                "Where the first run starts, by the jobs' creation times: "
                    + FirstStart.FORM
                    + ". Without effect once there are offsets."),
        Setting.millis(LATENCY_TARGET, "Latency target")
            .validatedBy(Validators.unlessNull(Range.between(100, Validators.DAY)))
            .importance(Importance.MEDIUM)
            .doc(
                "Within which time 95 of 100 changes of jobs are to be records, in milliseconds, as"
                    + " far as the rate allows. Stands in for poll.interval.ms, poll.interval.max.ms,"
                    + " refresh.interval.ms and refresh.interval.max.ms, which can't be set beside it, and for"
                    + " refresh.learned. Where the task's part of requests.per.second allows"
                    + " fewer than five requests in that time, the time of five stands in for it."),
        interval(POLL_INTERVAL, "Poll interval", 5000, 1)
            .doc("How often each source is looked through for new jobs, in milliseconds."),
        interval(POLL_INTERVAL_MAX, "Longest poll interval", 60_000, 1)
            .doc(
                "How often a source is looked through at least that has had no new job for long,"
                    + " in milliseconds. Where a task has more than ten sources, one without jobs"
                    + " on their way is looked through at a sixtieth of the age of its newest job,"
                    + " between poll.interval.ms and this."),
        interval(REFRESH_INTERVAL, "Refresh interval", 5000, 1)
            .doc(
                "How often a job that has not ended is looked at while it changes or may soon"
                    + " change, in milliseconds."),
        interval(REFRESH_INTERVAL_MAX, "Longest refresh interval", 60_000, 1)
            .doc(
                "How often a job that has long stayed the same, or is not likely to change, is"
                    + " looked at, in milliseconds. In between the interval is a quarter of the"
                    + " time since the job's last change, where refresh.learned knows no better."
                    + " Where many jobs wait, how often all of them are looked at, and not only"
                    + " those next to run."),
        Setting.flag(REFRESH_LEARNED, "Learned refresh", true)
            .doc(
                "Whether jobs are looked at when, by how long those before them took, they are"
                    + " likely to start or end: every refresh.interval.ms then, and every"
                    + " refresh.interval.max.ms while none is."),
        interval(OVERLAP, "Discovery overlap", 60_000, 0)
            .doc(
                "How long after its creation time a job may become visible in the service's"
                    + " listings and still be found, in milliseconds."),
        Setting.number(PAGE_SIZE, "Page size")
            .defaultsTo(100)
            .between(1, 100)
            .doc("Jobs a page of a listing. The service allows 100."),
        Setting.number(MAX_TRACKED, "Tracked jobs")
            .defaultsTo(20_000)
            .between(1, 1_000_000)
            .doc(
                "How many jobs a source tracks at most. At the bound discovery waits until jobs"
                    + " end; they wait in the service, so none is lost. At least page.size."),
        Setting.number(MAX_BATCH, "Batch")
            .defaultsTo(2000)
            .between(1, 1_000_000)
            .doc(
                "How many records a poll returns at most; but a page is never split, so a poll can"
                    + " always return what one page yields, up to 4 × page.size."),
        Setting.flag(METRICS_PER_SOURCE, "Metrics per source", true)
            .doc(
                "Whether each source has metrics of its own. If not, there are those of each bucket"
                    + " and those of each tag: sums of what is counted, and the worst of all"
                    + " else."));
  }

  private static Setting interval(String key, String displayName, int standard, int least) {
    return Setting.millis(key, displayName)
        .defaultsTo(standard)
        .between(least, Validators.DAY)
        .importance(Importance.MEDIUM);
  }

  /**
   * How sources are polled.
   *
   * @param requestsPerSecond what all of them may take
   */
  static PollSettings settings(
      AbstractConfig config, SourcesSection sources, double requestsPerSecond) {
    Long target = config.getLong(LATENCY_TARGET);
    double least = Math.ceil(1000 * PollSettings.REQUESTS_A_TARGET / requestsPerSecond);
    long sooner = target == null ? config.getLong(POLL_INTERVAL) : Math.max((long) least, target);
    long poll = Math.min(sooner, Validators.DAY);
    long refresh = target == null ? config.getLong(REFRESH_INTERVAL) : poll;
    long seldom = Math.min(SELDOM * refresh, Validators.DAY);
    return new PollSettings(
        sources.filter(),
        reachingBack(config, sources, requestsPerSecond),
        Duration.ofMillis(poll),
        Duration.ofMillis(config.getLong(OVERLAP)),
        config.getInt(PAGE_SIZE),
        Duration.ofMillis(refresh),
        Duration.ofMillis(target == null ? config.getLong(REFRESH_INTERVAL_MAX) : seldom),
        target != null || config.getBoolean(REFRESH_LEARNED),
        config.getInt(MAX_TRACKED),
        RequestSection.backoff(config),
        PollSettings.Parallel.NONE);
  }

  /** What is wrong between these settings; null for nothing. */
  static @Nullable ConfigProblem crossCheck(AbstractConfig config) {
    for (String key :
        List.of(POLL_INTERVAL, POLL_INTERVAL_MAX, REFRESH_INTERVAL, REFRESH_INTERVAL_MAX)) {
      if (config.getLong(LATENCY_TARGET) != null && config.originals().containsKey(key)) {
        return ConfigProblem.of(LATENCY_TARGET, "can't be set together with " + key);
      }
    }
    if (config.getLong(REFRESH_INTERVAL_MAX) < config.getLong(REFRESH_INTERVAL)) {
      return ConfigProblem.of(REFRESH_INTERVAL_MAX, "must not be below refresh.interval.ms");
    }
    if (config.getInt(MAX_TRACKED) < config.getInt(PAGE_SIZE)) {
      return ConfigProblem.of(
          MAX_TRACKED, "must not be below page.size, or no page would have room");
    }
    return null;
  }

  /**
   * A queue or a bucket that is found a while after it was made has jobs that are as old: it counts
   * at the second look that shows it, and a look takes a list in every twentieth slot of the rate.
   * How long that took in truth, of many buckets or with failures, the connector tells its tasks.
   */
  private static FirstStart reachingBack(
      AbstractConfig config, SourcesSection sources, double requestsPerSecond) {
    FirstStart start = FirstStart.parse(config.getString(START));
    int ofBuckets =
        sources.followsBuckets() ? sources.regions().size() * sources.bucketPaths().size() : 0;
    int named = sources.followsBuckets() ? 1 : sources.buckets().size();
    int ofQueues = sources.followsQueues() ? named * sources.queuePaths().size() : 0;
    double looks = 2 * (ofBuckets + ofQueues) * Slots.LOOKS.cycle() / requestsPerSecond;
    Duration expected = sources.queueInterval().multipliedBy(2).plusSeconds((long) looks);
    Duration taken = TaskShare.newsAge(config.originalsStrings());
    Duration unnoticed = (taken.compareTo(expected) > 0 ? taken : expected).plus(RESTART);
    return (sources.followsQueues() || sources.followsBuckets())
            && start instanceof FirstStart.Back back
            && back.back().compareTo(unnoticed) < 0
        ? new FirstStart.Back(unnoticed)
        : start;
  }

  /** Why a text is no start; null where it is one. */
  private static @Nullable String startProblem(String text) {
    try {
      FirstStart unused = FirstStart.parse(text);
      return null;
    } catch (IllegalArgumentException none) {
      return none.getMessage();
    }
  }
}
