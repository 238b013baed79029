package io.mediajobs.tracking.plan;

import io.mediajobs.job.JobEvent;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.tracking.state.Times;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A way to find out about the jobs of one source: it asks, and takes in what is answered. */
public interface Plan {

  /**
   * Takes in an answer.
   *
   * @return what it brought to light, in its order
   */
  List<JobEvent> answered(Ask ask, JobPage page, Times at);

  /** A try has failed in a way that may pass. */
  default void failed(Ask ask, Instant now) {}

  /**
   * Whether a question that has failed is to be asked again, after its pause. That is found out
   * when it fails, and, while it waits, whenever another question of the source is answered or
   * fails.
   *
   * @param othersFail whether other questions of the source have failed and not been answered since
   * @return false where it is not, as the plan has found another way
   */
  default boolean isAskedAgain(Ask ask, boolean othersFail, Instant now) {
    return true;
  }

  /**
   * A question can't be answered as it is: it was refused, or its answer is too large.
   *
   * @return null where the plan goes on without it; otherwise the sentence to fail with
   */
  default @Nullable String givenUp(Ask ask, JobsApiException failure, Instant now) {
    return failure.getMessage();
  }

  /** Whether the task ends where this question keeps failing for {@code retry.timeout.ms}. */
  default boolean isVital() {
    return false;
  }
}
