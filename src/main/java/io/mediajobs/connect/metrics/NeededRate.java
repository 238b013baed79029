package io.mediajobs.connect.metrics;

import io.mediajobs.job.JobState;
import io.mediajobs.job.JobTags;
import io.mediajobs.tracking.state.PollCounts;
import io.mediajobs.tracking.state.SourceFigures;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many requests a second a task would take at most for {@code latency.target.ms} to hold.
 *
 * <p>A cycle is as long as the target. Of each source the sum of sizing.md says how many questions
 * that takes, for the jobs that are to be looked at. It is not enough that there is room for all of
 * them: a change is seen by the last, as when a page leaves a job out that is looked up then, and
 * each waits for those before it. So the source that asks most is to be through with a cycle in a
 * quarter of it, and the others ask meanwhile. Warns once where the task may not make so many, and
 * changes are seen late.
 */
public final class NeededRate {

  /** As long as the latencies of sources are counted together. */
  private static final Duration STRETCH = Duration.ofMinutes(5);

  /** One such stretch may be a burst. */
  private static final int ENOUGH_STRETCHES = 2;

  /** In this part of a cycle a source is to be through, but for the first of its questions. */
  private static final double SOON = 0.25;

  /** Changes are seen late from so many times the target on. */
  private static final double LATE = 1.1;

  /** The service tells times in whole seconds, so changes seem older by so much in the mean. */
  private static final double GRAIN = 0.5;

  private static final Logger LOG = LoggerFactory.getLogger(NeededRate.class);

  private final @Nullable Duration target;
  private final int pageSize;
  private final double rate;
  private final double part;
  private Instant next = Instant.MIN;

  /** When this stretch began; null where there was a long past to read. */
  private @Nullable Instant since;

  private List<SourceFigures> before = List.of();
  private double perSecond;
  private int lateStretches;
  private boolean told;

  /**
   * Nothing is known yet.
   *
   * @param rate requests a second that the settings allow
   * @param part the task's part of them
   */
  public NeededRate(@Nullable Duration target, int pageSize, double rate, double part) {
    this.target = target;
    this.pageSize = pageSize;
    this.rate = rate;
    this.part = part;
  }

  /** The requests a second; 0 where nothing is wanted, or known yet. */
  double perSecond() {
    return perSecond;
  }

  /** Takes in the figures of all sources, and how many looks a second the jobs of each need. */
  void update(List<SourceFigures> sources, IntToDoubleFunction looks, Instant now) {
    if (target == null || now.isBefore(next)) {
      return;
    }
    if (since != null) {
      double stretch = Duration.between(since, now).toMillis() / 1000.0;
      conclude(sources, looks, target.toMillis() / 1000.0, stretch);
    }
    // Changes behind a long past are late, whatever the rate.
    since = sources.stream().anyMatch(NeededRate::readsItsPast) ? null : now;
    before = sources;
    next = now.plus(STRETCH);
  }

  private void conclude(
      List<SourceFigures> sources, IntToDoubleFunction looks, double wanted, double stretch) {
    double all = 0;
    double most = 0;
    double latest = 0;
    for (int i = 0; i < sources.size(); i++) {
      SourceFigures source = sources.get(i);
      double cycles = stretch / wanted;
      double questions = questions(source, before.get(i), looks.applyAsDouble(i) * wanted, cycles);
      all += questions;
      most = Math.max(most, questions);
      latest = Math.max(latest, source.tail() - GRAIN);
    }
    perSecond = (all - most + Math.max(most, (most - 1) / SOON)) / wanted;
    boolean late = latest > LATE * wanted && perSecond > rate * part;
    lateStretches = late ? lateStretches + 1 : 0;
    if (lateStretches >= ENOUGH_STRETCHES && !told) {
      told = true;
      LOG.warn(
          "latency.target.ms can't be held: at {} requests a second, which is all that the task may"
              + " make, 95 of 100 changes are seen within {} s; within {} s would take at most"
              + " {}. Raise requests.per.second to {}, or latency.target.ms to {}",
          text(rate * part),
          text(latest),
          text(wanted),
          text(perSecond),
          text(perSecond / part),
          1000 * Math.round(Math.ceil(latest)));
    }
  }

  /** The sum of sizing.md for a cycle in which so many looks at jobs are due. */
  private double questions(SourceFigures now, SourceFigures then, double looks, double cycles) {
    double found = (now.counts().discoveredJobs() - then.counts().discoveredJobs()) / cycles;
    double ended = (ended(now.counts()) - ended(then.counts())) / cycles;
    int ids = JobTags.idsPerLookUp(now.source());
    double lookUps = Math.ceil((double) now.tracked().unended() / ids);
    double pages = Math.max(1, looks / pageSize) + Math.max(Math.min(1, ended), ended / ids);
    return 1 + 2 * found / pageSize + Math.min(lookUps, pages);
  }

  private static long ended(PollCounts counts) {
    return JobState.ALL.stream().filter(JobState::ended).mapToLong(counts::transitions).sum();
  }

  /** Whether a source that is answered has not come to the end of what there is yet. */
  private static boolean readsItsPast(SourceFigures figures) {
    return figures.counts().answeredRequests() > 0 && figures.sweptAt().equals(figures.startedAt());
  }

  /** Two digits, rather more than less. */
  private static String text(double figure) {
    return BigDecimal.valueOf(figure)
        .round(new MathContext(2, RoundingMode.CEILING))
        .toPlainString();
  }
}
