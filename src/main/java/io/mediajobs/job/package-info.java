/**
 * The words of the job API as plain values, and the port through which jobs are asked for. Knows
 * neither Kafka nor HTTP, no log and no clock; every other package may use it.
 */
@NullMarked
package io.mediajobs.job;

import org.jspecify.annotations.NullMarked;
