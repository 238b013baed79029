package io.mediajobs.client.credentials;

import io.mediajobs.client.credentials.ChangingCredentials.Store.Found;
import io.mediajobs.job.JobsApiException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Credentials that change in their store, kept fresh.
 *
 * <ol>
 *   <li>One thread at a time looks into the store. The others go on with what they have while that
 *       is valid, and else wait for what the one finds.
 *   <li>A look that fails does no harm while what was found before is valid.
 *   <li>There is a pause after a look that failed, and after one that a refusal called for, before
 *       the next for the same reason.
 * </ol>
 */
public final class ChangingCredentials implements CredentialsSource {

  /**
   * How long the refusal of a key may pass: the service may take a key away some time before the
   * new one has come to where we look for it.
   */
  public static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Refusals that far apart have nothing to do with each other. */
  private static final Duration APART = Duration.ofMinutes(10);

  /** Between two looks into the store, at the least. */
  static final Duration PAUSE = Duration.ofSeconds(1);

  /** Before a look that failed is repeated, at the most. */
  private static final Duration RETRY = Duration.ofSeconds(30);

  /** A place where someone else puts new credentials; nobody looks there twice at once. */
  interface Store extends AutoCloseable {

    /**
     * What was found there.
     *
     * @param lookAgain when to look the next time; before they expire
     * @param expiry from when on they can't be used; {@link Instant#MAX} where that is not known
     */
    record Found(Credentials credentials, Instant lookAgain, Instant expiry) {

      /** How long before they expire new ones are asked for, at the most. */
      private static final Duration MARGIN = Duration.ofMinutes(10);

      /** Credentials that last for so long from now on. */
      static Found lasting(Credentials credentials, Instant now, Duration left) {
        Instant expiry = now.plus(left);
        Instant early = expiry.minus(Collections.min(List.of(MARGIN, left.dividedBy(5))));
        Instant soonest = now.plus(PAUSE);
        return new Found(credentials, early.isBefore(soonest) ? soonest : early, expiry);
      }
    }

    /**
     * Looks there.
     *
     * @throws JobsApiException if there are no usable credentials, of a kind that says whether
     *     looking again can help; the message is one sentence without any of them
     */
    Found read(Instant now) throws JobsApiException;

    /** What to do where the service does not accept the key, one clause in the imperative. */
    String ifRefused();

    @Override
    default void close() {}
  }

  private final Store store;
  private final InstantSource time;
  private final ReentrantLock storeLock = new ReentrantLock();
  private volatile @Nullable Found found;
  private @Nullable JobsApiException failure;
  private Instant failedAt = Instant.MIN;
  private Instant renewedAt = Instant.MIN;

  /** The key that the service refuses, and since when and until when it did. */
  private @Nullable Credentials refusedKey;

  private Instant firstRefusal = Instant.MIN;
  private Instant lastRefusal = Instant.MIN;

  /**
   * Looks for nothing yet.
   *
   * @param store closed with this
   */
  ChangingCredentials(Store store, InstantSource time) {
    this.store = store;
    this.time = time;
  }

  @Override
  public Credentials get() throws JobsApiException {
    Found last = found;
    Instant now = time.instant();
    if (last != null && now.isBefore(last.lookAgain())) {
      return last.credentials();
    }
    if (last == null || !now.isBefore(last.expiry())) {
      storeLock.lock();
    } else if (!storeLock.tryLock()) {
      return last.credentials();
    }
    try {
      return readIfDue();
    } finally {
      storeLock.unlock();
    }
  }

  @Override
  public Credentials renewed(Credentials refused) {
    storeLock.lock();
    try {
      Found last = found;
      if (last != null && !last.credentials().equals(refused)) {
        return last.credentials();
      }
      if (time.instant().isBefore(renewedAt.plus(PAUSE))) {
        return refused;
      }
      try {
        return readStore().credentials();
      } catch (JobsApiException none) {
        return refused;
      } finally {
        // Now, as reading takes time, in which others have come to wait for the same.
        renewedAt = time.instant();
      }
    } finally {
      storeLock.unlock();
    }
  }

  /** Takes note of a refusal, and waits for no look into the store; true for a minute of them. */
  @Override
  public synchronized boolean awaitsOthers(Credentials refused) {
    Instant now = time.instant();
    if (!refused.equals(refusedKey) || now.isAfter(lastRefusal.plus(APART))) {
      refusedKey = refused;
      firstRefusal = now;
    }
    lastRefusal = now;
    return now.isBefore(firstRefusal.plus(PATIENCE));
  }

  @Override
  public String ifRefused() {
    return store.ifRefused();
  }

  @Override
  public void close() {
    store.close();
  }

  private Credentials readIfDue() throws JobsApiException {
    Found last = found;
    Instant now = time.instant();
    if (last != null && now.isBefore(last.lookAgain())) {
      return last.credentials();
    }
    boolean valid = last != null && now.isBefore(last.expiry());
    if (!valid && failure != null && now.isBefore(failedAt.plus(PAUSE))) {
      throw without(last, failure);
    }
    try {
      return readStore().credentials();
    } catch (JobsApiException none) {
      failure = none;
      failedAt = time.instant();
      if (last == null || !failedAt.isBefore(last.expiry())) {
        throw without(last, none);
      }
      found = new Found(last.credentials(), failedAt.plus(retryPause(last)), last.expiry());
      return last.credentials();
    }
  }

  private Found readStore() throws JobsApiException {
    Found now = store.read(time.instant());
    found = now;
    return now;
  }

  /** The nearer the end, the sooner. */
  private Duration retryPause(Found last) {
    Duration share = Duration.between(failedAt, last.expiry()).dividedBy(5);
    Duration pause = share.compareTo(RETRY) < 0 ? share : RETRY;
    return pause.compareTo(PAUSE) < 0 ? PAUSE : pause;
  }

  private static JobsApiException without(@Nullable Found last, JobsApiException reason) {
    String since = last == null ? "" : "The credentials expired at " + last.expiry() + ", and: ";
    return new JobsApiException(
        reason.kind(),
        reason.reason(),
        reason.status(),
        since + reason.getMessage(),
        reason.retryAfter(),
        reason.getCause());
  }
}
