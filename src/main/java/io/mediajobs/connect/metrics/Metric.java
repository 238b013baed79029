package io.mediajobs.connect.metrics;

import java.time.Instant;
import java.util.function.BiFunction;

/**
 * A number to show of something that is being done.
 *
 * @param name as JMX shows it; part of the API
 * @param unit of the number, for people
 * @param meaning a sentence
 * @param value the number at a time; called by any thread
 */
public record Metric<T>(
    String name, String unit, String meaning, BiFunction<T, Instant, Number> value) {}
