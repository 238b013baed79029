package io.mediajobs.connect.config;

/**
 * What is wrong with a setting beyond its own form.
 *
 * @param key the key at fault
 * @param why the rest of a sentence that begins with the key
 */
public record ConfigProblem(String key, String why) {

  /** The whole sentence. */
  public String sentence() {
    return key + " " + why + ".";
  }
}
