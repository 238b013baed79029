package io.mediajobs.client.page;

import io.mediajobs.job.JobElement;
import io.mediajobs.job.JobElement.Attribute;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.xml.stream.Location;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLStreamReader2;

/**
 * Reads XML bytes as {@link JobElement}s, complete and strictly. It stands on StAX rather than on
 * Jackson's tokens because those can't tell an attribute from an element, and nothing may be lost.
 *
 * <p>Input is hostile until read: document type declarations are refused whole, and with them every
 * entity but the five of XML; {@link XmlBounds} hold; depth, names and paths are bounded; bytes
 * must be UTF-8, and may not claim to be anything else.
 */
final class XmlElements implements AutoCloseable {

  /** Real answers nest about ten deep. */
  static final int MAX_DEPTH = 200;

  /** The documentation of the API has some 700. The parser is slow at names made to collide. */
  static final int MAX_NAMES = 5000;

  /** All paths of texts together, which records are made of: 16 MB of words of speech have 80 M. */
  static final int MAX_PATHS = 100_000_000;

  private final XmlParsers parsers;
  private final XMLStreamReader2 in;
  private final TextRun run = new TextRun();
  private final List<OpenElement> open = new ArrayList<>();
  private final NameSet names = new NameSet();

  /** Elements that are complete, while the one around them is not. */
  private JobElement[] elements = new JobElement[64];

  private int complete;
  private long paths;

  private XmlElements(XmlParsers parsers, XMLStreamReader2 in) {
    this.parsers = parsers;
    this.in = in;
  }

  /** Starts before the root element. */
  static XmlElements of(byte[] xml) throws MalformedPageException {
    Utf8.check(xml);
    XmlBounds.check(xml);
    XmlElements reader;
    try {
      XmlParsers parsers = XmlParsers.current();
      reader = new XmlElements(parsers, parsers.parser(xml));
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
    int depth = 0;
    OpenElement innermost = started(in.getLocalName(), depth, 0);
    while (true) {
      switch (next()) {
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
            run.add(in.getText());
        case XMLStreamConstants.START_ELEMENT -> {
          innermost.keepUnlessBlank(run.take());
          // The root is open too.
          if (++depth + 2 > MAX_DEPTH) {
            throw new MalformedPageException(
                "nests deeper than " + MAX_DEPTH + " elements", in.getLocation());
          }
          String name = in.getLocalName();
          innermost = started(name, depth, innermost.path() + name.length() + 1);
        }
        case XMLStreamConstants.END_ELEMENT -> {
          JobElement element = completed(innermost);
          if (depth == 0) {
            return element;
          }
          add(element);
          innermost = open.get(--depth);
        }
        default -> {} // A comment or a processing instruction: the text goes on behind it.
      }
    }
  }

  private OpenElement started(String name, int depth, int path) throws MalformedPageException {
    if (depth == open.size()) {
      open.add(new OpenElement());
    }
    OpenElement element = open.get(depth);
    element.start(known(name), path, attributes(path), complete);
    return element;
  }

  private JobElement completed(OpenElement element) throws MalformedPageException {
    int from = element.childrenFrom();
    if (complete == from) {
      count(element.path());
      return element.leaf(run.take());
    }
    element.keepUnlessBlank(run.take());
    List<JobElement> children =
        complete == from + 1
            ? List.of(elements[from])
            : List.of(Arrays.copyOfRange(elements, from, complete));
    complete = from;
    return element.with(children);
  }

  private void add(JobElement element) {
    if (complete == elements.length) {
      elements = Arrays.copyOf(elements, 2 * complete);
    }
    elements[complete++] = element;
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
    if (names.add(name)) {
      parsers.read(name);
      if (names.size() > MAX_NAMES) {
        throw new MalformedPageException(
            "has more than " + MAX_NAMES + " different names", in.getLocation());
      }
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
