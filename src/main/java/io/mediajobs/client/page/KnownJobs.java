package io.mediajobs.client.page;

import io.mediajobs.client.page.JobRange.Print;
import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobElement;
import io.mediajobs.job.JobPage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads pages, and recognises jobs that stand there as they stood before: most that are looked at
 * again have not changed, and to read one costs many times what it takes to compare it. What comes
 * out is what {@link PageReader} gives. Safe for use by several threads.
 *
 * <p>Why: decision 2 in src/docs/develop/decisions.
 */
public final class KnownJobs {

  /** Some 300 bytes each. */
  static final int REMEMBERED = 20_000;

  /** Whether to look at a page at all is decided by so many of its jobs. */
  private static final int SAMPLE = 4;

  private static final BytePattern TAGS = new BytePattern("JobsDetail");
  private static final BytePattern NAMES = new BytePattern(PageReader.KNOWN);
  private static final JobElement NOTHING = JobElement.leaf("JobsDetail", "");

  private final Map<Print, JobDetail> jobs =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Print, JobDetail> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** As {@link PageReader#read}, whose failures these are too. */
  public JobPage read(byte[] answer, @Nullable Instant serviceTime) throws MalformedPageException {
    if (!showsKnown(answer)) {
      JobPage page = PageReader.read(answer, serviceTime);
      if (page.jobs().stream().anyMatch(job -> !job.state().ended())) {
        remember(page.jobs(), ranges(answer), answer);
      }
      return page;
    }
    List<JobRange> ranges = ranges(answer);
    List<@Nullable JobDetail> found = new ArrayList<>(ranges.size());
    ranges.forEach(range -> found.add(find(range)));
    byte[] rest = without(answer, ranges, found);
    JobPage page = read(rest, found, serviceTime);
    if (page == null) {
      return PageReader.read(answer, serviceTime);
    }
    remember(page.jobs(), ranges, rest);
    return page;
  }

  /** The page with what is known put in; null where it has to be read as a whole. */
  private static @Nullable JobPage read(
      byte[] rest, List<@Nullable JobDetail> found, @Nullable Instant serviceTime) {
    List<JobDetail> known = new ArrayList<>();
    for (JobDetail job : found) {
      if (job != null) {
        known.add(job);
      }
    }
    // One for the start and one for the end; more would be somebody else's.
    if (NAMES.count(rest) != 2 * known.size()) {
      return null;
    }
    try {
      return PageReader.reduced(rest, known, serviceTime);
    } catch (MalformedPageException somewhereElse) {
      // Where the damage is shows in the whole page only.
      return null;
    }
  }

  private boolean showsKnown(byte[] answer) {
    JobRange range = JobRange.next(answer, 0);
    for (int i = 0; range != null && i < SAMPLE; i++) {
      if (find(range) != null) {
        return true;
      }
      range = JobRange.next(answer, range.to());
    }
    return false;
  }

  private static List<JobRange> ranges(byte[] answer) {
    List<JobRange> ranges = new ArrayList<>();
    for (JobRange range = JobRange.next(answer, 0);
        range != null;
        range = JobRange.next(answer, range.to())) {
      ranges.add(range);
    }
    return ranges;
  }

  /** The job that stood there before as it stands here; null for none. */
  private @Nullable JobDetail find(JobRange range) {
    Print print = range.print();
    JobDetail job;
    synchronized (jobs) {
      job = jobs.get(print);
    }
    return job == null ? null : job.with(range);
  }

  /** The answer with the numbers of those found in their places. */
  private static byte[] without(
      byte[] answer, List<JobRange> ranges, List<@Nullable JobDetail> found) {
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    int done = 0;
    int number = 0;
    for (int i = 0; i < ranges.size(); i++) {
      if (found.get(i) != null) {
        rest.write(answer, done, ranges.get(i).from() - done);
        String name = "<" + PageReader.KNOWN + ">" + number++ + "</" + PageReader.KNOWN + ">";
        rest.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
        done = ranges.get(i).to();
      }
    }
    rest.write(answer, done, answer.length - done);
    return rest.toByteArray();
  }

  /**
   * Remembers the jobs of a page, where it is certain which text each has: where the name stands
   * twice for each job there is none within another, nor a tag in a comment or the like.
   *
   * @param read what was read of the page
   */
  private void remember(List<JobDetail> page, List<JobRange> ranges, byte[] read) {
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
}
