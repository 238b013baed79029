package io.mediajobs.tracking.discovery;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobId;
import io.mediajobs.job.JobPage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What jobs prove of the clock that stamps creation times: one created at T that is shown now says
 * that this clock has come to T, and a minute later to a minute more. No other clock is asked.
 *
 * <p>The second best proof counts, as long as there are two: a job whose creation time is not true
 * says nothing alone.
 *
 * <p>Why: decision 9 in src/docs/develop/decisions.
 */
record CreationClock(List<Proof> proofs) {

  /** Nothing is proven. */
  static final CreationClock NOTHING = new CreationClock(List.of());

  /** That clock may lose one second of so many against ours: ten times what crystals do. */
  private static final int DRIFT = 1000;

  /** Those that say most now, and those that will once the others end. */
  private static final int KEPT = 2;

  /**
   * One proof.
   *
   * @param id the job; null for one of an earlier run
   */
  record Proof(@Nullable JobId id, Instant created, Instant shownAt) {

    private Instant at(Instant time) {
      long passed = Duration.between(shownAt, time).toMillis();
      return created.plusMillis(passed - Math.abs(passed) / DRIFT);
    }
  }

  /** Makes the list unchangeable. */
  CreationClock {
    proofs = List.copyOf(proofs);
  }

  /**
   * What is known at the start of a run.
   *
   * @param last creation time of the newest job of earlier runs; null for none
   */
  static CreationClock startingWith(@Nullable Instant last, Instant now) {
    if (last == null) {
      return NOTHING;
    }
    Proof stored = new Proof(null, last, now);
    return new CreationClock(List.of(stored, stored));
  }

  /** At least what that clock showed at a time; null where nothing is proven. */
  @Nullable Instant at(Instant time) {
    List<Instant> best = best(time);
    return best.isEmpty() ? null : best.get(best.size() - 1);
  }

  /** The same where more than one job says so; null where none does, or one alone. */
  @Nullable Instant certain(Instant time) {
    List<Instant> best = best(time);
    return best.size() < 2 ? null : best.get(1);
  }

  /** What the two best proofs say. */
  private List<Instant> best(Instant time) {
    return proofs.stream()
        .map(proof -> proof.at(time))
        .sorted(Comparator.reverseOrder())
        .limit(2)
        .toList();
  }

  /**
   * What is known after a page.
   *
   * @param latest creation times after this one are impossible
   */
  CreationClock after(JobPage page, Instant latest, Instant now) {
    CreationClock clock = this;
    Proof newest = null;
    Proof second = null;
    for (JobDetail job : page.jobs()) {
      Instant created = job.creationTime();
      if (created == null || created.isAfter(latest)) {
        continue;
      }
      if (newest == null || created.isAfter(newest.created)) {
        second = newest;
        newest = new Proof(job.id(), created, now);
      } else if (second == null || created.isAfter(second.created)) {
        second = new Proof(job.id(), created, now);
      }
    }
    if (second != null) {
      clock = clock.with(second, now);
    }
    return newest == null ? clock : clock.with(newest, now);
  }

  /** What is proven where that clock may have been set back to a time: no more than it. */
  CreationClock setBack(Instant to, Instant now) {
    return new CreationClock(
        proofs.stream()
            .map(proof -> proof.at(now).isAfter(to) ? new Proof(proof.id, to, now) : proof)
            .toList());
  }

  private CreationClock with(Proof proof, Instant now) {
    List<Proof> all = new ArrayList<>();
    Proof best = proof;
    for (Proof known : proofs) {
      if (known.id == null || !Objects.equals(known.id, proof.id)) {
        all.add(known);
      } else if (!known.at(now).isBefore(best.at(now))) {
        best = known;
      }
    }
    all.add(best);
    List<Proof> kept = new ArrayList<>();
    keep(all, Comparator.comparing((Proof each) -> each.at(now)), kept);
    keep(all, Comparator.comparing(Proof::created), kept);
    return new CreationClock(kept);
  }

  private static void keep(List<Proof> all, Comparator<Proof> order, List<Proof> kept) {
    for (Proof proof : all.stream().sorted(order.reversed()).limit(KEPT).toList()) {
      // Two of an earlier run are equal, and both count.
      if (proof.id == null || !kept.contains(proof)) {
        kept.add(proof);
      }
    }
  }
}
