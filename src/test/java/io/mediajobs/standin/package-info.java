/**
 * A stand-in for the job service: a real HTTP server on loopback that checks signatures, ages jobs
 * on a clock that tests move, and breaks answers on demand. It shares nothing with the connector
 * but the words of {@code io.mediajobs.job}, so that a mistake on one side does not hide the same
 * mistake on the other. Start at {@link io.mediajobs.standin.StandIn#start}.
 */
@NullMarked
package io.mediajobs.standin;

import org.jspecify.annotations.NullMarked;
