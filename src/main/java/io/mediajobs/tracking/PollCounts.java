package io.mediajobs.tracking;

/** What a poller has counted since its start. */
public final class PollCounts {

  private long discovered;
  private long stale;
  private long malformed;

  /** Jobs, and changes of jobs, that listings brought to light. */
  public long discoveredJobs() {
    return discovered;
  }

  /** Answers about a job that were older than what was known, and so were not emitted. */
  public long staleAnswers() {
    return stale;
  }

  /** Jobs that could not be read, and so were quarantined. */
  public long malformedJobs() {
    return malformed;
  }

  void malformed() {
    malformed++;
  }

  void discovered(int jobs) {
    discovered += jobs;
  }

  void stale() {
    stale++;
  }
}
