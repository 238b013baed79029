package io.mediajobs.kafka;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for another process to get somewhere. Inside a test's own process nothing needs it. */
public final class Await {

  private static final long PAUSE_MS = 50;

  private Await() {}

  /**
   * Asks again and again until the answer is true. An exception counts as "not yet", so that a
   * condition may ask a process that is still starting; an error (an assertion, say) ends the wait.
   *
   * @param what the message if it never comes true: "the worker to list the plugin"
   * @throws AssertionError after the timeout; its cause is what the condition last threw
   */
  public static void until(Duration timeout, String what, Callable<Boolean> condition) {
    long deadline = System.nanoTime() + timeout.toNanos();
    Exception last = null;
    do {
      try {
        if (condition.call()) {
          return;
        }
        last = null;
      } catch (Exception notYet) {
        last = notYet;
      }
      pause();
    } while (System.nanoTime() < deadline);
    String detail = last == null ? "" : ": " + last.getMessage();
    throw new AssertionError("Waited " + timeout.toMillis() + " ms for " + what + detail, last);
  }

  static void pause() {
    try {
      Thread.sleep(PAUSE_MS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting", interrupted);
    }
  }
}
