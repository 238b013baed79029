package io.mediajobs.tracking.pace;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far the round had come in which a task asks many sources, so that the task after it goes on
 * from there.
 *
 * @param at the time of day
 * @param part how much of the round was over, in ten-thousandths
 */
public record RoundsMark(Instant at, int part) {

  /** All of a round. */
  public static final int WHOLE = 10_000;

  /** The newest of some; one of later than now, by a wrong clock, only where there is no other. */
  public static @Nullable RoundsMark newest(List<RoundsMark> marks, Instant now) {
    return marks.stream()
        .max(
            Comparator.comparing((RoundsMark mark) -> !mark.at().isAfter(now))
                .thenComparing(RoundsMark::at))
        .orElse(null);
  }
}
