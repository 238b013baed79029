package io.mediajobs.tail;

import io.mediajobs.job.JobTransition;
import io.mediajobs.job.Observation;

/** How a record is written: as one line, without its end. */
interface Format {

  /**
   * A change of state.
   *
   * @param seen the look that brought it to light
   */
  String transition(JobTransition transition, Observation seen);

  /** A job as it was seen. */
  String job(Observation seen);
}
