package io.mediajobs.client;

import io.mediajobs.job.JobDetail;
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
final class PageSalvage {

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
  PageSalvage(String request, Redaction redaction) {
    this.request = request.length() > MAX_REQUEST ? request.substring(0, MAX_REQUEST) : request;
    this.redaction = redaction;
  }

  /** What can be read of the page; null where it can't be salvaged. */
  @Nullable JobPage read(byte[] answer, @Nullable Instant serviceTime) {
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
    List<JobDetail> jobs = new ArrayList<>(around.jobs());
    List<UnreadableJob> unreadable = new ArrayList<>();
    int elements = 0;
    for (byte[] part : parts.jobs()) {
      try {
        elements += XmlBounds.count(part);
        if (elements > XmlBounds.MAX_ELEMENTS) {
          throw new MalformedPageException("is too large beside the others of its page", 1, 1);
        }
        jobs.add(PageReader.readJob(part));
      } catch (MalformedPageException malformed) {
        String text = new String(part, StandardCharsets.UTF_8);
        if (around.nextToken() == null && text.contains(TOKEN)) {
          return null;
        }
        String reason = String.valueOf(redaction.of(malformed.getMessage(), 300));
        unreadable.add(unreadable(part, text, reason));
      }
    }
    return new JobPage(jobs, around.nextToken(), around.nonExistIds(), serviceTime, unreadable);
  }

  private UnreadableJob unreadable(byte[] part, String text, String reason) {
    String own = withoutOperation(text);
    Matcher id = JOB_ID.matcher(own);
    Matcher creation = CREATION_TIME.matcher(own);
    var whole =
        new UnreadableJob(
            id.find() ? new JobId(id.group(1)) : null,
            creation.find() ? JobTime.parse(creation.group(1)) : null,
            redaction.withoutLiterals(text),
            false,
            part.length,
            digest(part),
            reason,
            request);
    return whole.bounded();
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
