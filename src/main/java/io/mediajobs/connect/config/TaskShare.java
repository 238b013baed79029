package io.mediajobs.connect.config;

import io.mediajobs.job.JobSource;
import io.mediajobs.tracking.pace.RateLimiter;
import io.mediajobs.tracking.state.PollSettings;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The share of a task: which of the connector's sources are its own, spelled out in its
 * configuration, so that a task never has to guess. No source is in two shares.
 */
public final class TaskShare {

  /** The share, as {@code /jobs?tag=Transcode&queueId=p1;/ai_jobs?tag=Translation}. */
  public static final String SOURCES = "task.sources";

  /** How many tasks share the connector's request rate. */
  public static final String COUNT = "task.count";

  /** Which of them a task is, from 0. */
  public static final String NUMBER = "task.number";

  /** Each has a part in the offset of its source. */
  private static final int MOST_SLICES = 16;

  private static final String TAG = "tag";
  private static final String QUEUE_ID = "queueId";
  private static final String QUEUE_TYPE = "queueType";

  private TaskShare() {}

  /** Deals the sources out to at most so many tasks, none without a source. */
  public static List<List<JobSource>> deal(List<JobSource> sources, int maxTasks) {
    int tasks = Math.min(maxTasks, sources.size());
    List<List<JobSource>> shares = new ArrayList<>();
    for (int task = 0; task < tasks; task++) {
      List<JobSource> share = new ArrayList<>();
      for (int i = task; i < sources.size(); i += tasks) {
        share.add(sources.get(i));
      }
      shares.add(share);
    }
    return shares;
  }

  /** The pace of the task with these properties; the whole rate where they name no share. */
  public static RateLimiter pace(double requestsPerSecond, Map<String, String> properties) {
    int tasks = Integer.parseInt(properties.getOrDefault(COUNT, "1"));
    int number = Integer.parseInt(properties.getOrDefault(NUMBER, "0"));
    return new RateLimiter(requestsPerSecond, tasks, number);
  }

  /** What each of so many sources may ask for, of what their task may. */
  public static PollSettings.Parallel parallel(
      double requestsPerSecond, int concurrent, Map<String, String> properties, int sources) {
    int tasks = Integer.parseInt(properties.getOrDefault(COUNT, "1"));
    int slices = Math.max(1, Math.min(MOST_SLICES, concurrent / sources));
    return new PollSettings.Parallel(slices, requestsPerSecond / tasks / sources);
  }

  public static String format(List<JobSource> share) {
    return share.stream().map(TaskShare::format).collect(Collectors.joining(";"));
  }

  public static List<JobSource> parse(String text, String bucket, String region) {
    List<JobSource> share = new ArrayList<>();
    for (String source : text.split(";", -1)) {
      int mark = source.indexOf('?');
      Map<String, String> parts = new HashMap<>();
      for (String part : source.substring(mark + 1).split("&", -1)) {
        int equal = part.indexOf('=');
        parts.put(
            part.substring(0, equal),
            URLDecoder.decode(part.substring(equal + 1), StandardCharsets.UTF_8));
      }
      share.add(
          new JobSource(
              bucket,
              region,
              source.substring(0, mark),
              parts.getOrDefault(TAG, ""),
              parts.get(QUEUE_ID),
              parts.get(QUEUE_TYPE)));
    }
    return share;
  }

  private static String format(JobSource source) {
    StringBuilder text = new StringBuilder(source.path()).append('?');
    append(text, TAG, source.tag());
    if (source.queueId() != null) {
      append(text.append('&'), QUEUE_ID, source.queueId());
    }
    if (source.queueType() != null) {
      append(text.append('&'), QUEUE_TYPE, source.queueType());
    }
    return text.toString();
  }

  private static void append(StringBuilder text, String name, String value) {
    text.append(name).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8));
  }
}
