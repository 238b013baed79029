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

  /**
   * One attribute of an element.
   *
   * @param name its local name
   * @param value its text
   */
  public record Attribute(String name, String value) {}

  /**
   * How much there is of an element with all below it.
   *
   * @param elements elements and attributes
   * @param characters of all their texts, and of the path of names to each
   */
  public record Extent(int elements, long characters) {}

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

  /** How much there is of the element with all below it. */
  public Extent extent() {
    return extent(0);
  }

  private Extent extent(int path) {
    int elements = 1 + attributes.size();
    long characters = (long) path + text.length();
    for (Attribute attribute : attributes) {
      characters += (long) path + attribute.name.length() + attribute.value.length();
    }
    for (JobElement child : children) {
      Extent below = child.extent(path + child.name.length() + 1);
      elements += below.elements;
      characters += below.characters;
    }
    return new Extent(elements, characters);
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
