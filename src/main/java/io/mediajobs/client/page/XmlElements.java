package io.mediajobs.client.page;

import static javax.xml.stream.XMLStreamConstants.CDATA;
import static javax.xml.stream.XMLStreamConstants.CHARACTERS;
import static javax.xml.stream.XMLStreamConstants.END_DOCUMENT;
import static javax.xml.stream.XMLStreamConstants.END_ELEMENT;
import static javax.xml.stream.XMLStreamConstants.SPACE;
import static javax.xml.stream.XMLStreamConstants.START_ELEMENT;

import io.mediajobs.job.JobElement;
import io.mediajobs.job.JobElement.Attribute;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.Location;
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

  /** All paths of texts together, which records are made of: 16 MB of words of speech have 80 M. */
  static final int MAX_PATHS = 100_000_000;

  private final XMLStreamReader2 in;
  private final XmlParsers.Names names;
  private final StringBuilder run = new StringBuilder();
  private final List<OpenElement> open = new ArrayList<>();

  /** Elements that are complete, while the one around them is not. */
  private final List<JobElement> complete = new ArrayList<>();

  private long paths;

  private boolean rootRead;

  private XmlElements(XmlParsers parsers, byte[] xml) throws MalformedPageException {
    in = parsers.parser(xml);
    names = new XmlParsers.Names(in);
  }

  /** Starts before the root element. */
  static XmlElements of(byte[] xml) throws MalformedPageException {
    XmlBounds.check(xml);
    return new XmlElements(new XmlParsers(), xml);
  }

  /**
   * Moves to the next element right below the root, which must be a {@code Response}.
   *
   * @return false at the end of the document: what follows the root may show that it was no page
   */
  boolean nextPart() throws MalformedPageException {
    if (!rootRead) {
      rootRead = true;
      nextStart();
      if (!in.getLocalName().equals("Response")) {
        throw malformed("has a root element other than Response");
      }
    }
    boolean more = nextStart();
    if (!more) {
      nextStart();
    }
    return more;
  }

  /**
   * Moves to the next start or end of an element, or to the end of the document.
   *
   * @return true at a start
   * @throws MalformedPageException also if there is text on the way
   */
  boolean nextStart() throws MalformedPageException {
    int event = XmlParsers.next(in);
    while (event != START_ELEMENT && event != END_ELEMENT && event != END_DOCUMENT) {
      // Else it is white space, a comment or a processing instruction.
      if ((event == CHARACTERS || event == CDATA) && !in.getText().isBlank()) {
        throw malformed("has text where elements belong");
      }
      event = XmlParsers.next(in);
    }
    return event == START_ELEMENT;
  }

  /** The place of what was just read; of an element that was just started, its beginning. */
  Location position() {
    return in.getLocation();
  }

  /** The element that was just started, up to its end. */
  JobElement element() throws MalformedPageException {
    int depth = 0;
    OpenElement innermost = started(in.getLocalName(), depth, 0);
    while (true) {
      switch (XmlParsers.next(in)) {
        case CHARACTERS, CDATA, SPACE -> run.append(in.getText());
        case START_ELEMENT -> {
          innermost.keepUnlessBlank(taken(run));
          // The root is open too.
          if (++depth + 2 > MAX_DEPTH) {
            throw malformed("nests deeper than " + MAX_DEPTH + " elements");
          }
          String name = in.getLocalName();
          innermost = started(name, depth, innermost.path + name.length() + 1);
        }
        case END_ELEMENT -> {
          JobElement element = completed(innermost);
          if (depth == 0) {
            return element;
          }
          complete.add(element);
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
    element.name = names.counted(name);
    element.path = path;
    element.attributes = attributes(path);
    element.childrenFrom = complete.size();
    return element;
  }

  private JobElement completed(OpenElement element) throws MalformedPageException {
    List<JobElement> below = complete.subList(element.childrenFrom, complete.size());
    if (below.isEmpty()) {
      count(element.path);
      return new JobElement(element.name, taken(run), element.attributes, List.of());
    }
    element.keepUnlessBlank(taken(run));
    List<JobElement> children = List.copyOf(below);
    below.clear();
    return new JobElement(element.name, taken(element.kept), element.attributes, children);
  }

  /** A text that came in pieces; the next one begins empty. */
  private static String taken(StringBuilder pieces) {
    String text = pieces.toString();
    pieces.setLength(0);
    return text;
  }

  /** Gives the parser's buffers back. */
  @Override
  public void close() {
    XmlParsers.close(in);
  }

  private void count(int path) throws MalformedPageException {
    paths += path;
    if (paths > MAX_PATHS) {
      throw malformed("nests names of more than " + MAX_PATHS + " characters");
    }
  }

  private List<Attribute> attributes(int path) throws MalformedPageException {
    int count = in.getAttributeCount();
    if (count == 0) {
      return List.of();
    }
    List<Attribute> attributes = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      String name = names.counted(in.getAttributeLocalName(i));
      String value = in.getAttributeValue(i);
      count(path + name.length() + 2);
      attributes.add(new Attribute(name, value));
    }
    return attributes;
  }

  private MalformedPageException malformed(String reason) {
    return new MalformedPageException(reason, in.getLocation());
  }

  /** An element whose end has not come yet; its place is used again by others of the same depth. */
  private static final class OpenElement {

    private final StringBuilder kept = new StringBuilder();
    private String name = "";
    private List<Attribute> attributes = List.of();

    /** How many characters the path to the element has. */
    private int path;

    /** How many elements were complete before it: those that come after them are its children. */
    private int childrenFrom;

    /** Takes the text before a child, or behind the last; white space there is layout. */
    private void keepUnlessBlank(String text) {
      if (!text.isBlank()) {
        kept.append(text);
      }
    }
  }
}
