package io.mediajobs.tracking.state;

import java.time.Duration;
import java.time.Instant;

/** Where the first run of a source starts; of no effect once there is an offset. */
public sealed interface FirstStart {

  /** The oldest job that the service still lists. */
  record Earliest() implements FirstStart {}

  /** A fixed creation time, the first one wanted. */
  record At(Instant time) implements FirstStart {}

  /**
   * So far back from the earlier of the service's now and ours; zero is "latest", behind the newest
   * job there is.
   *
   * @param back not negative
   */
  record Back(Duration back) implements FirstStart {}
}
