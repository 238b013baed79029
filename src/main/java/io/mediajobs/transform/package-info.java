/**
 * The transform that makes rows of tables of the connector's records, for sinks that take neither
 * structs nor maps.
 */
@NullMarked
package io.mediajobs.transform;

import org.jspecify.annotations.NullMarked;
