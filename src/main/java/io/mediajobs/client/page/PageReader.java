package io.mediajobs.client.page;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobElement;
import io.mediajobs.job.JobId;
import io.mediajobs.job.JobPage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.Location;
import org.jspecify.annotations.Nullable;

/**
 * Reads the {@code Response} of a listing or a look-up: all of it or nothing, since a page that is
 * silently short would lose jobs.
 */
final class PageReader {

  /** The API's maximum is 100. */
  static final int MAX_JOBS = 1000;

  /** It goes into the next request line; printed ones have six digits. */
  static final int MAX_TOKEN = 1000;

  /** The element that stands for a known job, with its number among them, from 0. */
  static final String KNOWN = "KnownJob";

  /** A look-up asks for ten. */
  private static final int MAX_IDS = 1000;

  private final List<JobDetail> jobs = new ArrayList<>();
  private final List<JobId> nonExistIds = new ArrayList<>();
  private @Nullable String nextToken;

  /** Jobs that a reduced page names by their numbers. */
  private final List<JobDetail> known;

  private int named;

  private PageReader(List<JobDetail> known) {
    this.known = known;
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
    PageReader page = new PageReader(List.of());
    page.read(answer);
    return page.page(serviceTime);
  }

  /**
   * Reads a page in which elements of this name stand for jobs that are known.
   *
   * @param known those, in the order of the page
   * @return null where the page does not name each of them once, in this order
   * @throws MalformedPageException as {@link #read(byte[], Instant)}, with places that mean nothing
   */
  static @Nullable JobPage reduced(
      byte[] page, List<JobDetail> known, @Nullable Instant serviceTime)
      throws MalformedPageException {
    PageReader reader = new PageReader(known);
    reader.read(page);
    return reader.named == known.size() ? reader.page(serviceTime) : null;
  }

  private void read(byte[] answer) throws MalformedPageException {
    try (XmlElements in = XmlElements.of(answer)) {
      in.nextStart();
      if (!in.name().equals("Response")) {
        throw new MalformedPageException("has a root element other than Response", in.position());
      }
      while (in.nextStart()) {
        take(in);
      }
      // Up to the end of the document: what follows the root may show that it was no page.
      in.nextStart();
    }
  }

  private JobPage page(@Nullable Instant serviceTime) {
    return new JobPage(jobs, nextToken, nonExistIds, serviceTime);
  }

  /**
   * Reads one {@code JobsDetail}, and nothing but that.
   *
   * @throws MalformedPageException with its place in these bytes
   */
  static JobDetail readJob(byte[] jobsDetail) throws MalformedPageException {
    try (XmlElements in = XmlElements.of(jobsDetail)) {
      in.nextStart();
      Location start = in.position();
      JobElement element = in.element();
      in.nextStart();
      return detail(element, start);
    }
  }

  /**
   * Reads one element, and nothing but that.
   *
   * @throws MalformedPageException with its place in these bytes
   */
  static JobElement readElement(byte[] xml) throws MalformedPageException {
    try (XmlElements in = XmlElements.of(xml)) {
      in.nextStart();
      JobElement element = in.element();
      in.nextStart();
      return element;
    }
  }

  private void take(XmlElements in) throws MalformedPageException {
    Location start = in.position();
    JobElement element = in.element();
    switch (element.name()) {
      case "JobsDetail" -> add(detail(element, start), start);
      case KNOWN -> {
        if (named < known.size() && element.text().equals(Integer.toString(named))) {
          add(known.get(named++), start);
        }
      }
      case "NextToken" -> nextToken = token(element, start);
      case "NonExistJobIds" -> addIds(element, start);
      default -> {}
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
