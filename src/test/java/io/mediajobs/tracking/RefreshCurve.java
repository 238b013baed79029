package io.mediajobs.tracking;

import static io.mediajobs.job.Jobs.T0;

import io.mediajobs.tracking.JobMix.Kind;
import io.mediajobs.tracking.state.Polling;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What it costs to see changes soon: requests a transition against the time from a change to its
 * record, for looks at a fixed interval and for learned ones. In virtual time, the same on every
 * run.
 */
public final class RefreshCurve {

  /** Those of sizing.md. */
  private static final long SEED = 1;

  /** So many jobs of a single kind run at a time, in the mean, for so long. */
  private static final int BROAD = 300;

  private static final Duration MEAN = Duration.ofMinutes(10);

  /** The poller learns first, and is measured then, for so long each. */
  private static final Duration STRETCH = Duration.ofMinutes(100);

  /** When measuring begins, and mostly ends. */
  public static final Instant FROM = T0.plus(STRETCH);

  public static final Instant UNTIL = FROM.plus(STRETCH);

  private static final Duration NIGHT = Duration.ofHours(8);

  private static final int BURST = 5_000;

  private final JobMix mix;
  private final String jobs;
  private final List<Instant> parts;

  private RefreshCurve(String jobs, JobMix mix, List<Instant> parts) {
    this.jobs = jobs;
    this.mix = mix;
    this.parts = parts;
  }

  private static RefreshCurve steady(String jobs, JobMix mix) {
    return new RefreshCurve(jobs, mix, List.of(FROM, UNTIL));
  }

  /**
   * The curve of as many jobs of 10 s, 1 min and 1 h.
   *
   * @param jobs how many of them run at a time, in the mean
   */
  static RefreshCurve of(int jobs, long seed) {
    return steady(jobs + " of three kinds", JobMix.ofThreeKinds(jobs, seed, T0, UNTIL));
  }

  /** The curve of jobs that take ten minutes in the mean, but mostly much less or more. */
  static RefreshCurve broad(long seed) {
    return steady(BROAD + ", broad", of(Kind.broad(MEAN), seed));
  }

  /** The curve of jobs of which it can't be told how long they still take. */
  static RefreshCurve exponential(long seed) {
    return steady(BROAD + ", exponential", of(Kind.exponential(MEAN), seed));
  }

  /** The curve of three kinds of which none is created for a night. */
  static RefreshCurve night(long seed) {
    Instant dusk = FROM.plus(STRETCH.dividedBy(2));
    Instant last = dusk.plus(Duration.ofMinutes(80));
    Instant dawn = dusk.plus(NIGHT);
    Instant noon = dawn.plus(STRETCH.dividedBy(2));
    JobMix mix = JobMix.ofThreeKinds(400, seed, T0, dusk).again(dawn, noon);
    return new RefreshCurve(
        "400 of three kinds, a night of 8 h", mix, List.of(FROM, dusk, last, dawn, noon));
  }

  /** The curve of three kinds and of thousands of jobs more that are created at once. */
  static RefreshCurve burst(long seed) {
    Instant at = FROM.plus(STRETCH.dividedBy(4));
    Instant there = at.plusSeconds(15);
    JobMix mix = JobMix.ofThreeKinds(400, seed, T0, UNTIL).burst(BURST, Kind.alike(MEAN), at);
    Instant first = at.plus(MEAN.multipliedBy(3).dividedBy(4));
    Instant last = there.plus(MEAN.multipliedBy(5).dividedBy(4));
    return new RefreshCurve(
        "400 of three kinds, and 5,000 at once", mix, List.of(FROM, at, there, first, last, UNTIL));
  }

  private static JobMix of(Kind kind, long seed) {
    return JobMix.of(kind, MEAN.dividedBy(BROAD), seed, T0, UNTIL);
  }

  /** The curves of sizing.md that are of a single source. */
  public static List<CurvePoint> rows() {
    List<CurvePoint> rows = new ArrayList<>();
    for (RefreshCurve curve :
        List.of(of(100, SEED), of(400, SEED), broad(SEED), exponential(SEED))) {
      rows.addAll(CurvePoint.rows(curve::fixed, curve::learned, 5, 10, 20));
    }
    for (RefreshCurve curve : List.of(night(SEED), burst(SEED))) {
      rows.addAll(CurvePoint.rows(curve::fixed, curve::learned, 5, 10));
    }
    return rows;
  }

  /** Every job is looked at on every interval. */
  CurvePoint fixed(Duration interval) {
    return point(interval, interval, interval, false);
  }

  /** The longest interval is twelve times the shortest, as it is by default. */
  CurvePoint learned(Duration interval) {
    return learned(interval, interval, interval.multipliedBy(12));
  }

  /** The same with other intervals of looks at known jobs. */
  CurvePoint learned(Duration poll, Duration refresh, Duration longest) {
    return point(poll, refresh, longest, true);
  }

  private CurvePoint point(Duration poll, Duration refresh, Duration longest, boolean learned) {
    Polling settings =
        Polling.settings()
            .pollInterval(poll)
            .refreshInterval(refresh, longest)
            .learnsDurations(learned);
    return CurvePoint.of(jobs, learned, poll, CurveRun.of(mix, settings.build(), parts));
  }
}
