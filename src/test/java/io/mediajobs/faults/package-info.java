/**
 * A task while something goes wrong: broken answers, hostile ones, a service that asks for a pause,
 * a stop in the middle of it. A fault is a row of {@code FaultCases}, and {@code FaultRun} checks
 * that afterwards everything was told once and in order.
 */
package io.mediajobs.faults;
