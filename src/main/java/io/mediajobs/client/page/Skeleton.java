package io.mediajobs.client.page;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobElement;
import io.mediajobs.job.Printable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tags of one {@code JobsDetail}, whatever stands between them. Where they nest as they must,
 * it is certain which text is whose, also in a job that can't be read because of a character; and
 * of a job that was cut off, what was there as a whole.
 */
final class Skeleton {

  private static final String JOB = "JobsDetail";
  private static final String OPERATION = "Operation";

  /** What tracking needs of a job. */
  private static final Set<String> WANTED =
      Set.of("JobId", "State", "Progress", "CreationTime", "StartTime", "EndTime");

  private static final int MAX_TAGS = 2 * XmlBounds.MAX_ELEMENTS;

  private final TagReader tags;
  private final List<TagReader.Tag> open = new ArrayList<>();

  /** How often each that is wanted stands right below the job. */
  private final Map<String, Integer> times = new HashMap<>();

  /** Those of them that are plain text. */
  private final List<JobElement> plain = new ArrayList<>();

  /** Whether there is nothing but text since the innermost open tag. */
  private boolean plainSoFar;

  private boolean closed;

  private Skeleton(byte[] job) {
    this.tags = new TagReader(job);
  }

  /**
   * What can be read for certain of a job that can't be read as a whole: JobId and State, each once
   * right below it as plain text, and where they are so progress and times.
   *
   * @return without content; null where JobId or State is not certain
   */
  static @Nullable JobDetail legible(byte[] job) {
    Skeleton skeleton = new Skeleton(job);
    if (!skeleton.nests() || !skeleton.closed || !skeleton.tags.atEnd()) {
      return null;
    }
    List<JobElement> once = new ArrayList<>();
    for (JobElement leaf : skeleton.plain) {
      if (skeleton.times.getOrDefault(leaf.name(), 0) == 1) {
        once.add(leaf);
      }
    }
    try {
      return JobDetail.of(new JobElement(JOB, "", List.of(), once)).withoutContent();
    } catch (IllegalArgumentException withoutIdOrState) {
      return null;
    }
  }

  /**
   * A job that was cut off, closed behind what was there as a whole.
   *
   * @param job well-formed as far as its tags go
   * @param leftOut the path of the element that was cut, or none where it was cut between two, and
   *     {@link JobDetail.Content#REST}
   */
  @SuppressWarnings("ArrayRecordComponent") // Handed on once and never compared.
  record Closed(byte[] job, List<String> leftOut) {}

  /** Closes a job that was cut off; null where that it is not, or its tags do not nest. */
  static @Nullable Closed closed(byte[] job) {
    Skeleton skeleton = new Skeleton(job);
    return skeleton.nests() && !skeleton.closed && !skeleton.open.isEmpty()
        ? skeleton.closed()
        : null;
  }

  private Closed closed() {
    boolean inOperation = open.size() > 1 && open.get(1).name().equals(OPERATION);
    int around = inOperation ? 2 : 1;
    String ends = inOperation ? "</Operation></JobsDetail>" : "</JobsDetail>";
    if (open.size() == around) {
      return new Closed(tags.upTo(tags.end(), ends), List.of(JobDetail.Content.REST));
    }
    TagReader.Tag cut = open.get(around);
    String path = (inOperation ? OPERATION + "/" : "") + cut.localName();
    return new Closed(tags.upTo(cut.from(), ends), List.of(path, JobDetail.Content.REST));
  }

  /** Whether every tag that is there as a whole has its place. */
  private boolean nests() {
    int count = 0;
    for (TagReader.Tag tag = tags.next(); tag != null; tag = tags.next()) {
      // Each element that there may be has two.
      if (++count > MAX_TAGS) {
        return false;
      }
      boolean fits =
          switch (tag.kind()) {
            case START -> start(tag);
            case EMPTY -> start(tag) && end(tag);
            case END -> end(tag);
            case OPAQUE -> opaque();
          };
      if (!fits || open.size() > XmlElements.MAX_DEPTH) {
        return false;
      }
    }
    return !tags.inDoubt();
  }

  private boolean start(TagReader.Tag tag) {
    if (open.isEmpty() && (closed || !tag.name().equals(JOB))) {
      return false;
    }
    if (open.size() == 1 && WANTED.contains(tag.localName())) {
      times.merge(tag.localName(), 1, Integer::sum);
    }
    plainSoFar = !tag.hasAttributes();
    open.add(tag);
    return true;
  }

  private boolean end(TagReader.Tag tag) {
    if (open.isEmpty()) {
      return false;
    }
    TagReader.Tag start = open.remove(open.size() - 1);
    if (!start.name().equals(tag.name())) {
      return false;
    }
    if (open.size() == 1 && plainSoFar && WANTED.contains(start.name())) {
      String text = tags.text(start.to(), tag.from());
      if (isPlain(text)) {
        plain.add(JobElement.leaf(start.name(), text));
      }
    }
    plainSoFar = false;
    closed = open.isEmpty();
    return true;
  }

  private boolean opaque() {
    plainSoFar = false;
    return !open.isEmpty();
  }

  /** Neither a reference nor a character that no such text has, be it one for broken bytes. */
  private static boolean isPlain(String text) {
    String stripped = text.strip();
    return stripped.indexOf('&') < 0
        && stripped.indexOf('\ufffd') < 0
        && Printable.of(stripped).equals(stripped);
  }
}
