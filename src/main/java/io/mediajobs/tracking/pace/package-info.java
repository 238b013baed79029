/** When a request may go out: the rate, whose turn it is, and the pauses after failures. */
@NullMarked
package io.mediajobs.tracking.pace;

import org.jspecify.annotations.NullMarked;
