package io.mediajobs.client.page;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobElement;
import io.mediajobs.job.JobPage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Reads pages, and recognises jobs that stand there as they stood before: most that are looked at
 * again have not changed, and to read one costs many times what it takes to compare it. What comes
 * out is what {@link PageReader} gives. Safe for use by several threads.
 *
 * <p>Why: decision 2 in src/docs/develop/decisions.
 */
public final class KnownJobs {

  /** So many jobs are remembered, some 300 bytes each. */
  static final int REMEMBERED = 20_000;

  /** Whether to look at a page at all is decided by so many of its jobs. */
  private static final int SAMPLE = 4;

  /** The element that stands for a known job, with its number among them, from 0. */
  private static final String KNOWN = "KnownJob";

  private static final BytePattern NAMES = new BytePattern(KNOWN);
  private static final BytePattern TAGS = new BytePattern("JobsDetail");
  private static final BytePattern START = new BytePattern("<JobsDetail>");
  private static final BytePattern END = new BytePattern("</JobsDetail>");
  private static final JobElement NOTHING = JobElement.leaf("JobsDetail", "");

  private final Map<Print, JobDetail> jobs =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Print, JobDetail> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** Reads a page, as {@link PageReader#read(byte[], Instant)} does. */
  public JobPage read(byte[] answer, @Nullable Instant serviceTime) throws MalformedPageException {
    if (!showsKnown(answer)) {
      JobPage page = PageReader.read(answer, serviceTime);
      if (page.jobs().stream().anyMatch(job -> !job.state().ended())) {
        remember(page.jobs(), ranges(answer), answer);
      }
      return page;
    }
    List<Range> ranges = ranges(answer);
    List<JobDetail> known = new ArrayList<>();
    byte[] rest = reduced(answer, ranges, known);
    JobPage page = read(rest, known, serviceTime);
    if (page == null) {
      return PageReader.read(answer, serviceTime);
    }
    remember(page.jobs(), ranges, rest);
    return page;
  }

  /** The answer with the numbers of known jobs in their places; the jobs are added to these. */
  private byte[] reduced(byte[] answer, List<Range> ranges, List<JobDetail> known) {
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    int done = 0;
    for (Range range : ranges) {
      JobDetail job = find(range);
      if (job != null) {
        rest.write(answer, done, range.from - done);
        String name = "<" + KNOWN + ">" + known.size() + "</" + KNOWN + ">";
        rest.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
        known.add(job);
        done = range.to;
      }
    }
    rest.write(answer, done, answer.length - done);
    return rest.toByteArray();
  }

  /** A reduced page with what is known put in; null where it has to be read as a whole. */
  private static @Nullable JobPage read(
      byte[] rest, List<JobDetail> known, @Nullable Instant serviceTime) {
    // One for the start and one for the end; more would be somebody else's.
    if (NAMES.count(rest) != 2 * known.size()) {
      return null;
    }
    // By their numbers, as the page may be read twice.
    BitSet seen = new BitSet();
    Function<JobElement, @Nullable JobDetail> named =
        element -> {
          if (!element.name().equals(KNOWN)) {
            return null;
          }
          int number = Integer.parseInt(element.text());
          seen.set(number);
          return known.get(number);
        };
    try {
      JobPage page = PageReader.read(rest, serviceTime, named);
      return seen.cardinality() == known.size() ? page : null;
    } catch (MalformedPageException somewhereElse) {
      // Where the damage is shows in the whole page only.
      return null;
    }
  }

  private boolean showsKnown(byte[] answer) {
    Range range = Range.next(answer, 0);
    for (int i = 0; range != null && i < SAMPLE; i++) {
      if (find(range) != null) {
        return true;
      }
      range = Range.next(answer, range.to);
    }
    return false;
  }

  private static List<Range> ranges(byte[] answer) {
    List<Range> ranges = new ArrayList<>();
    for (Range next = Range.next(answer, 0); next != null; next = Range.next(answer, next.to)) {
      ranges.add(next);
    }
    return ranges;
  }

  /** The job that stood there before as it stands here; null for none. */
  private @Nullable JobDetail find(Range range) {
    Print print = range.print();
    JobDetail job;
    synchronized (jobs) {
      job = jobs.get(print);
    }
    return job == null ? null : job.with(range);
  }

  /**
   * Remembers the jobs of a page, where it is certain which text each has: where the name stands
   * twice for each job there is none within another, nor a tag in a comment or the like.
   *
   * @param read what was read of the page
   */
  private void remember(List<JobDetail> page, List<Range> ranges, byte[] read) {
    long unknown = page.stream().filter(job -> job.content() instanceof JobElement).count();
    if (page.size() != ranges.size() || TAGS.count(read) != 2 * unknown) {
      return;
    }
    for (int i = 0; i < page.size(); i++) {
      JobDetail job = page.get(i);
      if (job.content() instanceof JobElement) {
        Print print = ranges.get(i).print();
        synchronized (jobs) {
          jobs.put(print, job.with(NOTHING));
        }
      }
    }
  }

  /**
   * What tells one text from another: two checksums that have nothing in common, and the length.
   * That two texts of a service agree in all of it is as likely as never.
   */
  private record Print(long checksums, int length) {}

  /** Where a job stands in an answer, from its {@code <JobsDetail>} to behind the end of it. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Range(byte[] answer, int from, int to) implements JobDetail.Content {

    /** The first job here or later; null where there is none. */
    static @Nullable Range next(byte[] answer, int from) {
      int start = START.find(answer, from);
      int end = start < 0 ? -1 : END.find(answer, start + START.text.length);
      return end < 0 ? null : new Range(answer, start, end + END.text.length);
    }

    Print print() {
      CRC32C first = new CRC32C();
      first.update(answer, from, to - from);
      CRC32 second = new CRC32();
      second.update(answer, from, to - from);
      return new Print(first.getValue() << 32 | second.getValue(), to - from);
    }

    @Override
    public JobElement element() {
      try {
        return PageReader.readElement(Arrays.copyOfRange(answer, from, to));
      } catch (MalformedPageException impossible) {
        throw new IllegalStateException("A job that was read before can be read", impossible);
      }
    }
  }

  /** A text that answers are searched for, by Horspool's rule, which looks at few bytes. */
  private static final class BytePattern {

    private final byte[] text;

    /** For each byte, how much further the text can end where it does not end with that. */
    private final int[] skips = new int[256];

    BytePattern(String ascii) {
      text = ascii.getBytes(StandardCharsets.US_ASCII);
      Arrays.fill(skips, text.length);
      for (int i = 0; i < text.length - 1; i++) {
        skips[text[i]] = text.length - 1 - i;
      }
    }

    /** Where the text stands first, here or later; -1 for nowhere. */
    int find(byte[] answer, int from) {
      int last = text.length - 1;
      int at = from + last;
      while (at < answer.length) {
        byte octet = answer[at];
        if (octet == text[last] && Arrays.equals(answer, at - last, at + 1, text, 0, last + 1)) {
          return at - last;
        }
        at += skips[octet & 0xff];
      }
      return -1;
    }

    /** How many times the text stands in an answer. */
    int count(byte[] answer) {
      int count = 0;
      for (int at = find(answer, 0); at >= 0; at = find(answer, at + text.length)) {
        count++;
      }
      return count;
    }
  }
}
