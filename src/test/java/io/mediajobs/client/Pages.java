package io.mediajobs.client;

import io.mediajobs.job.JobDetail;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Pages as the client reads them, for tests that begin with an answer's text. */
public final class Pages {

  private Pages() {}

  /** The jobs of a whole page. */
  public static List<JobDetail> jobs(String page) {
    try {
      return PageReader.read(page.getBytes(StandardCharsets.UTF_8), null).jobs();
    } catch (MalformedPageException e) {
      throw new AssertionError(e);
    }
  }
}
