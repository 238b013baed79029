/**
 * The values of polling that other layers see: what a source goes on from, how it is to be polled,
 * how it is doing, and the clocks.
 */
@NullMarked
package io.mediajobs.tracking.state;

import org.jspecify.annotations.NullMarked;
