package io.mediajobs.tracking.state;

import io.mediajobs.job.Jobs;
import io.mediajobs.tracking.pace.Backoff;
import java.time.Duration;

/** Builds settings of polling; what is not said is as the connector has it by default. */
public final class Polling {

  private FirstStart firstStart = new FirstStart.Earliest();
  private int pageSize = 100;
  private Duration pollInterval = Duration.ofSeconds(5);
  private Duration overlap = Duration.ofSeconds(60);
  private Duration refreshInterval = Duration.ofSeconds(5);
  private Duration refreshIntervalMax = Duration.ofSeconds(60);
  private boolean learnsDurations = true;
  private int maxTrackedJobs = 20_000;

  private Polling() {}

  public static Polling settings() {
    return new Polling();
  }

  public Polling firstStart(FirstStart start) {
    firstStart = start;
    return this;
  }

  public Polling overlap(Duration time) {
    overlap = time;
    return this;
  }

  public Polling pollInterval(Duration time) {
    pollInterval = time;
    return this;
  }

  public Polling refreshInterval(Duration least, Duration most) {
    refreshInterval = least;
    refreshIntervalMax = most;
    return this;
  }

  /**
   * Pages of so many jobs. On small ones discovery shows no known jobs, so that these are looked
   * up.
   */
  public Polling pageSize(int jobs) {
    pageSize = jobs;
    return this;
  }

  public Polling learnsDurations(boolean learns) {
    learnsDurations = learns;
    return this;
  }

  public Polling maxTrackedJobs(int jobs) {
    maxTrackedJobs = jobs;
    return this;
  }

  public PollSettings build() {
    return new PollSettings(
        Jobs.NO_FILTER,
        firstStart,
        pollInterval,
        overlap,
        pageSize,
        refreshInterval,
        refreshIntervalMax,
        learnsDurations,
        maxTrackedJobs,
        new Backoff(Duration.ofMillis(500), Duration.ofSeconds(60), Duration.ofMillis(-1)),
        PollSettings.Parallel.NONE);
  }
}
