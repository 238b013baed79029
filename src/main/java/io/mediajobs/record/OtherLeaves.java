package io.mediajobs.record;

import io.mediajobs.job.JobElement;
import io.mediajobs.job.JobElement.Attribute;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Collects the field {@code other} of a job: every text that no typed field took, by its path.
 * Paths are unique, as XML names hold none of the characters {@code / @ [ ]}.
 */
final class OtherLeaves {

  private final Map<String, String> texts = new LinkedHashMap<>();

  /** Takes one text. */
  void text(ElementPath path, String text) {
    texts.put(path.toString(), text);
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
      texts.put(path.attribute(name, siblings.next(name)), attribute.value());
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
      String name = child.name();
      everything(child, new ElementPath(path, name, siblings.next(name)));
    }
  }

  /** What was collected, in document order. */
  Map<String, String> toMap() {
    return texts;
  }
}
