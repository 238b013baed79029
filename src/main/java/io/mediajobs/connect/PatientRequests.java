package io.mediajobs.connect;

import io.mediajobs.tracking.SourcePoller;
import io.mediajobs.tracking.plan.Ask;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Requests whose answers can wait while nothing is to be taken in. */
final class PatientRequests implements Requests {

  private static final Duration MOMENT = Duration.ofMillis(100);

  private final Requests requests;
  private final Queue<Finished> waiting = new ArrayDeque<>();

  PatientRequests(Requests requests) {
    this.requests = requests;
  }

  /** Lets a moment pass; what comes back meanwhile waits. */
  void rest() throws InterruptedException {
    Finished next = requests.await(MOMENT);
    if (next != null) {
      waiting.add(next);
    }
  }

  @Override
  public void start(SourcePoller poller, Ask ask, Instant now) {
    requests.start(poller, ask, now);
  }

  @Override
  public @Nullable Finished await(Duration atMost) throws InterruptedException {
    return waiting.isEmpty() ? requests.await(atMost) : waiting.remove();
  }

  @Override
  public void close() {
    requests.close();
  }
}
