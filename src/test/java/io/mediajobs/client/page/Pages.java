package io.mediajobs.client.page;

import io.mediajobs.client.Asking;
import io.mediajobs.client.credentials.Redaction;
import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.Printable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pages as the client reads them, for tests that begin with an answer's text. */
public final class Pages {

  private static final Instant TIME = Instant.parse("2022-06-28T15:23:12Z");
  private static final Redaction REDACTION = new Redaction(Asking.TEMPORARY);

  private Pages() {}

  /**
   * A page as a task reads it: whole, or else salvaged; null where it is asked for again. Nothing
   * else may come of any bytes, and what a message shows of them must fit into a line.
   */
  public static @Nullable JobPage read(byte[] answer) {
    try {
      return PageReader.read(answer, TIME);
    } catch (MalformedPageException malformed) {
      line(REDACTION.of(malformed.getMessage(), 300));
      return new PageSalvage("/jobs?tag=Transcode", REDACTION).read(answer, TIME);
    }
  }

  /** What a task makes of the beginning of an answer that is too large; null for nothing. */
  public static @Nullable JobPage beginning(byte[] answer) {
    return new PageSalvage("/jobs?tag=Transcode", REDACTION).beginning(answer, TIME);
  }

  /** The same for a page of queues; nothing may come of it but queue ids. */
  public static void readQueues(byte[] answer) {
    try {
      for (String id : ListPage.ofQueues(answer).items()) {
        if (id.isBlank() || id.length() > ListPage.MAX_ID) {
          throw new AssertionError("A queue id of " + id.length() + " characters");
        }
      }
    } catch (MalformedPageException malformed) {
      line(REDACTION.of(malformed.getMessage(), 300));
    }
  }

  /** Throws unless the text is short and on one line. */
  public static void line(@Nullable String text) {
    if (text != null && (text.length() > 301 || !Printable.of(text).equals(text))) {
      throw new AssertionError("Not fit for a message: " + text);
    }
  }

  /** The jobs of a whole page. */
  public static List<JobDetail> jobs(String page) {
    try {
      return PageReader.read(page.getBytes(StandardCharsets.UTF_8), null).jobs();
    } catch (MalformedPageException e) {
      throw new AssertionError(e);
    }
  }
}
