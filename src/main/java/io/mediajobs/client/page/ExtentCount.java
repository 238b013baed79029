package io.mediajobs.client.page;

import io.mediajobs.job.JobElement.Extent;

/** Counts how much there is of an element while it is read, which costs less than looking again. */
final class ExtentCount {

  private int elements;
  private long characters;

  void begin() {
    elements = 0;
    characters = 0;
  }

  /** An element or attribute, whose path has so many characters. */
  void part(int path) {
    elements++;
    characters += path;
  }

  void text(int length) {
    characters += length;
  }

  Extent extent() {
    return new Extent(elements, characters);
  }
}
