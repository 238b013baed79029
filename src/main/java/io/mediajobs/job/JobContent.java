package io.mediajobs.job;

/** All that an answer says of a job; it may be read only when somebody asks for it. */
public interface JobContent {

  /** The whole {@code JobsDetail}. */
  JobElement element();
}
