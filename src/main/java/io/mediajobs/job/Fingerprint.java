package io.mediajobs.job;

import io.mediajobs.job.JobElement.Attribute;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * 64 bits that tell one content of a job from another: the sum of its leaves, each a path and its
 * text, mixed. So differently named elements may stand in any order, as they do in the service's
 * own samples, while those of one name are told apart by their number.
 *
 * <p>What is no difference in a record is none here: blanks around JobId and State, other ways to
 * write the job's own progress and times, and ways to say that there is none.
 *
 * <p>Offsets and ids of records hold it, so another way to reckon it would tell every job anew.
 */
final class Fingerprint {

  private static final long ROOT = 0x9e3779b97f4a7c15L;
  private static final long NAME = 0xe7037ed1a0b428dbL;
  private static final long ATTRIBUTE = 0xc2b2ae3d27d4eb4fL;
  private static final long NUMBER = 0xd6e8feb86659fd93L;
  private static final long TEXT = 0xa0761d6478bd642fL;
  private static final long CUT = 0x589965cc75374cc3L;
  private static final long LEAF = 0x8ebc6af09c88c6e3L;

  /** Elements as they came last, by their paths; none with attributes or much text. */
  private static final @Nullable Known[] LATELY = new Known[1024];

  private static final int MOST_KEPT = 2048;

  private record Known(long path, JobElement element, long weight, long sum) {}

  /** How much it would take to keep what has been summed up, in characters, about. */
  private long weight;

  private Fingerprint() {}

  /** The fingerprint of a job: of its element, and of what a cut answer leaves out of that. */
  static long of(JobDetail.Content content) {
    long sum = new Fingerprint().sum(content.element(), ROOT);
    for (String path : content.leftOut()) {
      sum += leaf(CUT, path);
    }
    return mixed(sum ^ LEAF, ROOT);
  }

  /** Elements of one content are often one object. */
  @SuppressWarnings("ReferenceEquality")
  private long sum(JobElement element, long path) {
    int place = (int) path & (LATELY.length - 1);
    Known known = LATELY[place];
    if (known == null || known.path != path || known.element != element) {
      long before = weight;
      long sum = sumAnew(element, path);
      known = new Known(path, element, weight - before, sum);
      LATELY[place] = known.weight <= MOST_KEPT ? known : null;
    } else {
      weight += known.weight;
    }
    return known.sum;
  }

  private long sumAnew(JobElement element, long path) {
    weight += weight(element);
    long sum = attributes(element.attributes(), path);
    List<JobElement> children = element.children();
    if (children.isEmpty()) {
      return sum + leaf(path, element.text());
    }
    if (!element.text().isBlank()) {
      sum += leaf(path, element.text());
    }
    ChildPaths below = ChildPaths.of(path, children);
    for (int i = 0; i < children.size(); i++) {
      JobElement child = children.get(i);
      boolean ofEveryJob = path == ROOT && !below.repeats()[i];
      long at = below.paths()[i];
      sum += ofEveryJob ? ofJob(child, at) : sum(child, at);
    }
    return sum;
  }

  /** An element right below the job, the first of its name: such are what every job has. */
  private long ofJob(JobElement element, long path) {
    if (!element.children().isEmpty()) {
      return sum(element, path);
    }
    weight += weight(element);
    String text = ownText(element);
    return attributes(element.attributes(), path) + (text == null ? 0 : leaf(path, text));
  }

  /** Of one element without its children; too much where it has attributes. */
  private static long weight(JobElement element) {
    return 16 + element.text().length() + (long) MOST_KEPT * element.attributes().size();
  }

  private static long attributes(List<Attribute> attributes, long path) {
    if (attributes.isEmpty()) {
      return 0;
    }
    long sum = 0;
    // Two of one local name may have different prefixes.
    Map<String, Integer> counts = new HashMap<>();
    for (Attribute attribute : attributes) {
      String name = attribute.name();
      int before = counts.merge(name, 1, Integer::sum) - 1;
      sum += leaf(below(path, hash(name) ^ ATTRIBUTE, before), attribute.value());
    }
    return sum;
  }

  private static long below(long path, long name, int namesakes) {
    return mixed(path + NUMBER * namesakes, name);
  }

  private static long leaf(long path, String text) {
    return hash(text, path ^ LEAF);
  }

