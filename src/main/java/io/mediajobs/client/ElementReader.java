package io.mediajobs.client;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import io.mediajobs.job.JobElement;
import io.mediajobs.job.JobElement.Attribute;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
 * entity but the five of XML; {@link XmlBounds} hold; depth, names and paths are bounded; bytes
 * must be UTF-8, and may not claim to be anything else.
 */
final class ElementReader implements AutoCloseable {

  /** Real answers nest about ten deep. */
  static final int MAX_DEPTH = 200;

  /** The documentation of the API has some 700. The parser is slow at names made to collide. */
  static final int MAX_NAMES = 5000;

  /** All paths of texts together, which records are made of: 16 MB of words of speech have 80 M. */
  static final int MAX_PATHS = 100_000_000;

  private final XMLStreamReader2 in;
  private final StringBuilder text = new StringBuilder();
  private final Set<String> names = new HashSet<>();
  private long paths;

  private ElementReader(XMLStreamReader2 in) {
    this.in = in;
  }

  /** Starts before the root element. */
  static ElementReader of(byte[] xml) throws MalformedPageException {
    Utf8.check(xml);
    XmlBounds.check(xml);
    ElementReader reader;
    try {
      reader =
          new ElementReader(
              (XMLStreamReader2)
                  factory().createXMLStreamReader(new Stax2ByteArraySource(xml, 0, xml.length)));
    } catch (XMLStreamException | RuntimeException unreadable) {
      throw new MalformedPageException("has an unreadable XML declaration", 1, 1);
    }
    String declared = reader.in.getCharacterEncodingScheme();
    if (declared != null
        && !declared.equalsIgnoreCase("UTF-8")
        && !declared.equalsIgnoreCase("US-ASCII")) {
      reader.close();
      throw new MalformedPageException("declares an encoding other than UTF-8", 1, 1);
    }
    return reader;
  }

  /**
   * A hardened factory. Made by its constructor: a look-up by service would depend on the context
   * class loader of the thread, which under a Connect worker is not always the plugin's. It is for
   * one document: it remembers every name that it has ever read.
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
    Deque<OpenElement> open = new ArrayDeque<>();
    OpenElement innermost = new OpenElement(known(in.getLocalName()), 0, attributes(0));
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
          String name = known(in.getLocalName());
          int path = innermost.path + name.length() + 1;
          innermost = new OpenElement(name, path, attributes(path));
        }
        case XMLStreamConstants.END_ELEMENT -> {
          JobElement complete = innermost.close(text);
          if (complete.children().isEmpty()) {
            count(innermost.path);
          }
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
    } catch (XMLStreamException | RuntimeException nothingLeftToRead) {
      // The bytes are in memory: there is no file to lose. Of some encodings Aalto can't even close
      // what it has read.
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
    } catch (XMLStreamException | RuntimeException illFormed) {
      // Aalto reports some broken documents unchecked. Its own message quotes the answer.
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

  private String known(String name) throws MalformedPageException {
    if (names.add(name) && names.size() > MAX_NAMES) {
      throw new MalformedPageException(
          "has more than " + MAX_NAMES + " different names", in.getLocation());
    }
    return name;
  }

  private void count(int path) throws MalformedPageException {
    paths += path;
    if (paths > MAX_PATHS) {
      throw new MalformedPageException(
          "nests names of more than " + MAX_PATHS + " characters", in.getLocation());
    }
  }

  private List<Attribute> attributes(int path) throws MalformedPageException {
    int count = in.getAttributeCount();
    if (count == 0) {
      return List.of();
    }
    List<Attribute> attributes = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      String name = known(in.getAttributeLocalName(i));
      count(path + name.length() + 2);
      attributes.add(new Attribute(name, in.getAttributeValue(i)));
    }
    return attributes;
  }
}
