package io.mediajobs.record;

import org.jspecify.annotations.Nullable;

/**
 * Where an element stands below {@code JobsDetail}. Cheap to make, as most are never written down.
 *
 * @param parent the path of the element around; null for {@code JobsDetail} itself
 * @param name the element's local name
 * @param index 1-based among the siblings of the same name; 0 where it has no such sibling
 */
record ElementPath(@Nullable ElementPath parent, String name, int index) {

  /** {@code JobsDetail} itself. */
  static final ElementPath ROOT = new ElementPath(null, "", 0);

  /** The key of the element's text: {@code Operation/Output[2]/Region}; {@code .} for the root. */
  @Override
  public String toString() {
    return parent == null ? "." : append(new StringBuilder()).toString();
  }

  /** The key of an attribute: {@code Input/Object/@name}, and {@code @name} for the root. */
  String attribute(String attributeName, int attributeIndex) {
    StringBuilder key = append(new StringBuilder());
    if (parent != null) {
      key.append('/');
    }
    return appendIndex(key.append('@').append(attributeName), attributeIndex).toString();
  }

  private StringBuilder append(StringBuilder key) {
    if (parent == null) {
      return key;
    }
    parent.append(key);
    if (parent.parent != null) {
      key.append('/');
    }
    return appendIndex(key.append(name), index);
  }

  private static StringBuilder appendIndex(StringBuilder key, int index) {
    return index == 0 ? key : key.append('[').append(index).append(']');
  }
}
