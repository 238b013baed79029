package io.mediajobs.simulation;

import io.mediajobs.job.JobQuery;
import io.mediajobs.job.JobQuery.Listing;
import io.mediajobs.job.Jobs;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.JobsApiException.Kind;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * What the service of a history does although no page says so, each from some moment on.
 *
 * @param lookUpPercent how many jobs look-ups have trouble with
 * @param contentPercent how many jobs change after their end, or are shown in two ways
 * @param awayPercent how many jobs no answer shows for a while
 * @param unknownPercent how many jobs end in a state that is not known
 * @param refusal the HTTP status that look-ups are refused with, all of them; 0 for none
 * @param refusedFrom from when on that is so
 * @param refusedTo until when
 * @param statesRefusal the HTTP status that listings by states are refused with; 0 for none
 * @param mostByState how many jobs a listing by states can hold
 */
record SimOddities(
    int lookUpPercent,
    int contentPercent,
    int awayPercent,
    int unknownPercent,
    int refusal,
    Instant refusedFrom,
    Instant refusedTo,
    int statesRefusal,
    int mostByState) {

  private static final SimOddities NONE =
      new SimOddities(0, 0, 0, 0, 0, Instant.MAX, Instant.MAX, 0, 100);

  static SimOddities of(long seed) {
    SplittableRandom random = new SplittableRandom(~seed);
    if (random.nextInt(3) == 0) {
      return NONE;
    }
    boolean refuses = random.nextInt(6) == 0;
    Instant from = Jobs.T0.plusMillis(random.nextInt(-60_000, 120_000));
    boolean forEver = random.nextBoolean();
    return new SimOddities(
        percent(2, 30, random),
        percent(3, 40, random),
        percent(4, 20, random),
        percent(3, 20, random),
        refuses ? random.nextInt(2) == 0 ? 403 : 400 + 4 * random.nextInt(2) : 0,
        refuses ? from : Instant.MAX,
        forEver ? Instant.MAX : from.plusMillis(random.nextInt(100_000)),
        random.nextInt(8) == 0 ? 400 + 3 * random.nextInt(2) : 0,
        random.nextInt(6) == 0 ? 1 + random.nextInt(10) : 100);
  }

  private static int percent(int oneIn, int most, SplittableRandom random) {
    return random.nextInt(oneIn) == 0 ? 1 + random.nextInt(most) : 0;
  }

  /** The same where look-ups tell of every job that there is, and each is there for good. */
  SimOddities withLookUps() {
    return new SimOddities(
        0,
        contentPercent,
        0,
        unknownPercent,
        0,
        Instant.MAX,
        Instant.MAX,
        statesRefusal,
        mostByState);
  }

  boolean none() {
    return equals(NONE);
  }

  /**
   * What a question fails with.
   *
   * @param jobs the jobs that it asks for by their ids
   * @param now by our clock
   * @param serviceNow by the service's
   * @return null where it is answered
   */
  @Nullable JobsApiException failure(
      JobQuery asked, List<SimJob> jobs, Instant now, Instant serviceNow) {
    if (asked.plain() instanceof Listing listing) {
      return listing.states().isEmpty() ? null : byState(listing);
    }
    if (refusal > 0 && !now.isBefore(refusedFrom) && now.isBefore(refusedTo)) {
      return new JobsApiException(Kind.REFUSED, refusal, "No look-ups", null, null);
    }
    for (SimJob job : jobs) {
      boolean salvage = asked instanceof JobQuery.Salvage;
      JobsApiException failure = job.lookUps().failure(jobs.size(), salvage, serviceNow);
      if (failure != null) {
        return failure;
      }
    }
    return null;
  }

  private @Nullable JobsApiException byState(Listing listing) {
    if (statesRefusal > 0) {
      return new JobsApiException(Kind.REFUSED, statesRefusal, "No states", null, null);
    }
    return listing.size() > mostByState
        ? new JobsApiException(Kind.TOO_LARGE, 200, "Too many in a state", null, null)
        : null;
  }
}
