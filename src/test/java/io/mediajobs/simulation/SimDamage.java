package io.mediajobs.simulation;

import io.mediajobs.job.JobId;
import io.mediajobs.job.UnreadableJob;
import java.time.Instant;
import java.util.SplittableRandom;

/**
 * When and how a job can't be read.
 *
 * @param from when that begins
 * @param to when it ends
 * @param showsId whether the text shows a JobId; if not, it is the same text in every state
 * @param showsCreation whether the text shows a CreationTime
 * @param legible whether its id, state and times are certain all the same
 */
record SimDamage(
    Instant from, Instant to, boolean showsId, boolean showsCreation, boolean legible) {

  private static final SimDamage NONE =
      new SimDamage(Instant.MAX, Instant.MAX, false, false, false);

  static SimDamage random(int percent, Instant submitted, SplittableRandom random) {
    if (random.nextInt(100) >= percent) {
      return NONE;
    }
    // Half of them for ever; else from the start for a time, or later for a time.
    int kind = random.nextInt(4);
    Instant some = submitted.plusMillis(random.nextInt(40_000));
    return new SimDamage(
        kind == 3 ? some : Instant.MIN,
        kind < 2 ? Instant.MAX : some.plusMillis(kind == 3 ? random.nextInt(40_000) : 0),
        // Without an id, which of several tracked jobs it is can only be guessed.
        kind == 3 || random.nextInt(4) > 0,
        random.nextInt(4) > 0,
        random.nextInt(3) == 0);
  }

  boolean strikes(Instant now) {
    return !now.isBefore(from) && now.isBefore(to);
  }

  /** Whether no more than transitions of it can be told, if at all. */
  boolean strikesAtLast() {
    return to.equals(Instant.MAX);
  }

  boolean never() {
    return from.equals(Instant.MAX);
  }

  boolean always() {
    return from.equals(Instant.MIN) && to.equals(Instant.MAX);
  }

  /** Whether its id is one that no path of a look-up can have, which makes it unreadable. */
  private boolean isOdd(SimJob job) {
    return always() && showsId && !legible && job.id().hashCode() % 5 == 0;
  }

  /** What a salvage makes of the job. */
  UnreadableJob job(SimJob job, Instant now) {
    String text = job.id() + (showsId ? " " + job.state(now) : "");
    boolean knowsId = showsId || legible;
    return new UnreadableJob(
        knowsId ? new JobId(job.id() + (isOdd(job) ? ",x" : "")) : null,
        showsCreation || legible ? job.created() : null,
        text,
        false,
        text.length(),
        "x" + text,
        "is not well-formed at line 1, column 1",
        "/jobs",
        legible ? job.at(now, true).withoutContent() : null);
  }
}
