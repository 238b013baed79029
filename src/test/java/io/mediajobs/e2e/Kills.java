package io.mediajobs.e2e;

import io.mediajobs.kafka.ConnectProcess;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * Kills a worker again and again: {@code -Dkills=} times, each a moment after it is at work, or
 * every {@code -Dkill.seconds=}.
 */
final class Kills {

  static final int COUNT = Integer.getInteger("kills", 3);
  private static final Duration EVERY = Duration.ofSeconds(Integer.getInteger("kill.seconds", 0));
  private static final int LONGEST_LIFE_MS = 3000;

  private final SplittableRandom random;
  private final long begunAt = System.nanoTime();
  private long killedAt = begunAt;
  private int kills;

  /** Kills whose moments are by chance. */
  Kills(SplittableRandom random) {
    this.random = random;
  }

  /** Kills a worker that is at work, when the time has come, and starts it again. */
  void kill(ConnectProcess worker) throws InterruptedException {
    if (EVERY.isZero()) {
      TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_LIFE_MS));
    } else {
      TimeUnit.NANOSECONDS.sleep(killedAt + EVERY.toNanos() - System.nanoTime());
    }
    worker.kill();
    killedAt = System.nanoTime();
    kills++;
    worker.restart();
  }

  /** How many there were, and in what time, for people. */
  String figures() {
    return kills + " kills in " + Duration.ofNanos(killedAt - begunAt).toSeconds() + " s";
  }
}
