package io.mediajobs.bench;

import java.util.HashMap;
import java.util.Map;

/** The settings of tasks that are measured. They need no class of the connector. */
public final class TaskSettings {

  private TaskSettings() {}

  /**
   * The settings of a task.
   *
   * @param outputs {@code jobs} for one record of each job, {@code both} for its four, three
   *     transitions with the job and the job, {@code transitions} for three without the job
   */
  public static Map<String, String> of(String outputs) {
    Map<String, String> settings = new HashMap<>();
    settings.put("name", "bench");
    settings.put("topic.prefix", "t");
    settings.put("ci.bucket", "examplebucket-1250000000");
    settings.put("ci.region", "ap-chongqing");
    settings.put("ci.secret.id", "id");
    settings.put("ci.secret.key", "key");
    settings.put("ci.tags", "Transcode");
    switch (outputs) {
      case "jobs" -> settings.put("transitions.topic", "");
      case "both" -> {}
      case "transitions" -> {
        settings.put("jobs.topic", "");
        settings.put("transitions.include.job", "false");
      }
      default -> throw new IllegalArgumentException(outputs);
    }
    return settings;
  }
}
