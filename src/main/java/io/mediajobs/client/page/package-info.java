/**
 * Reads answers: XML within bounds into pages of jobs and of queues, all of a page or, where that
 * is certain, what can be read of it. Jobs that stand as they stood before are recognised.
 */
@NullMarked
package io.mediajobs.client.page;

import org.jspecify.annotations.NullMarked;
