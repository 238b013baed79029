package io.mediajobs.connect.metrics;

import io.mediajobs.job.Printable;
import io.mediajobs.tracking.state.Backfill;
import io.mediajobs.tracking.state.SourceFigures;
import io.mediajobs.tracking.state.TrackedCounts;
import io.mediajobs.tracking.state.TrackedCounts.Group;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells in the log how discovery gets on with a source: how far a long backfill is, and when it
 * waits because {@code max.tracked.jobs} is reached.
 */
final class DiscoveryLog {

  private static final Duration INTERVAL = Duration.ofSeconds(30);

  /** So many states a line names. */
  private static final int MOST = 4;

  private static final Logger LOG = LoggerFactory.getLogger(DiscoveryLog.class);

  /** When the newest line about the backfill that runs was due; null where there was none. */
  private @Nullable Instant toldAt;

  private @Nullable Instant heldBackSince;

  private boolean toldOfWait;

  /** Writes what is news. */
  void report(SourceFigures figures, Instant now) {
    if (figures.backfill() != null) {
      report(figures, figures.backfill(), now);
    }
    Instant since = heldBackSince == null ? now : heldBackSince;
    // Jobs that have all ended, as those of a long past, make room as soon as they are settled.
    boolean lasts = figures.tracked().unended() > 0 || !now.isBefore(since.plus(INTERVAL));
    if (figures.heldBack() && lasts && !toldOfWait) {
      toldOfWait = true;
      LOG.warn(
          "Discovery of {} waits, as max.tracked.jobs is reached, and goes on as jobs end: {}. New"
              + " jobs wait in the service; see whether the oldest still go on, and raise"
              + " max.tracked.jobs if they do",
          figures.source(),
          tracked(figures, now));
    } else if (!figures.heldBack() && toldOfWait) {
      toldOfWait = false;
      LOG.info(
          "Discovery of {} has caught up; it had waited for jobs to end for {}",
          figures.source(),
          text(Duration.between(since, now)));
    }
    heldBackSince = figures.heldBack() ? since : null;
  }

  /** What the tracked jobs are: the states with most of them first, each with its oldest job. */
  private static String tracked(SourceFigures figures, Instant now) {
    TrackedCounts tracked = figures.tracked();
    Instant serviceNow = now.plus(figures.serviceAhead());
    List<Map.Entry<String, Group>> states = new ArrayList<>(tracked.active().entrySet());
    states.sort(Comparator.comparingInt(state -> -state.getValue().jobs()));
    List<String> parts = new ArrayList<>();
    for (Map.Entry<String, Group> state : states.subList(0, Math.min(MOST, states.size()))) {
      Group group = state.getValue();
      parts.add(
          group.jobs()
              + " in the state "
              + Printable.of(state.getKey())
              + ", of which the oldest is "
              + text(Duration.between(group.oldest(), serviceNow))
              + " old");
    }
    if (states.size() > MOST) {
      parts.add(states.size() - MOST + " other states");
    }
    parts.add(tracked.ended() + " that have ended");
    return String.join("; ", parts);
  }

  private void report(SourceFigures figures, Backfill backfill, Instant now) {
    if (backfill.doneAt() != null) {
      if (toldAt != null) {
        toldAt = null;
        LOG.info(
            "Backfill of {} is done: {} jobs in {}",
            figures.source(),
            backfill.jobs(),
            text(Duration.between(backfill.since(), backfill.doneAt())));
      }
      return;
    }
    Instant last = toldAt == null ? backfill.since() : toldAt;
    if (now.isBefore(last.plus(INTERVAL))) {
      return;
    }
    toldAt = now;
    Duration left = backfill.left(now);
    LOG.info(
        "Backfill of {} is at {} %: {} jobs so far, {} a second, {}",
        figures.source(),
        String.format(Locale.ROOT, "%.1f", backfill.percent()),
        backfill.jobs(),
        String.format(Locale.ROOT, "%.1f", backfill.rate(now)),
        left == null ? "no estimate yet" : "about " + text(left) + " left");
  }

  private static String text(Duration time) {
    long seconds = time.toSeconds();
    if (seconds < 120) {
      return seconds + " s";
    }
    return seconds < 7200 ? seconds / 60 + " min" : seconds / 3600 + " h";
  }
}
