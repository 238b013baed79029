package io.mediajobs.job;

import java.time.Instant;

/** Something that an answer brought to light; records are made from it and from nothing else. */
public sealed interface Finding permits Observation, MalformedJob {

  /** The source whose answer showed it. */
  JobSource source();

  /** When the answer was there. */
  Instant observedAt();
}
