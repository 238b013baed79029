package io.mediajobs.client.credentials;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;

/** A store that a test fills, and which says nothing of when its credentials expire. */
public final class FilledStore implements CredentialsStore {

  public final AtomicInteger reads = new AtomicInteger();
  public volatile Credentials holds = new Credentials("AKIDold", "key-old", "token-old");
  public volatile boolean closed;

  /** The credentials that are kept here. */
  public CredentialsSource credentials(InstantSource clock) {
    return new ChangingCredentials(this, clock);
  }

  @Override
  public Found read(Instant now) {
    reads.incrementAndGet();
    return new Found(holds, Instant.MAX, Instant.MAX);
  }

  @Override
  public String ifRefused() {
    return "fill the store";
  }

  @Override
  public void close() {
    closed = true;
  }
}
