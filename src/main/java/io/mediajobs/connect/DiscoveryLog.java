package io.mediajobs.connect;

import io.mediajobs.tracking.Backfill;
import io.mediajobs.tracking.SourceFigures;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells in the log how discovery gets on with a source: how far a long backfill is, and when it
 * waits because {@code max.tracked.jobs} is reached.
 */
final class DiscoveryLog {

  private static final Duration INTERVAL = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(DiscoveryLog.class);

  /** When the newest line about the backfill that runs was due; null where there was none. */
  private @Nullable Instant toldAt;

  private @Nullable Instant heldBackSince;

  /** Writes what is news. */
  void report(SourceFigures figures, Instant now) {
    if (figures.backfill() != null) {
      report(figures, figures.backfill(), now);
    }
    if (figures.heldBack() && heldBackSince == null) {
      heldBackSince = now;
      LOG.warn(
          "Discovery of {} waits, as max.tracked.jobs is reached, and goes on as jobs end. New jobs"
              + " wait in the service; raise max.tracked.jobs if that takes too long",
          figures.source());
    } else if (!figures.heldBack() && heldBackSince != null) {
      LOG.info(
          "Discovery of {} has caught up; it had waited for jobs to end for {}",
          figures.source(),
          text(Duration.between(heldBackSince, now)));
      heldBackSince = null;
    }
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
