package io.mediajobs.tracking;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where the first run of a source starts; of no effect once there is an offset. */
public sealed interface FirstStart {

  /** The oldest job that the service still lists. */
  record Earliest() implements FirstStart {}

  /**
   * A fixed creation time.
   *
   * @param time the first creation time wanted
   */
  record At(Instant time) implements FirstStart {}

  /**
   * So far back from the service's now; zero is "latest".
   *
   * @param back not negative
   */
  record Back(Duration back) implements FirstStart {}

  /**
   * The first creation time wanted.
   *
   * @param now the service's now
   * @return null for no bound
   */
  default @Nullable Instant resolve(Instant now) {
    if (this instanceof At at) {
      return at.time();
    }
    return this instanceof Back back ? now.minus(back.back()) : null;
  }
}
