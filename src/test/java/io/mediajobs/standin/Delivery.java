package io.mediajobs.standin;

import java.time.Duration;
import java.time.Instant;

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
 */
record Delivery(
    Answer answer,
    Instant date,
    Duration delay,
    int chunk,
    Duration pause,
    long padding,
    boolean cut,
    boolean reset) {

  /** The way of an answer that nothing happens to. */
  static Delivery of(Answer answer, Instant date) {
    return new Delivery(
        answer, date, Duration.ZERO, Integer.MAX_VALUE, Duration.ZERO, 0, false, false);
  }

  Delivery withAnswer(Answer other) {
    return new Delivery(other, date, delay, chunk, pause, padding, cut, reset);
  }

  Delivery withDate(Instant other) {
    return new Delivery(answer, other, delay, chunk, pause, padding, cut, reset);
  }

  Delivery withDelay(Duration other) {
    return new Delivery(answer, date, other, chunk, pause, padding, cut, reset);
  }

  Delivery withDrip(int bytes, Duration between) {
    return new Delivery(answer, date, delay, bytes, between, padding, cut, reset);
  }

  Delivery withPadding(long blanks) {
    return new Delivery(answer, date, delay, chunk, pause, blanks, cut, reset);
  }

  Delivery withCut() {
    return new Delivery(answer, date, delay, chunk, pause, padding, true, reset);
  }

  Delivery withReset() {
    return new Delivery(answer, date, delay, chunk, pause, padding, cut, true);
  }
}
