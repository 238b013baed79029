package io.mediajobs.client.page;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.mediajobs.job.JobElement;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads XML that is plain, as nearly all answers are: elements without attributes, and texts
 * without any references but those to a character. Whatever is not plain, or not well-formed, or
 * beyond a bound, it leaves to {@link XmlElements}, which alone says what is wrong; what it does
 * read, that reads the same.
 *
 * <p>Why: decision 12 in src/docs/develop/decisions.
 */
final class PlainXml {

  /** Real answers nest about ten deep. */
  private static final int MAX_DEPTH = 32;

  private static final List<byte[]> DECLARATIONS =
      Stream.of("UTF-8", "utf-8")
          .map(name -> "<?xml version=\"1.0\" encoding=\"" + name + "\"?>")
          .map(text -> text.getBytes(US_ASCII))
          .toList();

  private final byte[] xml;
  private final Parts parts;
  private final PlainText text;

  /** Behind the last element. */
  private final int end;

  /** The elements that have not ended, from the outside to the inside. */
  private final Open[] open = new Open[MAX_DEPTH];

  /** Elements that are complete, while the one around them is not. */
  private JobElement[] elements = new JobElement[256];

  private int complete;
  private int count;

  /** How many characters the paths of all leaves have. */
  private long paths;

  private ElementPlace last;

  private PlainXml(byte[] xml, int end, ElementPlace top, Parts parts) {
    this.xml = xml;
    this.parts = parts;
    this.text = new PlainText(xml, end);
    this.end = end;
    this.last = top;
  }

  /** Takes each element right below the top one, as soon as it is complete. */
  interface Parts {

    /** Takes one; what it throws ends the reading. */
    void take(JobElement part) throws MalformedPageException;
  }

  /** The only element of a document; null where that is not plain. */
  static @Nullable JobElement read(byte[] xml) {
    try {
      return read(xml, part -> {});
    } catch (MalformedPageException impossible) {
      throw new IllegalStateException("Nothing refuses an element", impossible);
    }
  }

  /** The only element of a document; null where that is not plain, whatever parts were taken. */
  static @Nullable JobElement read(byte[] xml, Parts parts) throws MalformedPageException {
    int end = xml.length;
    while (end > 0 && TagReader.isBlank(xml[end - 1])) {
      end--;
    }
    ElementPlace top = ElementPlace.top();
    PlainXml reader = new PlainXml(xml, end, top, parts);
    int start = reader.behindDeclaration();
    // This ends every look for the end of a text or name.
    return end - start >= 4 && xml[end - 1] == '>' && reader.isPlain(start, top)
        ? reader.elements[0]
        : null;
  }

  private int behindDeclaration() {
    int at = 0;
    for (byte[] declaration : DECLARATIONS) {
      int length = declaration.length;
      at = length < end && Arrays.mismatch(declaration, xml) == length ? length : at;
    }
    return nextTag(at);
  }

  private boolean isPlain(int start, ElementPlace top) throws MalformedPageException {
    int depth = 0;
    int at = start;
    do {
      if (xml[at] != '<') {
        return false;
      }
      if (depth > 0 && xml[at + 1] == '/') {
        Open ended = open[--depth];
        if (!ended.place.isTag(xml, at + 2)) {
          return false;
        }
        at += 3 + ended.place.name().length();
        end(ended, at);
      } else {
        ElementPlace place = place(depth == 0 ? top : open[depth - 1].place, at + 1);
        if (place == null || depth == MAX_DEPTH) {
          return false;
        }
        int from = at + 2 + place.name().length();
        boolean empty = xml[from - 1] == '/';
        // The parts of the top one are to be taken.
        ElementPlace.Known known = empty || depth == 0 ? null : place.known(xml, from);
        int child = known == null && !empty ? nextTag(from) : end - 1;
        if (xml[child] == '<' && xml[child + 1] != '/') {
          open[depth++] = new Open(place, from, complete, count++, paths);
          at = child;
          continue;
        }
        at = known == null ? leaf(place, from, empty) : known(known, from);
        if (at < 0) {
          return false;
        }
      }
      if (depth == 1) {
        parts.take(elements[complete - 1]);
      }
      at = depth == 0 ? at : nextTag(at);
    } while (depth > 0 && count <= XmlBounds.MAX_ELEMENTS);
    return at == end && paths <= XmlElements.MAX_PATHS && count <= XmlBounds.MAX_ELEMENTS;
  }

  private void end(Open ended, int behind) {
    ElementPlace place = ended.place;
    List<JobElement> children = List.of(Arrays.copyOfRange(elements, ended.complete, complete));
    complete = ended.complete;
    JobElement element = new JobElement(place.name(), "", List.of(), children);
    add(element);
    know(place, element, ended.from, behind, count - ended.count, paths - ended.paths);
  }

  /** Where a leaf ends whose start tag ends here; -1 where it is not plain. */
  private int leaf(ElementPlace place, int from, boolean empty) {
    int to = empty ? from : text.behind(from);
    if (to < 0 || !(empty || (xml[to + 1] == '/' && place.isTag(xml, to + 2)))) {
      return -1;
    }
    JobElement element = place.leaf(xml, from, to);
    add(element);
    count++;
    paths += place.pathLength();
    if (empty) {
      return from + 1;
    }
    int behind = to + 3 + place.name().length();
    know(place, element, from, behind, 1, place.pathLength());
    return behind;
  }

  private int known(ElementPlace.Known known, int from) {
    add(known.element());
    count += known.elements();
    paths += known.paths();
    last = known.last();
    return from + known.rest().length;
  }

  private void know(
      ElementPlace place, JobElement element, int from, int to, int elements, long lengths) {
    if (place.isWorthKnowing(to - from)) {
      byte[] rest = Arrays.copyOfRange(xml, from, to);
      place.know(new ElementPlace.Known(element, rest, elements, lengths, last));
    }
  }

  private void add(JobElement element) {
    if (complete == elements.length) {
      elements = Arrays.copyOf(elements, 2 * complete);
    }
    elements[complete++] = element;
  }

  /** The place of a tag that ends behind its name, at once or by a slash; null for any other. */
  private @Nullable ElementPlace place(ElementPlace around, int from) {
    ElementPlace place = around.likely(last);
    if (place == null || !place.isTag(xml, from)) {
      int to = from;
      while (TagReader.isInName(xml[to])) {
        to++;
      }
      boolean ends = xml[to] == '>' || (xml[to] == '/' && xml[to + 1] == '>');
      place = ends && to - from <= XmlBounds.MAX_NAME ? around.child(xml, from, to) : null;
      if (place == null) {
        return null;
      }
      last.next(place);
    }
    last = place;
    return place;
  }

  /** Here, or behind blanks; where nothing follows, a place where there is no tag. */
  private int nextTag(int from) {
    int at = from;
    while (at < end && TagReader.isBlank(xml[at])) {
      at++;
    }
    return at < end ? at : end - 1;
  }

  /**
   * An element that has not ended.
   *
   * @param from behind its start tag
   * @param complete how many elements were complete before it
   * @param count how many elements there were
   * @param paths what {@link #paths} was
   */
  private record Open(ElementPlace place, int from, int complete, int count, long paths) {}
}
