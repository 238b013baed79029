/**
 * Decides what to ask next and what an answer means: pollers, the tracked jobs, the refresh plan
 * and the pace. Pure: time and randomness come in as parameters, and nothing here does I/O, logs,
 * sleeps or reads a clock.
 */
@NullMarked
package io.mediajobs.tracking;

import org.jspecify.annotations.NullMarked;
