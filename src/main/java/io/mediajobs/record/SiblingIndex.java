package io.mediajobs.record;

import java.util.List;
import java.util.function.Function;

/** Numbers siblings, but only those that have a namesake. To be asked in document order. */
final class SiblingIndex {

  /** Siblings none of which has a namesake. */
  private static final SiblingIndex ALONE = new SiblingIndex(0);

  /** The names, each in the first free place from that of its hash on. */
  private final String[] names;

  /** How many siblings have the name in a place, and how many of them have been asked for. */
  private final int[] total;

  private final int[] seen;

  private SiblingIndex(int places) {
    names = new String[places];
    total = new int[places];
    seen = new int[places];
  }

  static <T> SiblingIndex of(List<T> siblings, Function<T, String> name) {
    if (siblings.size() < 2) {
      return ALONE;
    }
    SiblingIndex index = new SiblingIndex(2 * Integer.highestOneBit(2 * siblings.size()));
    boolean alone = true;
    for (T sibling : siblings) {
      alone &= ++index.total[index.place(name.apply(sibling))] == 1;
    }
    return alone ? ALONE : index;
  }

  /** The 1-based number of the next sibling of this name; 0 where it is the only one. */
  int next(String name) {
    if (this == ALONE) {
      return 0;
    }
    int place = place(name);
    return total[place] == 1 ? 0 : ++seen[place];
  }

  private int place(String name) {
    int place = name.hashCode() & (names.length - 1);
    while (names[place] != null && !names[place].equals(name)) {
      place = (place + 1) & (names.length - 1);
    }
    names[place] = name;
    return place;
  }
}
