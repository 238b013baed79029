package io.mediajobs.client.page;

import org.jspecify.annotations.Nullable;

/** Text that comes in pieces; most of it in one, which needs no builder. */
final class TextRun {

  private @Nullable String first;
  private @Nullable StringBuilder all;

  void add(String piece) {
    if (all != null) {
      all.append(piece);
    } else if (first != null) {
      all = new StringBuilder(first).append(piece);
    } else {
      first = piece;
    }
  }

  /** The text so far, and begins anew. */
  String take() {
    String text = all != null ? all.toString() : first;
    first = null;
    all = null;
    return text == null ? "" : text;
  }
}
