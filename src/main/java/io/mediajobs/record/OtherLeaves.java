package io.mediajobs.record;

import io.mediajobs.job.JobElement;
import io.mediajobs.job.JobElement.Attribute;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects the field {@code other} of a job: every text that no typed field took, by its path.
 * Paths are unique, as XML names hold none of the characters {@code / @ [ ]}.
 *
 * <p>It keeps account of all that the job is read into, so that no more is read than there is room
 * for: names that nest deep can make a record hundreds of times as long as the answer.
 */
final class OtherLeaves {

  private final Map<String, String> texts = new LinkedHashMap<>();
  private final long room;
  private long taken;

  /** For a job that may take so many bytes, by the bounds of {@link RecordSize}. */
  OtherLeaves(long room) {
    this.room = room;
  }

  /** Notes that a field takes up to so many bytes. */
  void taken(long bytes) {
    taken += bytes;
  }

  /** How many bytes what was read takes at most. */
  long taken() {
    return taken;
  }

  /** Whether there is more than the room for it. Then what was read may be less than all. */
  boolean isFull() {
    return taken > room;
  }

  /** Takes one text. */
  void text(ElementPath path, String text) {
    put(path.toString(), text);
  }

  /** Drops the text of the first element of a name, which a field has after all, but for blanks. */
  void drop(String element, String text) {
    for (String path : List.of(element, element + "[1]")) {
      texts.computeIfPresent(path, (p, known) -> known.strip().equals(text) ? null : known);
    }
  }

  /** Takes the element's attributes: no field has one. */
  void attributes(JobElement element, ElementPath path) {
    if (element.attributes().isEmpty()) {
      return;
    }
    // Two attributes may share a local name where their prefixes differ.
    SiblingIndex siblings = SiblingIndex.of(element.attributes(), Attribute::name);
    for (Attribute attribute : element.attributes()) {
      String name = attribute.name();
      put(path.attribute(name, siblings.next(name)), attribute.value());
    }
  }

  /** Takes the text that stands between the children of an element, if there is any. */
  void mixedText(JobElement element, ElementPath path) {
    if (!element.text().isBlank()) {
      text(path, element.text());
    }
  }

  /** Takes an element with everything below it. */
  void everything(JobElement element, ElementPath path) {
    attributes(element, path);
    if (element.children().isEmpty()) {
      text(path, element.text());
      return;
    }
    mixedText(element, path);
    SiblingIndex siblings = SiblingIndex.of(element.children(), JobElement::name);
    for (JobElement child : element.children()) {
      if (isFull()) {
        return;
      }
      String name = child.name();
      everything(child, new ElementPath(path, name, siblings.next(name)));
    }
  }

  private void put(String path, String text) {
    texts.put(path, text);
    taken += RecordSize.mostOf(path) + RecordSize.mostOf(text);
  }

  /** What was collected, in document order. */
  Map<String, String> toMap() {
    return texts;
  }
}
