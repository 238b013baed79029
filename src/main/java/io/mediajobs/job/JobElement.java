package io.mediajobs.job;

import java.util.List;

/**
 * One element of an answer as it stood there: the tree that typed records are read from, complete.
 *
 * @param name the element's local name
 * @param text its own character data, untrimmed; empty where there is none. Between child elements
 *     white space is dropped
 * @param attributes its attributes in document order
 * @param children its child elements in document order
 */
public record JobElement(
    String name, String text, List<Attribute> attributes, List<JobElement> children)
    implements JobDetail.Content {

  /** An attribute of an element: its local name, and its text. */
  public record Attribute(String name, String value) {}

  private static final List<Attribute> NO_ATTRIBUTES = List.of();
  private static final List<JobElement> NO_CHILDREN = List.of();

  /** Makes the lists unchangeable. */
  public JobElement {
    // Most elements have neither, and there are many.
    attributes = attributes == NO_ATTRIBUTES ? attributes : List.copyOf(attributes);
    children = children == NO_CHILDREN ? children : List.copyOf(children);
  }

  /** An element without attributes or children. */
  public static JobElement leaf(String name, String text) {
    return new JobElement(name, text, List.of(), List.of());
  }

  @Override
  public JobElement element() {
    return this;
  }

  /** The trimmed text of the first child of this name; empty where there is no such child. */
  public String childText(String childName) {
    for (JobElement child : children) {
      if (child.name.equals(childName)) {
        return child.text.strip();
      }
    }
    return "";
  }
}
