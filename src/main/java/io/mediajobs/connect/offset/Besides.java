package io.mediajobs.connect.offset;

import io.mediajobs.tracking.pace.RoundsMark;
import org.jspecify.annotations.Nullable;

/**
 * What an offset says beside the state of its source.
 *
 * @param drops whether a record of the source has ever been dropped on its way to Kafka
 * @param rounds where the rounds of its task stood; null where the task has few sources
 */
public record Besides(boolean drops, @Nullable RoundsMark rounds) {

  /** Nothing. */
  public static final Besides NOTHING = new Besides(false, null);
}
