package io.mediajobs.tracking;

import io.mediajobs.job.JobEvent;
import io.mediajobs.job.JobQuery.Listing;
import io.mediajobs.job.JobQuery.LookUp;
import io.mediajobs.job.JobTransition;
import io.mediajobs.job.Observation;
import io.mediajobs.tracking.plan.Ask;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** What polling some streams of jobs has cost in a stretch, and when it has seen each change. */
public final class Tally {

  private final List<Instant> parts;
  private final Instant from;
  private final Instant until;
  private final Map<JobMix, Map<String, Instant>> seenAt = new IdentityHashMap<>();
  private int listings;
  private int statePages;
  private int lookUps;
  private final Map<JobMix, List<Duration>> lateOf = new IdentityHashMap<>();
  private List<Duration> late = List.of();
  private double changes;

  /**
   * Nothing is counted yet.
   *
   * @param parts the beginning of the stretch, where a stream becomes another, and its end
   * @param mixes the streams
   */
  public Tally(List<Instant> parts, List<JobMix> mixes) {
    this.parts = parts;
    this.from = parts.get(0);
    this.until = parts.get(parts.size() - 1);
    mixes.forEach(mix -> seenAt.put(mix, new HashMap<>()));
  }

  /** Counts a question. */
  public void asked(Ask ask, Instant now) {
    if (!now.isAfter(from)) {
      return;
    }
    if (ask.plain() instanceof LookUp) {
      lookUps++;
    } else if (((Listing) ask.plain()).states().isEmpty()) {
      listings++;
    } else {
      statePages++;
    }
  }

  /** Takes in what has come to light of a stream. */
  public void seen(JobMix mix, List<JobEvent> findings, Instant now) {
    for (JobEvent finding : findings) {
      for (JobTransition to : ((Observation) finding).transitions()) {
        seenAt.get(mix).put(to.jobId() + "/" + to.state(), now);
      }
    }
  }

  /**
   * Closes the stretch.
   *
   * @param end what changes so late in the stretch may be seen behind it
   */
  public void close(Duration end) {
    Instant last = until.minus(end);
    seenAt.forEach((mix, seen) -> lateOf.put(mix, late(mix, seen, last)));
    late = together(List.copyOf(seenAt.keySet()));
    Duration whole = Duration.between(from, until);
    changes = late.size() * (double) whole.toMillis() / whole.minus(end).toMillis();
  }

  private List<Duration> late(JobMix mix, Map<String, Instant> seen, Instant last) {
    List<Duration> times = new ArrayList<>();
    mix.changes()
        .forEach(
            (change, at) -> {
              if (!at.isBefore(from) && !at.isAfter(last)) {
                times.add(Duration.between(at, seen.getOrDefault(change, until)));
              }
            });
    return times;
  }

  private List<Duration> together(List<JobMix> mixes) {
    return mixes.stream().flatMap(mix -> lateOf.get(mix).stream()).sorted().toList();
  }

  /** Requests that look at known jobs, for each change. */
  public double refreshes() {
    return (statePages + lookUps) / changes;
  }

  /** All requests, for each change. */
  public double requests() {
    return (listings + statePages + lookUps) / changes;
  }

  /**
   * What nobody can do without, in requests for each change, who is as soon with every stream. Each
   * has its own listings. Those with fewer than one of a hundred changes count together, as few of
   * them say nothing of how soon one is.
   */
  public double floor() {
    List<JobMix> quiet =
        seenAt.keySet().stream().filter(mix -> 100 * lateOf.get(mix).size() < late.size()).toList();
    List<Duration> lateOfQuiet = together(quiet);
    return seenAt.keySet().stream()
            .mapToDouble(
                mix -> {
                  List<Duration> own = quiet.contains(mix) ? lateOfQuiet : together(List.of(mix));
                  return Floor.of(mix, parts, within(0.95, own), within(0.99, own));
                })
            .sum()
        / changes;
  }

  /** The time from a change to its record that a part of the changes keeps to. */
  public Duration late(double part) {
    return within(part, late);
  }

  private static Duration within(double part, List<Duration> times) {
    return times.get((int) (times.size() * part));
  }

  @Override
  public String toString() {
    return String.format(
        "refresh %.3f all %.3f (listings %d pages %d look-ups %d changes %.0f) p50 %d p95 %d p99 %d max %d",
        refreshes(),
        requests(),
        listings,
        statePages,
        lookUps,
        changes,
        late(0.5).toMillis(),
        late(0.95).toMillis(),
        late(0.99).toMillis(),
        late(0.9999).toMillis());
  }
}
