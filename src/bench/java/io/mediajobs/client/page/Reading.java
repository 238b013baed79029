package io.mediajobs.client.page;

import io.mediajobs.job.JobPage;
import java.time.Instant;

/** Reads pages as the API does, for other benchmarks; remembers what it has read. */
public final class Reading {

  private final KnownJobs known = new KnownJobs();

  /** The jobs of an answer. */
  public JobPage page(byte[] answer, Instant serviceTime) {
    try {
      return known.read(answer, serviceTime);
    } catch (MalformedPageException impossible) {
      throw new IllegalStateException("A sample page can be read", impossible);
    }
  }
}
