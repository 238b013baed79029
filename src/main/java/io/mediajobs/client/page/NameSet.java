package io.mediajobs.client.page;

import java.util.HashSet;
import java.util.Set;

/** The different names of a document. */
final class NameSet {

  private final Set<String> names = new HashSet<>();

  /** Names as they came last, by their hashes: most have just been there. */
  private final String[] lately = new String[256];

  /** Adds a name; returns whether it is a new one. */
  boolean add(String name) {
    int place = name.hashCode() & (lately.length - 1);
    if (name.equals(lately[place])) {
      return false;
    }
    lately[place] = name;
    return names.add(name);
  }

  int size() {
    return names.size();
  }
}
