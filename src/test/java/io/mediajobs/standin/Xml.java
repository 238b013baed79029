package io.mediajobs.standin;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes XML elements, one a line as the vendor's samples do. */
final class Xml {

  private final StringBuilder text = new StringBuilder();

  /** An element of text; null writes an empty one. */
  Xml leaf(String name, @Nullable String value) {
    text.append('<').append(name).append('>');
    if (value != null) {
      text.append(value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
    }
    text.append("</").append(name).append(">\n");
    return this;
  }

  /** An element of elements. */
  Xml group(String name, Consumer<Xml> content) {
    text.append('<').append(name).append(">\n");
    content.accept(this);
    text.append("</").append(name).append(">\n");
    return this;
  }

  /** Text that is XML already. */
  Xml raw(String xml) {
    text.append(xml);
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
