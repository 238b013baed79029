package io.mediajobs.client;

import com.fasterxml.aalto.UncheckedStreamException;
import com.fasterxml.aalto.stax.InputFactoryImpl;
import io.mediajobs.job.JobElement;
import io.mediajobs.job.JobElement.Attribute;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLStreamReader2;
import org.codehaus.stax2.io.Stax2ByteArraySource;

/**
 * Reads XML bytes as {@link JobElement}s, complete and strictly. It stands on StAX rather than on
 * Jackson's tokens because those can't tell an attribute from an element, and nothing may be lost.
 *
 * <p>Input is hostile until read: document type declarations are refused whole, and with them every
 * entity but the five of XML; depth is bounded; bytes must be UTF-8.
 */
final class ElementReader implements AutoCloseable {

  /** Real answers nest about ten deep. */
  static final int MAX_DEPTH = 200;

  private static final InputFactoryImpl FACTORY = factory();

  private final XMLStreamReader2 in;
  private final StringBuilder text = new StringBuilder();

  private ElementReader(XMLStreamReader2 in) {
    this.in = in;
  }

  /** Starts before the root element. */
  static ElementReader of(byte[] xml) throws MalformedPageException {
    Utf8.check(xml);
    try {
      return new ElementReader(
          (XMLStreamReader2)
              FACTORY.createXMLStreamReader(new Stax2ByteArraySource(xml, 0, xml.length)));
    } catch (XMLStreamException unreadable) {
      throw new MalformedPageException("has an unreadable XML declaration", 1, 1);
    }
  }

  /**
   * A hardened factory. Made by its constructor: a look-up by service would depend on the context
   * class loader of the thread, which under a Connect worker is not always the plugin's.
   */
  static InputFactoryImpl factory() {
    InputFactoryImpl factory = new InputFactoryImpl();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    return factory;
  }

  /**
   * Moves to the next start or end of an element, or to the end of the document.
   *
   * @return true at a start
   * @throws MalformedPageException also if there is text on the way
   */
  boolean nextStart() throws MalformedPageException {
    while (true) {
      switch (next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          return true;
        }
        case XMLStreamConstants.END_ELEMENT, XMLStreamConstants.END_DOCUMENT -> {
          return false;
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
          if (!in.getText().isBlank()) {
            throw new MalformedPageException("has text where elements belong", in.getLocation());
          }
        }
        default -> {} // White space, a comment or a processing instruction.
      }
    }
  }

  /** The name of the element that was just started. */
  String name() {
    return in.getLocalName();
  }

  /** Where the element that was just started begins. */
  Location position() {
    return in.getLocation();
  }

  /** The element that was just started, up to its end. */
  JobElement element() throws MalformedPageException {
    Deque<Open> open = new ArrayDeque<>();
    Open innermost = new Open(in.getLocalName(), attributes());
    text.setLength(0);
    while (true) {
      switch (next()) {
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
            text.append(in.getTextCharacters(), in.getTextStart(), in.getTextLength());
        case XMLStreamConstants.START_ELEMENT -> {
          innermost.keepUnlessBlank(text);
          open.push(innermost);
          // The root is open too.
          if (open.size() + 2 > MAX_DEPTH) {
            throw new MalformedPageException(
                "nests deeper than " + MAX_DEPTH + " elements", in.getLocation());
          }
          innermost = new Open(in.getLocalName(), attributes());
        }
        case XMLStreamConstants.END_ELEMENT -> {
          JobElement complete = innermost.close(text);
          if (open.isEmpty()) {
            return complete;
          }
          innermost = open.pop();
          innermost.children.add(complete);
        }
        default -> {} // A comment or a processing instruction: the text goes on behind it.
      }
    }
  }

  /** Gives the parser's buffers back. */
  @Override
  public void close() {
    try {
      in.close();
    } catch (XMLStreamException nothingLeftToRead) {
      // The bytes are in memory: there is no file to lose.
    }
  }

  private int next() throws MalformedPageException {
    int event;
    try {
      event = in.next();
      if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
        // Aalto parses text only when asked for it; what is wrong with it shall show here.
        in.getTextLength();
      }
    } catch (XMLStreamException | UncheckedStreamException illFormed) {
      // The parser's own message quotes the answer.
      String reason = String.valueOf(illFormed.getMessage());
      throw new MalformedPageException(
          reason.regionMatches(true, 0, "Unexpected end-of-input", 0, 23)
              ? "is cut off"
              : "is not well-formed",
          in.getLocationInfo().getCurrentLocation());
    }
    if (event == XMLStreamConstants.DTD) {
      throw new MalformedPageException(
          "has a document type declaration, as an HTML page does,", in.getLocation());
    }
    if (event == XMLStreamConstants.ENTITY_REFERENCE) {
      throw new MalformedPageException("refers to an undeclared entity", in.getLocation());
    }
    return event;
  }

  private List<Attribute> attributes() {
    int count = in.getAttributeCount();
    if (count == 0) {
      return List.of();
    }
    List<Attribute> attributes = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      attributes.add(new Attribute(in.getAttributeLocalName(i), in.getAttributeValue(i)));
    }
    return attributes;
  }

  /** An element whose end has not come yet. */
  private static final class Open {

    private final String name;
    private final List<Attribute> attributes;
    private final List<JobElement> children = new ArrayList<>();
    private final StringBuilder kept = new StringBuilder(0);

    private Open(String name, List<Attribute> attributes) {
      this.name = name;
      this.attributes = attributes;
    }

    /** Takes the text before a child; white space there is layout. */
    private void keepUnlessBlank(StringBuilder run) {
      if (!run.chars().allMatch(Character::isWhitespace)) {
        kept.append(run);
      }
      run.setLength(0);
    }

    private JobElement close(StringBuilder run) {
      if (children.isEmpty()) {
        kept.append(run);
        run.setLength(0);
      } else {
        keepUnlessBlank(run);
      }
      return new JobElement(name, kept.toString(), attributes, children);
    }
  }
}
