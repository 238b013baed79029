package io.mediajobs.client.credentials;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key that the service refuses, and since when. The service may take a key away some time before
 * the new one has come to where we look for it. Safe for use by several threads.
 */
public final class RefusedKey {

  /** How long a refusal may be due to that. */
  public static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Refusals that far apart have nothing to do with each other. */
  private static final Duration APART = Duration.ofMinutes(10);

  private @Nullable Credentials refused;
  private Instant first = Instant.MIN;
  private Instant last = Instant.MIN;

  /** Takes note of a refusal; false once the key has been refused for too long. */
  synchronized boolean mayBeReplaced(Credentials key, Instant now) {
    if (!key.equals(refused) || now.isAfter(last.plus(APART))) {
      refused = key;
      first = now;
    }
    last = now;
    return now.isBefore(first.plus(PATIENCE));
  }
}
