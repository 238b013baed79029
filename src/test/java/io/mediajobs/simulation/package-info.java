/**
 * Thousands of random histories of a task, in virtual time: a service that dies, lies and forgets,
 * and a Kafka that loses what was not acknowledged. Start at {@code SimulationTest}; a history is a
 * {@code SimRun}, and {@code SimCheck} says what went wrong in it.
 */
package io.mediajobs.simulation;
