package io.mediajobs.tracking.listing;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobPage;
import io.mediajobs.tracking.state.CreationTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The seconds in which the jobs of a page were created, as far as they can be believed.
 *
 * @param oldest the oldest; null where no job shows one
 * @param newest the newest; null where no job shows one
 * @param others the newest of all jobs but the newest one; null where no other shows one
 * @param ascending whether they are in the order of creation
 * @param elsewhere whether most jobs of the page are not from where it was asked for
 */
public record PageSeconds(
    @Nullable Instant oldest,
    @Nullable Instant newest,
    @Nullable Instant others,
    boolean ascending,
    boolean elsewhere) {

  /** A job that is so much newer than all others of its page may not tell the truth. */
  private static final Duration FAR = Duration.ofMinutes(1);

  /**
   * Those of a page.
   *
   * @param start what is before was not asked for; null for no bound
   * @param end what is after was not asked for; null for no bound
   * @param latest what is after is not believed
   */
  public static PageSeconds of(
      JobPage page, @Nullable Instant start, @Nullable Instant end, Instant latest) {
    Instant oldest = null;
    Instant newest = null;
    Instant others = null;
    Instant before = null;
    boolean ascending = true;
    int outside = 0;
    for (JobDetail job : page.jobs()) {
      Instant creation = job.creationTime();
      Instant second = creation == null ? null : CreationTimes.second(creation);
      if (second == null) {
        continue;
      }
      if ((start != null && second.isBefore(start)) || (end != null && second.isAfter(end))) {
        outside++;
      } else if (!second.isAfter(latest)) {
        ascending &= before == null || !second.isBefore(before);
        before = second;
        oldest = oldest == null || second.isBefore(oldest) ? second : oldest;
        Instant less = newest == null || second.isBefore(newest) ? second : newest;
        others = newest == null || (others != null && less.isBefore(others)) ? others : less;
        newest = newest == null || second.isAfter(newest) ? second : newest;
      }
    }
    return new PageSeconds(oldest, newest, others, ascending, 2 * outside > page.jobs().size());
  }

  /** Whether they prove the order: more than one, the older ones first. */
  public boolean provesOrder() {
    return ascending && oldest != null && newest != null && oldest.isBefore(newest);
  }

  /**
   * Up to here a page that proves the order leaves nothing out: to before the newest second, or,
   * where one job is far from the others, to before the newest of these.
   */
  Instant listedTo() {
    Instant last = Objects.requireNonNull(newest, "No job shows its time");
    if (others != null && last.isAfter(others.plus(FAR))) {
      last = others;
    }
    return last.minus(CreationTimes.GRAIN);
  }
}
