package io.mediajobs.job;

import java.time.Instant;

/** Something that an answer brought to light; records are made from it and from nothing else. */
public sealed interface JobEvent permits Observation, JobEvent.MalformedJob {

  /**
   * A job that can't be read, to be told once.
   *
   * @param source the source whose answer showed it
   * @param job what the answer showed
   * @param observedAt when the answer was there
   */
  record MalformedJob(JobSource source, UnreadableJob job, Instant observedAt)
      implements JobEvent {}
}
