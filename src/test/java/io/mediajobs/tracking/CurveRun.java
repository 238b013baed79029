package io.mediajobs.tracking;

import static io.mediajobs.job.Jobs.T0;

import io.mediajobs.job.JobEvent;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery.Listing;
import io.mediajobs.job.JobQuery.LookUp;
import io.mediajobs.job.JobTransition;
import io.mediajobs.job.Observation;
import io.mediajobs.tracking.plan.Ask;
import io.mediajobs.tracking.plan.Step;
import io.mediajobs.tracking.state.PollSettings;
import io.mediajobs.tracking.state.SourceState;
import io.mediajobs.tracking.state.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A poller and a stream of jobs, in virtual time: what it asks, and when it sees each change. */
final class CurveRun {

  /** How long an answer is on its way. */
  private static final Duration WAY = Duration.ofMillis(100);

  /** The poller learns first, and is measured then, for so long each. */
  static final Duration STRETCH = Duration.ofMinutes(100);

  private static final Instant FROM = T0.plus(STRETCH);
  static final Instant UNTIL = FROM.plus(STRETCH);

  private final JobMix mix;
  private final SourcePoller poller;
  private final Map<String, Instant> seenAt = new HashMap<>();
  private int listings;
  private int statePages;
  private int lookUps;
  private List<Duration> late = List.of();
  private double changes;

  private CurveRun(JobMix mix, PollSettings settings) {
    this.mix = mix;
    this.poller = new SourcePoller(PollerRun.SOURCE, settings, SourceState.NEW, new Random(1), T0);
  }

  /** The run of a poller with these settings. */
  static CurveRun of(JobMix mix, PollSettings settings) {
    CurveRun run = new CurveRun(mix, settings);
    run.run();
    run.measure(settings.refreshIntervalMax().multipliedBy(2));
    return run;
  }

  /** Requests that look at known jobs, for each change. */
  double refreshes() {
    return (statePages + lookUps) / changes;
  }

  /** All requests, for each change. */
  double requests() {
    return (listings + statePages + lookUps) / changes;
  }

  /** What nobody can do without, in requests for each change, who is as soon. */
  double floor() {
    return Floor.of(mix, FROM, UNTIL, late(0.95), late(0.99));
  }

  /** The time from a change to its record that a part of the changes keeps to. */
  Duration late(double part) {
    return late.get((int) (late.size() * part));
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

  private void run() {
    Instant now = T0;
    while (now.isBefore(UNTIL)) {
      Step step = poller.step(now);
      Ask ask = step.ask();
      if (ask == null) {
        now = step.at().isAfter(now) ? step.at() : now.plusMillis(100);
        continue;
      }
      if (now.isAfter(FROM)) {
        count(ask);
      }
      Instant askedAt = now;
      JobPage page = mix.answer(ask.query(), now);
      now = now.plus(WAY);
      for (JobEvent finding : poller.answered(ask, page, new Times(askedAt, now, now))) {
        for (JobTransition to : ((Observation) finding).transitions()) {
          seenAt.put(to.jobId() + "/" + to.state(), now);
        }
      }
    }
  }

  private void count(Ask ask) {
    if (ask.plain() instanceof LookUp) {
      lookUps++;
    } else if (((Listing) ask.plain()).states().isEmpty()) {
      listings++;
    } else {
      statePages++;
    }
  }

  /** What happens at the very end may be seen behind it. */
  private void measure(Duration end) {
    Instant last = UNTIL.minus(end);
    late = new ArrayList<>();
    for (Map.Entry<String, Instant> change : mix.changes().entrySet()) {
      Instant at = change.getValue();
      if (!at.isBefore(FROM) && !at.isAfter(last)) {
        late.add(Duration.between(at, seenAt.getOrDefault(change.getKey(), UNTIL)));
      }
    }
    Collections.sort(late);
    changes = late.size() * (double) STRETCH.toMillis() / STRETCH.minus(end).toMillis();
  }
}
