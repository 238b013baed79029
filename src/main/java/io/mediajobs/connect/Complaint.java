package io.mediajobs.connect;

/**
 * What is wrong with a setting beyond its own form.
 *
 * @param key the key at fault
 * @param why the rest of a sentence that begins with the key
 */
record Complaint(String key, String why) {

  /** The whole sentence. */
  String sentence() {
    return key + " " + why + ".";
  }
}
