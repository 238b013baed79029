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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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

  /** So many names a document may have, which are slow if made to collide. The API has some 700. */
  private static final int MAX_NAMES = 5000;

  private final XMLStreamReader2 in;
  private final Set<String> names = new HashSet<>();
  private long paths;

  private boolean rootRead;

  private XmlElements(XMLStreamReader2 in) {
    this.in = in;
  }

  /** Starts before the root element. */
  static XmlElements of(byte[] xml) throws MalformedPageException {
    XmlBounds.check(xml);
    return new XmlElements(XmlParsers.parser(xml));
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
    // The root is open too.
    return element(2, 0);
  }

  /** The element, with so many open, whose path has so many characters. */
  private JobElement element(int depth, int path) throws MalformedPageException {
    if (depth > MAX_DEPTH) {
      throw malformed("nests deeper than " + MAX_DEPTH + " elements");
    }
    String name = counted(in.getLocalName());
    List<Attribute> attributes = attributes(path);
    List<JobElement> children = new ArrayList<>(0);
    StringBuilder run = new StringBuilder();
    StringBuilder kept = new StringBuilder(0);
    while (true) {
      switch (XmlParsers.next(in)) {
        case CHARACTERS, CDATA, SPACE -> run.append(in.getText());
        case START_ELEMENT -> {
          keepUnlessBlank(run, kept);
          children.add(element(depth + 1, path + in.getLocalName().length() + 1));
        }
        case END_ELEMENT -> {
          if (children.isEmpty()) {
            count(path);
            return new JobElement(name, run.toString(), attributes, List.of());
          }
          keepUnlessBlank(run, kept);
          return new JobElement(name, kept.toString(), attributes, children);
        }
        default -> {} // A comment or a processing instruction: the text goes on behind it.
      }
    }
  }

  /** Takes the text before a child, or behind the last; white space there is layout. */
  private static void keepUnlessBlank(StringBuilder run, StringBuilder kept) {
    if (!run.toString().isBlank()) {
      kept.append(run);
    }
    run.setLength(0);
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

  /** Hands a name back, of which there may be only so many. */
  private String counted(String name) throws MalformedPageException {
    if (names.add(name) && names.size() > MAX_NAMES) {
      throw malformed("has more than " + MAX_NAMES + " different names");
    }
    return name;
  }

  private List<Attribute> attributes(int path) throws MalformedPageException {
    int count = in.getAttributeCount();
    if (count == 0) {
      return List.of();
    }
    List<Attribute> attributes = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      String name = counted(in.getAttributeLocalName(i));
      String value = in.getAttributeValue(i);
      count(path + name.length() + 2);
      attributes.add(new Attribute(name, value));
    }
    return attributes;
  }

  private MalformedPageException malformed(String reason) {
    return new MalformedPageException(reason, in.getLocation());
  }
}
