package io.mediajobs.job;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A question to the job API that got no usable answer. The message is one sentence for an operator,
 * free of secrets, signatures and bodies.
 */
public final class JobsApiException extends Exception {

  private static final long serialVersionUID = 1L;

  /** What a failure asks for. */
  public enum Kind {
    /** Ask again after a pause: the network, a time-out, a 5xx. */
    RETRY,
    /** Ask again after a pause: an answer was there, but it was no readable page. */
    UNREADABLE,
    /** Ask for less: the answer is longer than may be read. */
    TOO_LARGE,
    /** Every source of this endpoint pauses: 429. */
    THROTTLED,
    /** The signature's time was refused; the clock offset has been corrected, ask again. */
    CLOCK,
    /** The question itself was refused: asking again can't help. */
    REFUSED
  }

  /** What is at fault, as far as the answer, or the lack of one, tells. */
  public enum Reason {
    /** No such secret id. */
    SECRET_ID,
    /** The signature, so probably the secret key. */
    SIGNATURE,
    /** The session token. */
    TOKEN,
    /** There are no credentials where they should come from. */
    CREDENTIALS,
    /** The credentials may not ask this. */
    PERMISSION,
    /** No such bucket, or one that the service does not serve. */
    BUCKET,
    /** Something answers, but not as the service for this bucket would: region or endpoint. */
    PLACE,
    /** No such queue. */
    QUEUE,
    /** What was asked for. */
    QUESTION,
    /** A clock, this machine's or the service's. */
    CLOCK,
    /** The way to the service, a proxy on it included. */
    NETWORK,
    /** The certificate of whoever answers. */
    CERTIFICATE,
    /** The service itself, or nothing of the above. */
    OTHER
  }

  private final Kind kind;
  private final Reason reason;
  private final int status;
  private final transient @Nullable Duration retryAfter;

  /**
   * A failure.
   *
   * @param status the HTTP status, or 0 where there was no answer
   * @param retryAfter how long the service wants us to wait; null where it did not say
   */
  public JobsApiException(
      Kind kind,
      Reason reason,
      int status,
      String message,
      @Nullable Duration retryAfter,
      @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.reason = reason;
    this.status = status;
    this.retryAfter = retryAfter;
  }

  /** What the failure asks for. */
  public Kind kind() {
    return kind;
  }

  /** What is at fault. */
  public Reason reason() {
    return reason;
  }

  /** Whether the credentials themselves were refused, so that any other question would be. */
  public boolean isAboutCredentials() {
    return switch (reason) {
      case SECRET_ID, SIGNATURE, TOKEN, CREDENTIALS -> true;
      default -> false;
    };
  }

  /** The HTTP status, or 0 where there was no answer. */
  public int status() {
    return status;
  }

  /** How long the service wants us to wait; null where it did not say. */
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
