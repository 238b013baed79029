package io.mediajobs.e2e;

import io.mediajobs.kafka.Await;
import io.mediajobs.standin.Request;
import io.mediajobs.standin.StandIn;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;

/** Whether a connector is at work, by what it asks of the service. */
final class Polling {

  private static final int SOME = 4;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private Polling() {}

  /** Waits until the source of each tag has been listed some times from now on. */
  static void awaitEach(StandIn service, String... tags) {
    Instant now = Instant.now();
    for (String tag : tags) {
      Await.until(
          PATIENCE, tag + " to be listed some times", () -> listings(service, tag, now) >= SOME);
    }
  }

  /** Waits for a request of some kind from now on. */
  static void await(StandIn service, Predicate<Request> kind) {
    Instant now = Instant.now();
    Await.until(
        PATIENCE,
        "a request",
        () ->
            service
                    .requests()
                    .count(request -> request.receivedAt().isAfter(now) && kind.test(request))
                > 0);
  }

  private static int listings(StandIn service, String tag, Instant since) {
    return service
        .requests()
        .count(
            request -> tag.equals(request.parameter("tag")) && request.receivedAt().isAfter(since));
  }
}
