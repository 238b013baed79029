/**
 * What a plan of polling is: it is asked for its next step, which is a question or a time to come
 * again, and gets the answer to each question of its own.
 */
@NullMarked
package io.mediajobs.tracking.plan;

import org.jspecify.annotations.NullMarked;
