package io.mediajobs.connect.config;

import java.util.HashMap;
import java.util.Map;

/** The settings that a connector can't do without, and more. */
public final class GoodSettings {

  private GoodSettings() {}

  /** Those with changes, a key and its value in turn; they may be changed further. */
  public static Map<String, String> with(String... changes) {
    Map<String, String> settings = new HashMap<>();
    settings.put("topic.prefix", "t");
    settings.put("ci.bucket", "examplebucket-1250000000");
    settings.put("ci.region", "ap-chongqing");
    settings.put("ci.secret.id", "someone");
    settings.put("ci.secret.key", "something");
    settings.put("ci.tags", "Transcode");
    for (int i = 0; i < changes.length; i += 2) {
      settings.put(changes[i], changes[i + 1]);
    }
    return settings;
  }

  /** Those with changes, read as a connector reads them. */
  public static MediaJobsConfig config(String... changes) {
    return MediaJobsConfig.of(with(changes));
  }
}
