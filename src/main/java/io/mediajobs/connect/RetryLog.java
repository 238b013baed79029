package io.mediajobs.connect;

import io.mediajobs.job.JobsApiException;
import java.time.Duration;
import org.slf4j.Logger;

/** What a log says of a request that failed and is made again. */
final class RetryLog {

  /** Whoever waits for longer wants to know it each time. */
  private static final Duration LONG = Duration.ofMinutes(1);

  private RetryLog() {}

  /** Whether nobody is to ask the service for a while. */
  static boolean asksForPause(JobsApiException failure) {
    return failure.kind() == JobsApiException.Kind.THROTTLED || failure.retryAfter() != null;
  }

  /**
   * The first failure of a streak is a warning, and so is each after which the service wants to be
   * left alone for more than a minute: nothing comes meanwhile, of any source. Where what failed is
   * not asked again, there is another way, and what matters of that is a notice.
   *
   * @param before how many were in a row before this one
   * @param failures how many are now; 0 where it is not asked again
   * @param throttle where the pause has been noted
   */
  static void failed(
      Logger log,
      JobsApiException failure,
      int before,
      int failures,
      Throttle throttle,
      Clocks clocks) {
    String again = "; trying again";
    Duration pause = Duration.ZERO;
    if (asksForPause(failure)) {
      again += " at " + clocks.timeOfDay(throttle.until()) + ", as the service asks for a pause";
      pause = Duration.between(clocks.steady().instant(), throttle.until());
    }
    if ((before == 0 && failures > 0) || pause.compareTo(LONG) > 0) {
      log.warn("{}{}", failure.getMessage(), again);
    } else {
      log.debug("{}{}", failure.getMessage(), again);
    }
  }
}
