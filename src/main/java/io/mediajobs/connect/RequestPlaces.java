package io.mediajobs.connect;

import io.mediajobs.connect.Requests.Finished;
import io.mediajobs.tracking.SourcePoller;
import io.mediajobs.tracking.plan.Ask;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Objects;
import java.util.Set;

/**
 * The places for requests that are under way at once. A bucket whose newest request got no answer
 * at all has a quarter of them, shared with all of its kind, until one is answered: else a few that
 * run into their time-outs would hold every place, and the others would wait.
 *
 * <p>For the thread that polls.
 */
final class RequestPlaces {

  private final int all;
  private final int forSilent;
  private int taken;

  /** The buckets whose newest request got no answer. */
  private final Set<String> silent = new HashSet<>();

  /** What these have been asked since. */
  private final Set<Ask> askedOfSilent = Collections.newSetFromMap(new IdentityHashMap<>());

  RequestPlaces(int all) {
    this.all = all;
    this.forSilent = Math.max(1, all / 4);
  }

  boolean isOneFree() {
    return taken < all;
  }

  /** When to see again whether there is one for this poller; a time before now where there is. */
  Instant until(SourcePoller poller, Instant now) {
    boolean isThere = askedOfSilent.size() < forSilent || !isSilent(poller);
    return isThere ? Instant.MIN : now.plusSeconds(1);
  }

  int taken() {
    return taken;
  }

  /** A request has been started. */
  void take(SourcePoller poller, Ask ask) {
    taken++;
    if (isSilent(poller)) {
      askedOfSilent.add(ask);
    }
  }

  /** A request has come to its end. */
  void free(Finished done) {
    taken--;
    askedOfSilent.remove(done.ask());
    String bucket = done.poller().source().bucket();
    if (done.page() == null && Objects.requireNonNull(done.failure()).status() == 0) {
      silent.add(bucket);
    } else {
      silent.remove(bucket);
    }
  }

  private boolean isSilent(SourcePoller poller) {
    return silent.contains(poller.source().bucket());
  }
}
