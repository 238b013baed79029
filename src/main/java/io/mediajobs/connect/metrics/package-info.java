/** The metrics of a task and its sources, and the two ways in which workers show them. */
@NullMarked
package io.mediajobs.connect.metrics;

import org.jspecify.annotations.NullMarked;
