package io.mediajobs.connect.config;

/**
 * What is wrong with a setting beyond its own form.
 *
 * @param key the key at fault
 * @param sentence says so
 */
public record ConfigProblem(String key, String sentence) {

  /** A problem whose sentence begins with the key; the rest of it has no full stop. */
  static ConfigProblem of(String key, String rest) {
    return new ConfigProblem(key, key + " " + rest + ".");
  }
}
