/**
 * The tracked jobs of a source: what is known of each, what an answer changes of it, and when it is
 * to be looked at again.
 */
@NullMarked
package io.mediajobs.tracking.tracked;

import org.jspecify.annotations.NullMarked;
