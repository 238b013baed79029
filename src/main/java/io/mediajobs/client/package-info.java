/**
 * The job API over HTTP: signed requests out, pages or one well-worded failure back. It tries once
 * and keeps nothing but connections and a clock offset; retries and pauses belong to the callers.
 */
@NullMarked
package io.mediajobs.client;

import org.jspecify.annotations.NullMarked;
