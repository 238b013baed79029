/**
 * The Connect API's side: connector, task, settings, offsets, and the loop that drives the pollers.
 * The only package that sees all others.
 */
@NullMarked
package io.mediajobs.connect;

import org.jspecify.annotations.NullMarked;
