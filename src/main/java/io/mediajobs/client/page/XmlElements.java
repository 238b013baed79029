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
import java.util.Arrays;
import java.util.List;
import javax.xml.stream.Location;
import org.jspecify.annotations.Nullable;

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

  private final XmlParsers.Parser in;
  private final TextRun run = new TextRun();
  private final List<OpenElement> open = new ArrayList<>();

  /** Elements that are complete, while the one around them is not. */
  private JobElement[] elements = new JobElement[64];

  private int complete;
  private long paths;

  /** Whether the root element has been read. */
  private boolean rooted;

  private XmlElements(XmlParsers.Parser in) {
    this.in = in;
  }

  /** Starts before the root element. */
  static XmlElements of(byte[] xml) throws MalformedPageException {
    Utf8.check(xml);
    XmlBounds.check(xml);
    return new XmlElements(XmlParsers.current().parser(xml));
  }

  /** Reads one element, and nothing but that. */
  static JobElement single(byte[] xml) throws MalformedPageException {
    try (XmlElements in = of(xml)) {
      in.nextStart();
      JobElement element = in.element();
      in.nextStart();
      return element;
    }
  }

  /**
   * Moves to the next element right below the root, which must be a {@code Response}.
   *
   * @return false at the end of the document: what follows the root may show that it was no page
   */
  boolean nextPart() throws MalformedPageException {
    if (!rooted) {
      rooted = true;
      nextStart();
      if (!in.name().equals("Response")) {
        throw in.malformed("has a root element other than Response");
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
    while (true) {
      switch (in.next()) {
        case START_ELEMENT -> {
          return true;
        }
        case END_ELEMENT, END_DOCUMENT -> {
          return false;
        }
        case CHARACTERS, CDATA -> {
          if (!in.text().isBlank()) {
            throw in.malformed("has text where elements belong");
          }
        }
        default -> {} // White space, a comment or a processing instruction.
      }
    }
  }

  /** The place of what was just read; of an element that was just started, its beginning. */
  Location position() {
    return in.position();
  }

  /** The element that was just started, up to its end. */
  JobElement element() throws MalformedPageException {
    int depth = 0;
    OpenElement innermost = started(in.name(), depth, 0);
    while (true) {
      switch (in.next()) {
        case CHARACTERS, CDATA, SPACE -> run.add(in.text());
        case START_ELEMENT -> {
          innermost.keepUnlessBlank(run.take());
          // The root is open too.
          if (++depth + 2 > MAX_DEPTH) {
            throw in.malformed("nests deeper than " + MAX_DEPTH + " elements");
          }
          String name = in.name();
          innermost = started(name, depth, innermost.path + name.length() + 1);
        }
        case END_ELEMENT -> {
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
    in.count(name);
    element.name = name;
    element.path = path;
    element.attributes = in.attributes();
    for (Attribute attribute : element.attributes) {
      count(path + attribute.name().length() + 2);
    }
    element.childrenFrom = complete;
    return element;
  }

  private JobElement completed(OpenElement element) throws MalformedPageException {
    int from = element.childrenFrom;
    if (complete == from) {
      count(element.path);
      return new JobElement(element.name, run.take(), element.attributes, List.of());
    }
    element.keepUnlessBlank(run.take());
    List<JobElement> children =
        complete == from + 1
            ? List.of(elements[from])
            : List.of(Arrays.copyOfRange(elements, from, complete));
    complete = from;
    return new JobElement(element.name, element.kept.take(), element.attributes, children);
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
    in.close();
  }

  private void count(int path) throws MalformedPageException {
    paths += path;
    if (paths > MAX_PATHS) {
      throw in.malformed("nests names of more than " + MAX_PATHS + " characters");
    }
  }

  /** An element whose end has not come yet; its place is used again by others of the same depth. */
  private static final class OpenElement {

    private final TextRun kept = new TextRun();
    private String name = "";
    private List<Attribute> attributes = List.of();

    /** How many characters the path to the element has. */
    private int path;

    /** How many elements were complete before it: those that come after them are its children. */
    private int childrenFrom;

    /** Takes the text before a child, or behind the last; white space there is layout. */
    private void keepUnlessBlank(String text) {
      if (!text.isBlank()) {
        kept.add(text);
      }
    }
  }

  /** Text that comes in pieces; most of it in one, which needs no builder. */
  private static final class TextRun {

    private @Nullable String first;
    private @Nullable StringBuilder all;

    private void add(String piece) {
      if (all != null) {
        all.append(piece);
      } else if (first != null) {
        all = new StringBuilder(first).append(piece);
      } else {
        first = piece;
      }
    }

    /** The text so far; the next one begins empty. */
    private String take() {
      String text = all != null ? all.toString() : first;
      first = null;
      all = null;
      return text == null ? "" : text;
    }
  }
}
