package io.mediajobs.client.page;

import io.mediajobs.job.JobElement;
import io.mediajobs.job.JobElement.Attribute;
import java.util.List;

/** An element whose end has not come yet; its place is used again by others of the same depth. */
final class OpenElement {

  private final TextRun kept = new TextRun();
  private String name = "";
  private List<Attribute> attributes = List.of();
  private int path;
  private int childrenFrom;

  /**
   * Begins an element.
   *
   * @param newPath how long its path is
   * @param complete how many elements are complete: those that come after them are its children
   */
  void start(String newName, int newPath, List<Attribute> newAttributes, int complete) {
    name = newName;
    path = newPath;
    attributes = newAttributes;
    childrenFrom = complete;
  }

  /** How long the path of the element is. */
  int path() {
    return path;
  }

  int childrenFrom() {
    return childrenFrom;
  }

  /** Takes the text before a child, or behind the last; white space there is layout. */
  void keepUnlessBlank(String text) {
    if (!text.isBlank()) {
      kept.add(text);
    }
  }

  /** The whole element, which has no children. */
  JobElement leaf(String text) {
    return new JobElement(name, text, attributes, List.of());
  }

  /** The whole element, once all text is kept. */
  JobElement with(List<JobElement> children) {
    return new JobElement(name, kept.take(), attributes, children);
  }
}
