package io.mediajobs.simulation;

import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.JobsApiException.Kind;
import java.time.Instant;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with the look-ups of a job.
 *
 * @param trouble how they go wrong
 * @param from when that begins
 * @param to when it ends
 */
record SimLookUps(Trouble trouble, Instant from, Instant to) {

  enum Trouble {
    NONE,
    DENIED,
    SILENT,
    NOT_FOUND,
    BAD_REQUEST,
    FAILS,
    /** Its answer is too large with many others. */
    LARGE,
    /** Its answer is too large. */
    HUGE
  }

  private static final SimLookUps NONE = new SimLookUps(Trouble.NONE, Instant.MAX, Instant.MAX);

  static SimLookUps random(int percent, Instant submitted, SplittableRandom random) {
    if (random.nextInt(100) >= percent) {
      return NONE;
    }
    Trouble trouble = Trouble.values()[1 + random.nextInt(Trouble.values().length - 1)];
    Instant from = submitted.plusMillis(random.nextInt(60_000));
    // For less than a minute, or for ever.
    Instant to =
        random.nextInt(3) == 0 ? Instant.MAX : from.plusMillis(10_000 + random.nextInt(40_000));
    return new SimLookUps(trouble, from, to);
  }

  boolean none() {
    return trouble == Trouble.NONE;
  }

  boolean strikes(Trouble one, Instant now) {
    return trouble == one && !now.isBefore(from) && now.isBefore(to);
  }

  /**
   * What a look-up of this job and others fails with.
   *
   * @param ids how many it asks for
   * @return null where it is answered
   */
  @Nullable JobsApiException failure(int ids, boolean salvage, Instant now) {
    if (now.isBefore(from) || !now.isBefore(to)) {
      return null;
    }
    return switch (trouble) {
      case NOT_FOUND -> failure(Kind.REFUSED, 404);
      case BAD_REQUEST -> failure(Kind.REFUSED, 400);
      case FAILS -> failure(Kind.RETRY, 500);
      case LARGE -> ids > 3 && !salvage ? failure(Kind.TOO_LARGE, 200) : null;
      case HUGE -> salvage ? null : failure(Kind.TOO_LARGE, 200);
      default -> null;
    };
  }

  private static JobsApiException failure(Kind kind, int status) {
    return new JobsApiException(kind, status, "A look-up fails for a job", null, null);
  }
}
