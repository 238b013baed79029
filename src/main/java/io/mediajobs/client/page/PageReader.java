package io.mediajobs.client.page;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobElement;
import io.mediajobs.job.JobId;
import io.mediajobs.job.JobPage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javax.xml.stream.Location;
import org.codehaus.stax2.XMLStreamLocation2;
import org.jspecify.annotations.Nullable;

/**
 * Reads the {@code Response} of a listing or a look-up: all of it or nothing, since a page that is
 * silently short would lose jobs.
 */
final class PageReader {

  /** So many jobs a page may have; the API gives 100 at most. */
  static final int MAX_JOBS = 1000;

  /** So long a NextToken may be, which goes into a request line; printed ones have six digits. */
  static final int MAX_TOKEN = 1000;

  /** So many ids a page may have in NonExistJobIds; a look-up asks for ten. */
  private static final int MAX_IDS = 1000;

  private final List<JobDetail> jobs = new ArrayList<>();
  private final List<JobId> nonExistIds = new ArrayList<>();
  private @Nullable String nextToken;

  /** Makes a job of an element that is none of a page; null of most. */
  private final Function<JobElement, @Nullable JobDetail> others;

  private PageReader(Function<JobElement, @Nullable JobDetail> others) {
    this.others = others;
  }

  /**
   * Reads a page. Elements beside {@code JobsDetail}, {@code NextToken} and {@code NonExistJobIds}
   * say nothing about a job and are passed over.
   *
   * @param serviceTime for the page; null where it is not known
   * @throws MalformedPageException if the answer is cut off, ill-formed or no {@code Response}, or
   *     if one of its jobs has no JobId or State
   */
  static JobPage read(byte[] answer, @Nullable Instant serviceTime) throws MalformedPageException {
    return read(answer, serviceTime, element -> null);
  }

  /**
   * Reads a page in which other elements may stand for jobs.
   *
   * @param others makes a job of an element that is none of a page; null of one that says nothing
   * @throws MalformedPageException as {@link #read(byte[], Instant)}
   */
  static JobPage read(
      byte[] answer,
      @Nullable Instant serviceTime,
      Function<JobElement, @Nullable JobDetail> others)
      throws MalformedPageException {
    JobPage plain = plain(answer, serviceTime, others);
    if (plain != null) {
      return plain;
    }
    PageReader page = new PageReader(others);
    try (XmlElements in = XmlElements.of(answer)) {
      while (in.nextPart()) {
        Location start = in.position();
        page.take(in.element(), start);
      }
    }
    return page.page(serviceTime);
  }

  /** Reads a page that is plain; null where it is not, or something is wrong with it. */
  private static @Nullable JobPage plain(
      byte[] answer,
      @Nullable Instant serviceTime,
      Function<JobElement, @Nullable JobDetail> others) {
    PageReader page = new PageReader(others);
    try {
      // A job is looked through while it is at hand: those of a whole page are large.
      JobElement top =
          PlainXml.read(answer, part -> page.take(part, XMLStreamLocation2.NOT_AVAILABLE));
      boolean isPage = top != null && top.name().equals("Response") && top.text().isEmpty();
      return isPage ? page.page(serviceTime) : null;
    } catch (MalformedPageException withoutItsPlace) {
      return null;
    }
  }

  private JobPage page(@Nullable Instant serviceTime) {
    return new JobPage(jobs, nextToken, nonExistIds, serviceTime);
  }

  /** Reads one {@code JobsDetail}, and nothing but that; a failure has its place in these bytes. */
  static JobDetail readJob(byte[] jobsDetail) throws MalformedPageException {
    try (XmlElements in = XmlElements.of(jobsDetail)) {
      in.nextStart();
      Location start = in.position();
      JobElement element = in.element();
      in.nextStart();
      return detail(element, start);
    }
  }

  /** Reads one element, and nothing but that; a failure has its place in these bytes. */
  static JobElement readElement(byte[] xml) throws MalformedPageException {
    JobElement plain = PlainXml.read(xml);
    if (plain != null) {
      return plain;
    }
    try (XmlElements in = XmlElements.of(xml)) {
      in.nextStart();
      JobElement element = in.element();
      in.nextStart();
      return element;
    }
  }

  private void take(JobElement element, Location start) throws MalformedPageException {
    switch (element.name()) {
      case "JobsDetail" -> add(detail(element, start), start);
      case "NextToken" -> nextToken = token(element, start);
      case "NonExistJobIds" -> addIds(element, start);
      default -> {
        JobDetail job = others.apply(element);
        if (job != null) {
          add(job, start);
        }
      }
    }
  }

  private void add(JobDetail job, Location start) throws MalformedPageException {
    if (jobs.size() == MAX_JOBS) {
      throw new MalformedPageException("holds more than " + MAX_JOBS + " jobs", start);
    }
    jobs.add(job);
  }

  private static JobDetail detail(JobElement element, Location start)
      throws MalformedPageException {
    try {
      return JobDetail.of(element);
    } catch (IllegalArgumentException untrackable) {
      throw new MalformedPageException("is incomplete: " + untrackable.getMessage(), start);
    }
  }

  /** The vendor's samples leave the element out on the last page, or leave it empty. */
  private @Nullable String token(JobElement element, Location start) throws MalformedPageException {
    if (nextToken != null) {
      throw new MalformedPageException("has two values of NextToken", start);
    }
    String token = element.text().strip();
    if (token.length() > MAX_TOKEN) {
      throw new MalformedPageException(
          "has a NextToken of more than " + MAX_TOKEN + " characters", start);
    }
    return token.isEmpty() ? null : token;
  }

  /**
   * The form of several ids is documented nowhere; the vendor's SDKs model one string as well as a
   * repeated element. A repeated element, a list inside of one, and one with children all do.
   */
  private void addIds(JobElement element, Location start) throws MalformedPageException {
    // The last piece, one too many even behind a blank one, holds the rest.
    for (String id : element.text().split("[,;\\s]+", MAX_IDS + 2)) {
      if (!id.isBlank()) {
        if (nonExistIds.size() == MAX_IDS) {
          throw new MalformedPageException(
              "has more than " + MAX_IDS + " ids in NonExistJobIds", start);
        }
        nonExistIds.add(new JobId(id.strip()));
      }
    }
    for (JobElement child : element.children()) {
      addIds(child, start);
    }
  }
}
