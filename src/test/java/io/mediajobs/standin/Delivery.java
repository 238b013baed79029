package io.mediajobs.standin;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an answer goes onto the wire; faults change it.
 *
 * @param answer what is sent
 * @param date of the header Date
 * @param delay before the first byte
 * @param chunk bytes that are sent at once
 * @param pause between chunks
 * @param padding blanks sent behind the body, as part of it
 * @param cut whether the connection ends in the middle of the body
 * @param reset whether the connection ends without any answer
 * @param retryAfter the header as it stands, in place of the answer's; null for that
 * @param wire who writes the answer in place of all this; null for nobody
 */
record Delivery(
    Answer answer,
    Instant date,
    Duration delay,
    int chunk,
    Duration pause,
    long padding,
    boolean cut,
    boolean reset,
    @Nullable String retryAfter,
    @Nullable Wire wire) {

  /** The way of an answer that nothing happens to. */
  static Delivery of(Answer answer, Instant date) {
    return new Delivery(
        answer, date, Duration.ZERO, Integer.MAX_VALUE, Duration.ZERO, 0, false, false, null, null);
  }

  Delivery withAnswer(Answer other) {
    return new Delivery(other, date, delay, chunk, pause, padding, cut, reset, retryAfter, wire);
  }

  Delivery withDate(Instant other) {
    return new Delivery(answer, other, delay, chunk, pause, padding, cut, reset, retryAfter, wire);
  }

  Delivery withDelay(Duration other) {
    return new Delivery(answer, date, other, chunk, pause, padding, cut, reset, retryAfter, wire);
  }

  Delivery withDrip(int bytes, Duration between) {
    return new Delivery(answer, date, delay, bytes, between, padding, cut, reset, retryAfter, wire);
  }

  Delivery withPadding(long blanks) {
    return new Delivery(answer, date, delay, chunk, pause, blanks, cut, reset, retryAfter, wire);
  }

  Delivery withCut() {
    return new Delivery(answer, date, delay, chunk, pause, padding, true, reset, retryAfter, wire);
  }

  Delivery withReset() {
    return new Delivery(answer, date, delay, chunk, pause, padding, cut, true, retryAfter, wire);
  }

  Delivery withRetryAfter(String text) {
    return new Delivery(answer, date, delay, chunk, pause, padding, cut, reset, text, wire);
  }

  Delivery withWire(Wire other) {
    return new Delivery(answer, date, delay, chunk, pause, padding, cut, reset, retryAfter, other);
  }
}
