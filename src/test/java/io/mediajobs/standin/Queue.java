package io.mediajobs.standin;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A queue of the stand-in.
 *
 * @param queueId {@code p} and 32 hex digits
 * @param name the service's name of it
 * @param family whose path lists it
 * @param category the service's name of its kind
 * @param state {@code Active} or {@code Paused}; changes nothing about the jobs in it
 * @param creationTime when it was made
 */
public record Queue(
    String queueId,
    String name,
    Family family,
    String category,
    String state,
    Instant creationTime) {

  private static final Instant LONG_AGO = Instant.parse("2022-01-01T00:00:00Z");

  /** The media queue for fast transcoding, which {@code /queue} shows only when asked to. */
  public static final Queue SPEED_TRANSCODING =
      new Queue(
          "p00000000000000000000000000000009",
          "queue-speed-transcoding-process-1",
          Family.MEDIA,
          "SpeedTranscoding",
          "Active",
          LONG_AGO);

  /** The queue that a family's jobs go to by default; there from the start. */
  public static Queue defaultOf(Family family) {
    String name =
        switch (family) {
          case MEDIA -> "queue-1";
          case IMAGE -> "queue-pic-process-1";
          case DOCUMENT -> "queue-doc-process-1";
          default -> "queue-" + family.name().toLowerCase(Locale.ROOT) + "-process-1";
        };
    String id = String.format(Locale.ROOT, "p%032x", family.ordinal() + 1);
    return new Queue(id, name, family, family.category(), "Active", LONG_AGO);
  }

  /** The queues that are there from the start. */
  static List<Queue> initial() {
    List<Queue> queues = new ArrayList<>();
    for (Family family : Family.values()) {
      queues.add(defaultOf(family));
    }
    queues.add(SPEED_TRANSCODING);
    return queues;
  }

  /** The same queue in another state. */
  public Queue in(String otherState) {
    return new Queue(queueId, name, family, category, otherState, creationTime);
  }
}
