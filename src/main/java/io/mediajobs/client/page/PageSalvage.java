package io.mediajobs.client.page;

import io.mediajobs.client.credentials.Redaction;
import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobElement;
import io.mediajobs.job.JobId;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobTime;
import io.mediajobs.job.UnreadableJob;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads an ill-formed page as far as it can be read, each {@code JobsDetail} on its own. Only jobs
 * may be unreadable: a page that may be cut off, and one whose NextToken is in doubt, are no pages
 * still, for the place where the listing goes on must be certain.
 */
public final class PageSalvage {

  private static final String TOKEN = "NextToken";
  private static final Pattern JOB_ID =
      Pattern.compile("<JobId>\\s*([\\x21-\\x7e&&[^<>&]]{1,200})\\s*</JobId>");
  private static final Pattern CREATION_TIME =
      Pattern.compile("<CreationTime>([^<>]{1,60})</CreationTime>");
  private static final int MAX_REQUEST = 4096;

  private final String request;
  private final Redaction redaction;

  /**
   * A salvage of answers to one request.
   *
   * @param request path and query
   * @param redaction takes our credentials out of a text, should the answer echo them
   */
  public PageSalvage(String request, Redaction redaction) {
    this.request = request.length() > MAX_REQUEST ? request.substring(0, MAX_REQUEST) : request;
    this.redaction = redaction;
  }

  /** What can be read of the page; null where it can't be salvaged. */
  public @Nullable JobPage read(byte[] answer, @Nullable Instant serviceTime) {
    PageParts parts = PageParts.of(answer);
    if (parts == null) {
      return null;
    }
    JobPage around;
    try {
      around = PageReader.read(parts.around(), serviceTime);
    } catch (MalformedPageException inDoubt) {
      return null;
    }
    Jobs jobs = new Jobs();
    jobs.readable.addAll(around.jobs());
    boolean last = around.nextToken() == null;
    for (byte[] part : parts.jobs()) {
      if (!jobs.read(part) && last && text(part).contains(TOKEN)) {
        return null;
      }
    }
    return new JobPage(
        jobs.readable, around.nextToken(), around.nonExistIds(), serviceTime, jobs.unreadable);
  }

  /**
   * What can be read of the beginning of a page that is too large; null where that is nothing.
   *
   * @return a page that is cut
   */
  public @Nullable JobPage beginning(byte[] answer, @Nullable Instant serviceTime) {
    PageParts parts = PageParts.beginning(answer);
    if (parts == null) {
      return null;
    }
    Jobs jobs = new Jobs();
    parts.jobs().forEach(jobs::read);
    if (parts.open() != null) {
      jobs.readCut(parts.open());
    }
    List<JobId> nonExistIds = nonExistIds(parts.around());
    return jobs.readable.isEmpty() && jobs.unreadable.isEmpty() && nonExistIds.isEmpty()
        ? null
        : new JobPage(jobs.readable, null, nonExistIds, serviceTime, jobs.unreadable, true);
  }

  /** The ids that are certain: all, or else none. */
  private static List<JobId> nonExistIds(byte[] around) {
    try {
      return PageReader.read(around, null).nonExistIds();
    } catch (MalformedPageException cut) {
      return List.of();
    }
  }

  /** The jobs of one page, each read on its own. */
  private final class Jobs {

    private final List<JobDetail> readable = new ArrayList<>();
    private final List<UnreadableJob> unreadable = new ArrayList<>();
    private int elements;

    /** Reads a job; returns whether it can be read. */
    boolean read(byte[] part) {
      try {
        count(part);
        readable.add(PageReader.readJob(part));
        return true;
      } catch (MalformedPageException malformed) {
        JobDetail legible = Skeleton.legible(part);
        unreadable.add(unreadable(part, false, malformed, legible));
        return false;
      }
    }

    /** Reads a job that was cut off, as far as it is there. */
    void readCut(byte[] part) {
      try {
        count(part);
        readable.add(cut(part));
      } catch (MalformedPageException malformed) {
        unreadable.add(unreadable(part, true, malformed, null));
      }
    }

    private void count(byte[] part) throws MalformedPageException {
      elements += XmlBounds.count(part);
      if (elements > XmlBounds.MAX_ELEMENTS) {
        throw new MalformedPageException("is too large beside the others of its page", 1, 1);
      }
    }
  }

  private static JobDetail cut(byte[] part) throws MalformedPageException {
    Skeleton.Closed closed = Skeleton.closed(part);
    if (closed == null) {
      // What does not nest can't be read either, and there it shows why.
      PageReader.readElement(part);
      throw new MalformedPageException("is cut off", 1, 1);
    }
    JobElement job = without(PageReader.readElement(closed.job()), closed.leftOut().get(0));
    try {
      return JobDetail.of(new JobDetail.Content.Cut(job, closed.leftOut()));
    } catch (IllegalArgumentException untrackable) {
      throw MalformedPageException.at(
          "is cut off",
          part,
          part.length,
          ", before its JobId or State, as the answer is longer than response.max.bytes");
    }
  }

  /** The element without those at a path: of several of a name some may stand behind the cut. */
  private static JobElement without(JobElement element, String path) {
    List<JobElement> children = new ArrayList<>();
    for (JobElement child : element.children()) {
      if (path.startsWith(child.name() + "/")) {
        children.add(without(child, path.substring(child.name().length() + 1)));
      } else if (!child.name().equals(path)) {
        children.add(child);
      }
    }
    return new JobElement(element.name(), element.text(), element.attributes(), children);
  }

  private UnreadableJob unreadable(
      byte[] part, boolean cut, MalformedPageException malformed, @Nullable JobDetail legible) {
    String text = text(part);
    String reason = String.valueOf(redaction.of(malformed.getMessage(), 300));
    String own = withoutOperation(text);
    Matcher id = JOB_ID.matcher(own);
    Matcher creation = CREATION_TIME.matcher(own);
    var whole =
        new UnreadableJob(
            id.find() ? new JobId(id.group(1)) : null,
            creation.find() ? JobTime.parse(creation.group(1)) : null,
            redaction.withoutLiterals(text),
            cut,
            part.length,
            digest(part),
            reason,
            request,
            legible);
    return whole.bounded();
  }

  private static String text(byte[] part) {
    return new String(part, StandardCharsets.UTF_8);
  }

  /** The streams of a job's media have creation times too. */
  private static String withoutOperation(String text) {
    int from = text.indexOf("<Operation>");
    int to = text.lastIndexOf("</Operation>");
    if (from < 0) {
      return text;
    }
    return text.substring(0, from) + (to < from ? "" : text.substring(to));
  }

  private static String digest(byte[] part) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(part);
      return "x" + HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java has SHA-256", impossible);
    }
  }
}
