package io.mediajobs.connect.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mediajobs.job.Account.Bucket;
import io.mediajobs.job.JobQueues;
import io.mediajobs.job.JobSource;
import io.mediajobs.tracking.pace.RateLimiter;
import io.mediajobs.tracking.pace.Slots;
import io.mediajobs.tracking.state.PollSettings.Parallel;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The share of a task: which of the connector's sources are its own, spelled out in its
 * configuration, so that a task never has to guess. No source is in two shares.
 *
 * @param sources those of the task
 * @param number which of the connector's tasks it is, from 0
 * @param tasks how many there are
 * @param slots which part of the connector's request rate is the task's
 */
public record TaskShare(List<JobSource> sources, int number, int tasks, Slots slots) {

  /**
   * The sources, as {@code /jobs?tag=Transcode&queueId=p1;/ai_jobs?tag=Translation}. A bucket is
   * said where it changes, {@code name-1@region/jobs?tag=Transcode}; the first that the settings
   * name goes without saying.
   */
  private static final String SOURCES = "task.sources";

  private static final String NUMBER = "task.number";
  private static final String COUNT = "task.count";
  private static final String SLOTS = "task.slots";
  private static final String NEW_BUCKETS = "task.new.buckets";
  private static final String NEWS_AGE = "task.news.age.ms";

  /** The parts that the text of a source does not name: it begins with its path. */
  private static final Set<String> UNNAMED = Set.of("bucket", "region", "path");

  /** Where the settings name no bucket, each goes with saying. */
  private static final Bucket ALL = new Bucket("*", "*");

  /** Each has a part in the offset of its source. */
  private static final int MOST_SLICES = 16;

  /** The share of a task whose part of the rate is that of any other. */
  TaskShare(List<JobSource> sources, int number, int tasks) {
    this(sources, number, tasks, new Slots(tasks, List.of(number)));
  }

  /**
   * Deals the sources out to at most so many tasks, none without a source, and the rate by the
   * weight of their sources.
   *
   * @param busy the weights of those that have had jobs lately; all others weigh 1
   * @param leavesLooks whether a part of the rate is for looks at the account
   */
  public static List<TaskShare> deal(
      List<JobSource> sources, Map<JobSource, Double> busy, int maxTasks, boolean leavesLooks) {
    int tasks = Math.min(maxTasks, sources.size());
    List<TaskShare> shares = new ArrayList<>();
    if (tasks > 0) {
      List<List<JobSource>> hands = Dealing.of(sources, busy, tasks);
      List<Slots> slots =
          Slots.deal(hands.stream().map(hand -> weight(hand, busy)).toList(), leavesLooks);
      for (List<JobSource> hand : hands) {
        shares.add(new TaskShare(hand, shares.size(), tasks, slots.get(shares.size())));
      }
    }
    return shares;
  }

  private static double weight(List<JobSource> sources, Map<JobSource, Double> busy) {
    return sources.stream().mapToDouble(source -> busy.getOrDefault(source, 1.0)).sum();
  }

  /** Reads the share in the properties of a task; the whole where they name none. */
  static TaskShare of(Map<String, String> properties, SourcesSection connector) {
    String share = properties.get(SOURCES);
    List<JobSource> sources =
        share == null ? connector.all(JobQueues.NONE) : parse(share, connector.buckets());
    int number = Integer.parseInt(properties.getOrDefault(NUMBER, "0"));
    int tasks = Integer.parseInt(properties.getOrDefault(COUNT, "1"));
    String slots = properties.get(SLOTS);
    return slots == null
        ? new TaskShare(sources, number, tasks)
        : new TaskShare(sources, number, tasks, Slots.parse(slots));
  }

  /**
   * The share as properties of its task, beside those of the connector.
   *
   * @param connector the settings, which the task has too
   */
  public Map<String, String> properties(SourcesSection connector) {
    Map<String, String> properties = new HashMap<>();
    properties.put(SOURCES, text(connector.buckets()));
    properties.put(NUMBER, Integer.toString(number));
    properties.put(COUNT, Integer.toString(tasks));
    if (!equals(new TaskShare(sources, number, tasks))) {
      properties.put(SLOTS, slots.toString());
    }
    return properties;
  }

  /** A property that tells the task to ask first of these buckets, as far as it has them. */
  public Map<String, String> hurrying(Set<Bucket> newBuckets) {
    String names =
        sources.stream()
            .map(source -> new Bucket(source.bucket(), source.region()))
            .distinct()
            .filter(newBuckets::contains)
            .map(Bucket::toString)
            .collect(Collectors.joining(";"));
    return names.isEmpty() ? Map.of() : Map.of(NEW_BUCKETS, names);
  }

  /** The buckets that a task asks first of, as the properties of the task have them. */
  static Set<String> hurried(Map<String, String> properties) {
    return Set.of(properties.getOrDefault(NEW_BUCKETS, "").split(";"));
  }

  /** A property that tells the task how old a new bucket or queue is at most; none for zero. */
  public static Map<String, String> news(Duration age) {
    return age.isZero() ? Map.of() : Map.of(NEWS_AGE, Long.toString(age.toMillis()));
  }

  /** How old a new bucket or queue is at most, as the properties of the task have it. */
  static Duration newsAge(Map<String, String> properties) {
    return Duration.ofMillis(Long.parseLong(properties.getOrDefault(NEWS_AGE, "0")));
  }

  /** What keeps to the task's part of the connector's rate. */
  public RateLimiter limiter(double requestsPerSecond) {
    return new RateLimiter(requestsPerSecond, slots);
  }

  /** What each of the sources may ask for, of what the task may. */
  public Parallel parallel(double requestsPerSecond, int concurrentRequests) {
    int slices = Math.max(1, Math.min(MOST_SLICES, concurrentRequests / sources.size()));
    return new Parallel(slices, requestsPerSecond * slots.part() / sources.size());
  }

  private static List<JobSource> parse(String text, List<Bucket> named) {
    List<JobSource> sources = new ArrayList<>();
    Bucket bucket = named.isEmpty() ? ALL : named.get(0);
    for (String source : text.split(";", -1)) {
      int slash = source.indexOf('/');
      int mark = source.indexOf('?');
      if (slash > 0) {
        int at = source.indexOf('@');
        bucket = new Bucket(source.substring(0, at), source.substring(at + 1, slash));
      }
      Map<String, String> parts = new HashMap<>();
      for (String part : source.substring(mark + 1).split("&", -1)) {
        int equal = part.indexOf('=');
        parts.put(part.substring(0, equal), URLDecoder.decode(part.substring(equal + 1), UTF_8));
      }
      sources.add(
          new JobSource(
              bucket.name(),
              bucket.region(),
              source.substring(slash, mark),
              parts.getOrDefault("tag", ""),
              parts.get("queueId"),
              parts.get("queueType")));
    }
    return sources;
  }

  private String text(List<Bucket> named) {
    StringBuilder text = new StringBuilder();
    Bucket last = named.isEmpty() ? ALL : named.get(0);
    for (JobSource source : sources) {
      Bucket bucket = new Bucket(source.bucket(), source.region());
      text.append(text.isEmpty() ? "" : ";");
      text.append(bucket.equals(last) ? "" : bucket).append(format(source));
      last = bucket;
    }
    return text.toString();
  }

  private static String format(JobSource source) {
    return source.parts().entrySet().stream()
        .filter(part -> !UNNAMED.contains(part.getKey()))
        .map(part -> part.getKey() + "=" + URLEncoder.encode(part.getValue(), UTF_8))
        .collect(Collectors.joining("&", source.path() + "?", ""));
  }
}
