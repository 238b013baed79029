package io.mediajobs.connect.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.common.config.ConfigDef.Recommender;

/** What a form offers for a setting, and whether it shows the setting at all. */
final class Recommenders implements Recommender {

  private final List<Object> values;
  private final Predicate<Map<String, Object>> shown;

  private Recommenders(List<Object> values, Predicate<Map<String, Object>> shown) {
    this.values = values;
    this.shown = shown;
  }

  /** Offers these values, perhaps none; others may be valid too. */
  static Recommender values(Object... values) {
    return new Recommenders(List.of(values), settings -> true);
  }

  /** Shown where another setting has this value. */
  static Recommender where(String key, String value) {
    return new Recommenders(List.of(), settings -> value.equals(settings.get(key)));
  }

  /** Shown where another setting is set; offers these values. */
  static Recommender whereSet(String key, Object... values) {
    return new Recommenders(List.of(values), settings -> settings.get(key) != null);
  }

  @Override
  public List<Object> validValues(String name, Map<String, Object> parsedConfig) {
    return new ArrayList<>(values);
  }

  @Override
  public boolean visible(String name, Map<String, Object> parsedConfig) {
    return shown.test(parsedConfig);
  }
}
