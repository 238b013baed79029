/** {@code mvn -Pdemo}: the main job shown in a terminal, from the job service to Kafka and back. */
@NullMarked
package io.mediajobs.demo;

import org.jspecify.annotations.NullMarked;
