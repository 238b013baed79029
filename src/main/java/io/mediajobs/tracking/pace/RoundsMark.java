package io.mediajobs.tracking.pace;

import java.time.Duration;
import java.time.Instant;

/**
 * How far the rounds had come in which a task asks many sources, so that the task after it goes on
 * from there.
 *
 * @param at the time of day
 * @param behind how much they were behind the time of day then, in whole seconds
 */
public record RoundsMark(Instant at, Duration behind) {}
