package io.mediajobs.tracking;

/** What a poller has counted since its start. */
public final class PollCounts {

  private long discovered;
  private long stale;

  /** Jobs, and changes of jobs, that listings brought to light. */
  public long discoveredJobs() {
    return discovered;
  }

  /** Answers about a job that were older than what was known, and so were not emitted. */
  public long staleAnswers() {
    return stale;
  }

  void discovered(int jobs) {
    discovered += jobs;
  }

  void stale() {
    stale++;
  }
}