  private static long hash(String name) {
    return hash(name, NAME);
  }

  /** All characters, eight at a time. */
  private static long hash(String text, long seed) {
    long hash = seed;
    int length = text.length();
    int i = 0;
    for (; i + 8 <= length; i += 8) {
      hash = Long.rotateLeft(hash, 29) ^ mixed(four(text, i) ^ TEXT, four(text, i + 4) ^ hash);
    }
    long first = length;
    long second = 0;
    if (i + 4 <= length) {
      second = four(text, i);
      i += 4;
    }
    for (; i < length; i++) {
      first = first << 16 | text.charAt(i);
    }
    return hash ^ mixed(first ^ NAME, second ^ hash);
  }

  private static long four(String text, int at) {
    return (long) text.charAt(at)
        | (long) text.charAt(at + 1) << 16
        | (long) text.charAt(at + 2) << 32
        | (long) text.charAt(at + 3) << 48;
  }

  /** Every bit of both counts for every bit of what comes out. */
  private static long mixed(long one, long other) {
    return Math.multiplyHigh(one, other) ^ one * other;
  }

  /**
   * The text of an element without children, in the one form that all its like have: a JobId or
   * State without blanks around it, a progress as a plain number, a time as the service writes it.
   * A text that is none of that, and that of any other element, stays as it is.
   *
   * @return null for a time that says nothing
   */
  private static @Nullable String ownText(JobElement element) {
    String text = element.text();
    return switch (element.name()) {
      case "JobId", "State" -> text.strip();
      case "Progress" -> progress(text);
      case "CreationTime", "StartTime", "EndTime" -> time(text);
      default -> text;
    };
  }

  private static String progress(String text) {
    String stripped = text.strip();
    try {
      String plain = Integer.toString(Integer.parseInt(stripped));
      // Java reads digits of any script, which a record keeps as the text that they are.
      return plain.equals(stripped) || stripped.chars().allMatch(c -> c < 0x80) ? plain : text;
    } catch (NumberFormatException notANumber) {
      return text;
    }
  }

  private static @Nullable String time(String text) {
    boolean isWritten = text.length() == JobTime.WRITTEN_LENGTH && text.charAt(10) == 'T';
    if (isWritten && text.endsWith("+0800")) {
      return text; // Most are. What is no time stays as it is too.
    }
    String stripped = text.strip();
    if (stripped.isEmpty() || stripped.equals("-")) {
      return null;
    }
    Instant time = JobTime.parse(stripped);
    // A record keeps a fraction finer than its milliseconds as the text that it is.
    if (time == null || !time.truncatedTo(ChronoUnit.MILLIS).equals(time)) {
      return text;
    }
    return time.truncatedTo(ChronoUnit.SECONDS).equals(time)
        ? JobTime.format(time)
        : time.toString();
  }

  /**
   * The paths of the children of the element at a path, and whether each has a namesake before it.
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record ChildPaths(long path, String[] names, long[] paths, boolean[] repeats) {

    /** As they came last: one job is much like the other. */
    private static final @Nullable ChildPaths[] LATELY = new ChildPaths[512];

    /** More children hardly come again with the same names. */
    private static final int MOST_KEPT = 200;

    static ChildPaths of(long path, List<JobElement> children) {
      int place = (int) (path + 31L * children.size()) & (LATELY.length - 1);
      ChildPaths known = LATELY[place];
      if (known == null || !known.areOf(path, children)) {
        String[] names = children.stream().map(JobElement::name).toArray(String[]::new);
        long[] paths = new long[names.length];
        boolean[] repeats = new boolean[names.length];
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < names.length; i++) {
          int before = counts.merge(names[i], 1, Integer::sum) - 1;
          paths[i] = below(path, hash(names[i]), before);
          repeats[i] = before > 0;
        }
        // Other threads see only what is complete before this.
        known = new ChildPaths(path, names, paths, repeats);
        LATELY[place] = names.length > MOST_KEPT ? null : known;
      }
      return known;
    }

    @SuppressWarnings("ReferenceEquality") // The parser interns names, so that a glance settles it.
    private boolean areOf(long other, List<JobElement> children) {
      boolean same = path == other && children.size() == names.length;
      for (int i = 0; i < names.length && same; i++) {
        same = children.get(i).name() == names[i];
      }
      return same;
    }
  }
}
