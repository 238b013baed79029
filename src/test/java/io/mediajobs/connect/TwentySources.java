package io.mediajobs.connect;

import static io.mediajobs.job.Jobs.T0;
import static io.mediajobs.tracking.RefreshCurve.FROM;
import static io.mediajobs.tracking.RefreshCurve.UNTIL;

import io.mediajobs.connect.config.GoodSettings;
import io.mediajobs.connect.config.MediaJobsConfig;
import io.mediajobs.job.JobSource;
import io.mediajobs.standin.MovableClock;
import io.mediajobs.tracking.CurvePoint;
import io.mediajobs.tracking.JobMix;
import io.mediajobs.tracking.SourcePoller;
import io.mediajobs.tracking.Tally;
import io.mediajobs.tracking.pace.FairQueue;
import io.mediajobs.tracking.pace.RateLimiter;
import io.mediajobs.tracking.state.SourceState;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * A task with twenty sources at the default rate, of which two have many jobs of three kinds, and
 * the others one of a minute every half an hour; in virtual time.
 */
public final class TwentySources {

  private static final int SOURCES = 20;
  private static final int BUSY = 2;

  private TwentySources() {}

  /** The curve of sizing.md that is of them. */
  public static List<CurvePoint> rows() {
    return CurvePoint.rows(i -> point(i, i, false), i -> point(i, i.multipliedBy(12), true), 5, 10);
  }

  private static CurvePoint point(Duration interval, Duration longest, boolean learned) {
    MediaJobsConfig config =
        GoodSettings.config(
            "poll.interval.ms", "" + interval.toMillis(),
            "poll.interval.max.ms", "" + longest.toMillis(),
            "refresh.interval.ms", "" + interval.toMillis(),
            "refresh.interval.max.ms", "" + longest.toMillis(),
            "refresh.learned", "" + learned);
    try {
      Tally tally = run(config);
      tally.close(longest.multipliedBy(2));
      return CurvePoint.of("20 sources, 2 of them with 400 each", learned, interval, tally);
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  private static Tally run(MediaJobsConfig config) throws InterruptedException {
    Map<SourcePoller, JobMix> mixes = new LinkedHashMap<>();
    for (int i = 0; i < SOURCES; i++) {
      JobSource source = new JobSource("b-1", "ap-chongqing", "/jobs", "tag" + i, null, null);
      mixes.put(
          new SourcePoller(source, config.polling(), SourceState.NEW, new Random(1), T0), mix(i));
    }
    Tally tally = new Tally(List.of(FROM, UNTIL), List.copyOf(mixes.values()));
    MovableClock clock = new MovableClock(T0);
    PollLoop loop =
        new PollLoop(
            new MixRequests(clock, mixes::get, tally),
            new FairQueue<>(mixes.keySet()),
            new RateLimiter(config.requestsPerSecond()),
            RunningTask.limits(config),
            ConnectException::new,
            new Worker(new Throttle(), new Random(1), clock, clock));
    while (clock.instant().isBefore(UNTIL)) {
      loop.poll()
          .forEach((poller, findings) -> tally.seen(mixes.get(poller), findings, clock.instant()));
    }
    return tally;
  }

  private static JobMix mix(int number) {
    Duration minute = Duration.ofMinutes(1);
    return number < BUSY
        ? JobMix.ofThreeKinds(400, number, T0, UNTIL)
        : new JobMix(List.of(minute), minute.multipliedBy(30), number, T0, UNTIL);
  }
}
