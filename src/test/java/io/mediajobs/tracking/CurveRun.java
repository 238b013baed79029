package io.mediajobs.tracking;

import static io.mediajobs.job.Jobs.T0;

import io.mediajobs.job.JobPage;
import io.mediajobs.tracking.plan.Ask;
import io.mediajobs.tracking.plan.Step;
import io.mediajobs.tracking.state.PollSettings;
import io.mediajobs.tracking.state.SourceState;
import io.mediajobs.tracking.state.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/** A poller and a stream of jobs, in virtual time: what it asks, and when it sees each change. */
final class CurveRun {

  /** How long an answer is on its way. */
  private static final Duration WAY = Duration.ofMillis(100);

  private CurveRun() {}

  /**
   * What a poller with these settings does from {@link io.mediajobs.job.Jobs#T0} on.
   *
   * @param parts those of the stretch that is measured: see {@link Tally}
   */
  static Tally of(JobMix mix, PollSettings settings, List<Instant> parts) {
    SourcePoller poller =
        new SourcePoller(PollerRun.SOURCE, settings, SourceState.NEW, new Random(1), T0);
    Tally tally = new Tally(parts, List.of(mix));
    Instant now = T0;
    while (now.isBefore(parts.get(parts.size() - 1))) {
      Step step = poller.step(now);
      Ask ask = step.ask();
      if (ask == null) {
        now = step.at().isAfter(now) ? step.at() : now.plusMillis(100);
        continue;
      }
      tally.asked(ask, now);
      Instant askedAt = now;
      JobPage page = mix.answer(ask.query(), now);
      now = now.plus(WAY);
      tally.seen(mix, poller.answered(ask, page, new Times(askedAt, now, now, now)), now);
    }
    tally.close(settings.refreshIntervalMax().multipliedBy(2));
    return tally;
  }
}
