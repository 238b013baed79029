package io.mediajobs.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.connect.config.GoodSettings;
import io.mediajobs.connect.config.MediaJobsConfig;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.JobsApiException.Kind;
import io.mediajobs.job.JobsApiException.Reason;
import io.mediajobs.standin.MovableClock;
import io.mediajobs.tracking.SourcePoller;
import io.mediajobs.tracking.pace.FairQueue;
import io.mediajobs.tracking.pace.RateLimiter;
import io.mediajobs.tracking.plan.Ask;
import io.mediajobs.tracking.state.SourceState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A bucket that does not answer leaves places for the others. */
class RequestPlacesTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration TIME_OUT = Duration.ofSeconds(10);
  private static final int TAGS = 6;

  private final MovableClock clock = new MovableClock(START);
  private final Network network = new Network();

  /** A few sources take turns in one way, many in another. */
  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void othersAreAskedAsOftenAsEver(int soundBuckets) throws Exception {
    PollLoop loop = loop(soundBuckets);
    while (clock.instant().isBefore(START.plusSeconds(60))) {
      loop.poll();
    }
    network.longest = Duration.ZERO;
    while (clock.instant().isBefore(START.plusSeconds(600))) {
      loop.poll();
    }

    assertThat(network.longest).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(7));
    assertThat(network.ofDead).as("asked of the dead bucket").isGreaterThan(30);
  }

  @Test
  void oneThatAnswersAgainHasAllPlaces() throws Exception {
    PollLoop loop = loop(1);
    while (clock.instant().isBefore(START.plusSeconds(120))) {
      loop.poll();
    }
    network.isDead = false;
    network.mostOfDead = 0;
    while (clock.instant().isBefore(START.plusSeconds(240))) {
      loop.poll();
    }

    assertThat(network.mostOfDead).isGreaterThan(1);
  }

  private PollLoop loop(int soundBuckets) {
    MediaJobsConfig config =
        GoodSettings.config(
            "requests.concurrent", "4",
            "poll.interval.ms", "5000",
            "poll.interval.max.ms", "5000");
    List<SourcePoller> pollers = new ArrayList<>();
    for (int bucket = 0; bucket <= soundBuckets; bucket++) {
      for (int tag = 0; tag < TAGS; tag++) {
        String name = bucket == 0 ? "dead-1" : "sound-" + bucket;
        JobSource source = new JobSource(name, "ap-chongqing", "/jobs", "tag" + tag, null, null);
        pollers.add(
            new SourcePoller(source, config.polling(), SourceState.NEW, new Random(1), START));
      }
    }
    return new PollLoop(
        network,
        new FairQueue<>(pollers),
        new RateLimiter(1e6),
        RunningTask.limits(config),
        ConnectException::new,
        new Worker(new Throttle(), new Random(1), clock, clock));
  }

  /** Answers of one bucket come too late, and of the others at once. */
  private final class Network implements Requests {

    private final PriorityQueue<Finished> way =
        new PriorityQueue<>(Comparator.comparing(Finished::answeredAt));

    private final Map<JobSource, Instant> asked = new HashMap<>();
    private Duration longest = Duration.ZERO;
    private boolean isDead = true;
    private int ofDead;
    private int atOnce;
    private int mostOfDead;

    @Override
    public void start(SourcePoller poller, Ask ask, Instant now) {
      JobSource source = poller.source();
      if (source.bucket().startsWith("dead")) {
        ofDead++;
        mostOfDead = Math.max(mostOfDead, ++atOnce);
        Instant late = now.plus(isDead ? TIME_OUT : Duration.ofMillis(50));
        var failure = new JobsApiException(Kind.RETRY, Reason.OTHER, 0, "Silence.", null, null);
        way.add(
            isDead
                ? new Finished(poller, ask, now, late, null, failure)
                : new Finished(poller, ask, now, late, AnswersAtOnce.nothing(now), null));
        return;
      }
      Instant last = asked.put(source, now);
      Duration since = Duration.between(last == null ? now : last, now);
      longest = since.compareTo(longest) > 0 ? since : longest;
      Instant soon = now.plusMillis(50);
      way.add(new Finished(poller, ask, now, soon, AnswersAtOnce.nothing(now), null));
    }

    @Override
    public @Nullable Finished await(Duration atMost) {
      Instant until = clock.instant().plus(atMost);
      if (way.isEmpty() || way.peek().answeredAt().isAfter(until)) {
        clock.set(until);
        return null;
      }
      Finished next = way.remove();
      if (next.answeredAt().isAfter(clock.instant())) {
        clock.set(next.answeredAt());
      }
      atOnce -= next.poller().source().bucket().startsWith("dead") ? 1 : 0;
      return next;
    }

    @Override
    public void close() {
      way.clear();
    }
  }
}
