package io.mediajobs.client.page;

import io.mediajobs.job.JobElement;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A path that elements have had lately, with what is likely there: which tag comes next, and what
 * stands behind it. One job is much like the other, so to compare is mostly enough.
 *
 * <p>Threads share all of it, with a lock only where a place is new: each sees values that are
 * complete, if not the newest, and what is likely is compared before it is believed.
 */
final class ElementPlace {

  /** So many are kept until all begin anew; answers of all tags together have fewer. */
  private static final int KEPT = 4000;

  /** So many children a place may have, as they are searched one by one. */
  private static final int MOST_CHILDREN = 200;

  /** So many bytes a known element may have: longer ones hardly come again. */
  private static final int LONGEST_KNOWN = 2048;

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static volatile ElementPlace top = new ElementPlace(null, "");

  private final @Nullable ElementPlace parent;
  private final String name;
  private final int pathLength;

  /** The name and the {@code >} behind it, eight bytes each, and which of the last ones count. */
  private final long[] words;

  private final long lastBytes;
  private volatile ElementPlace[] children = new ElementPlace[0];

  /** How many are below the top, about. */
  private int below;

  /** That of the tag which came behind this one when it came last. */
  private volatile @Nullable ElementPlace next;

  private final JobElement empty;
  private @Nullable Known known;

  /** How many elements were others since one was the known one. */
  private int others;

  /**
   * An element that was here before.
   *
   * @param rest how it stood there behind its start tag
   * @param elements how many it holds, itself among them
   * @param paths how many characters the paths of its leaves have
   * @param last the place of its last tag, which tells what is likely behind it
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Known(JobElement element, byte[] rest, int elements, long paths, ElementPlace last) {}

  private ElementPlace(@Nullable ElementPlace parent, String name) {
    this.parent = parent;
    this.name = name.intern();
    pathLength = parent == null ? 0 : parent.pathLength + name.length() + 1;
    this.empty = JobElement.leaf(this.name, "");
    byte[] tag = (name + ">").getBytes(StandardCharsets.US_ASCII);
    byte[] padded = Arrays.copyOf(tag, (tag.length + 7) & -8);
    words = new long[padded.length / 8];
    for (int i = 0; i < words.length; i++) {
      words[i] = (long) WORDS.get(padded, 8 * i);
    }
    lastBytes = -1L >>> (8 * (padded.length - tag.length));
  }

  /** The place around a document. */
  static ElementPlace top() {
    if (top.below > KEPT) {
      top = new ElementPlace(null, "");
    }
    return top;
  }

  String name() {
    return name;
  }

  /** How many characters its names have, and one more for each. */
  int pathLength() {
    return pathLength;
  }

  /** The child that is likely to come behind a tag, if it is one of this place; else null. */
  @Nullable ElementPlace likely(ElementPlace last) {
    ElementPlace likely = last.next;
    return likely != null && likely.parent == this ? likely : null;
  }

  /** Remembers which tag came behind this one. */
  void next(ElementPlace place) {
    next = place;
  }

  /** The child whose name stands between two places; null where it is none, or one too many. */
  @Nullable ElementPlace child(byte[] xml, int from, int to) {
    ElementPlace[] all = children;
    for (ElementPlace child : all) {
      if (child.name.length() == to - from && child.isAt(xml, from)) {
        return child;
      }
    }
    ElementPlace around = this;
    while (around.parent != null) {
      around = around.parent;
    }
    String name = new String(xml, from, to - from, StandardCharsets.UTF_8);
    return name.matches("[A-Za-z_][A-Za-z0-9_.-]*") ? added(name, around) : null;
  }

  private @Nullable ElementPlace added(String name, ElementPlace around) {
    synchronized (around) {
      ElementPlace[] all = children;
      around.below += all.length >= MOST_CHILDREN ? KEPT : 1;
      if (around.below > KEPT) {
        return null;
      }
      ElementPlace child = new ElementPlace(this, name);
      ElementPlace[] more = Arrays.copyOf(all, all.length + 1);
      more[all.length] = child;
      children = more;
      return child;
    }
  }

  /** Whether the name stands at a place of a text, with a {@code >} behind it. */
  boolean isTag(byte[] xml, int at) {
    int last = words.length - 1;
    if (at + 8 * words.length > xml.length) {
      int end = at + name.length();
      return end < xml.length && xml[end] == '>' && isAt(xml, at);
    }
    for (int i = 0; i < last; i++) {
      if ((long) WORDS.get(xml, at + 8 * i) != words[i]) {
        return false;
      }
    }
    return ((long) WORDS.get(xml, at + 8 * last) & lastBytes) == words[last];
  }

  private boolean isAt(byte[] xml, int at) {
    for (int i = 0; i < name.length(); i++) {
      if (xml[at + i] != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The element that is likely, if it stands behind its start tag from here on; else null. */
  @Nullable Known known(byte[] xml, int from) {
    Known likely = known;
    int to = likely == null ? 0 : from + likely.rest.length;
    if (likely == null
        || to > xml.length
        || !Arrays.equals(xml, from, to, likely.rest, 0, likely.rest.length)) {
      return null;
    }
    if (others != 0) {
      others = 0;
    }
    return likely;
  }

  /** A leaf whose text is between two places. */
  JobElement leaf(byte[] xml, int from, int to) {
    return from == to ? empty : JobElement.leaf(name, Reference.resolved(xml, from, to));
  }

  /** Whether to remember an element of so many bytes, which is not the known one. */
  boolean isWorthKnowing(int bytes) {
    others++;
    // The longer none has come again, the seldomer is another one kept.
    return (others & (others - 1)) == 0 && bytes <= LONGEST_KNOWN;
  }

  /** Remembers an element. */
  void know(Known element) {
    known = element;
  }
}
