package io.mediajobs.job;

import java.util.List;

/** All that an answer says of a job; it may be read only when somebody asks for it. */
public interface JobContent {

  /** The whole {@code JobsDetail}; of one that was cut off, what is certain of it. */
  JobElement element();

  /**
   * What a cut answer leaves out, as the field {@code truncated} of a record has it; empty for a
   * whole job.
   */
  default List<String> leftOut() {
    return List.of();
  }

  /** What a cut answer leaves out in place of all that may stand behind the cut. */
  String REST = "...";

  /**
   * What is certain of a job whose answer was cut off in the middle of it.
   *
   * @param element the {@code JobsDetail} without what was not there as a whole
   * @param leftOut where it was cut, and {@link #REST}
   */
  record Cut(JobElement element, List<String> leftOut) implements JobContent {

    /** Makes the list unchangeable. */
    public Cut {
      leftOut = List.copyOf(leftOut);
    }
  }
}
