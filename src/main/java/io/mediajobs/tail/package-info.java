/**
 * The command that prints transitions without Kafka. Beside the connector the only package that
 * puts layers together; a jar of its own.
 */
@NullMarked
package io.mediajobs.tail;

import org.jspecify.annotations.NullMarked;
