package io.mediajobs.connect.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mediajobs.job.Account.Bucket;
import io.mediajobs.job.JobQueues;
import io.mediajobs.job.JobSource;
import io.mediajobs.tracking.pace.RateLimiter;
import io.mediajobs.tracking.state.PollSettings.Parallel;
import java.net.URLDecoder;
import java.net.URLEncoder;
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
 * @param tasks how many tasks share the connector's request rate
 */
public record TaskShare(List<JobSource> sources, int number, int tasks) {

  /**
   * The sources, as {@code /jobs?tag=Transcode&queueId=p1;/ai_jobs?tag=Translation}. A bucket is
   * said where it changes, {@code name-1@region/jobs?tag=Transcode}; the first that the settings
   * name goes without saying.
   */
  private static final String SOURCES = "task.sources";

  private static final String NUMBER = "task.number";
  private static final String COUNT = "task.count";
  private static final String NEW_BUCKETS = "task.new.buckets";

  /** The parts that the text of a source does not name: it begins with its path. */
  private static final Set<String> UNNAMED = Set.of("bucket", "region", "path");

  /** Where the settings name no bucket, each goes with saying. */
  private static final Bucket ALL = new Bucket("*", "*");

  /** Each has a part in the offset of its source. */
  private static final int MOST_SLICES = 16;

  /**
   * Deals the sources out to at most so many tasks, none without a source.
   *
   * @param busy those that have had jobs lately, of which each task gets as many
   */
  public static List<TaskShare> deal(List<JobSource> sources, Set<JobSource> busy, int maxTasks) {
    int tasks = Math.min(maxTasks, sources.size());
    List<TaskShare> shares = new ArrayList<>();
    if (tasks > 0) {
      for (List<JobSource> share : Dealing.of(sources, busy, tasks)) {
        shares.add(new TaskShare(share, shares.size(), tasks));
      }
    }
    return shares;
  }

  /** Reads the share in the properties of a task; the whole where they name none. */
  static TaskShare of(Map<String, String> properties, SourcesSection connector) {
    String share = properties.get(SOURCES);
    return new TaskShare(
        share == null ? connector.all(JobQueues.NONE) : parse(share, connector.buckets()),
        Integer.parseInt(properties.getOrDefault(NUMBER, "0")),
        Integer.parseInt(properties.getOrDefault(COUNT, "1")));
  }

  /**
   * The share as properties of its task, beside those of the connector.
   *
   * @param connector the settings, which the task has too
   */
  public Map<String, String> properties(SourcesSection connector) {
    return Map.of(
        SOURCES,
        text(connector.buckets()),
        NUMBER,
        Integer.toString(number),
        COUNT,
        Integer.toString(tasks));
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

  /** What keeps to the task's part of the connector's rate. */
  public RateLimiter limiter(double requestsPerSecond) {
    return new RateLimiter(requestsPerSecond, tasks, number);
  }

  /** What each of the sources may ask for, of what the task may. */
  public Parallel parallel(double requestsPerSecond, int concurrentRequests) {
    int slices = Math.max(1, Math.min(MOST_SLICES, concurrentRequests / sources.size()));
    return new Parallel(slices, requestsPerSecond / tasks / sources.size());
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
