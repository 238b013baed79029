/**
 * Makes Kafka records from observations: the job's elements into Structs by the bundled schemas,
 * losing nothing, and the topics and headers that go with them.
 */
@NullMarked
package io.mediajobs.record;

import org.jspecify.annotations.NullMarked;
