/**
 * The bundled value converter: Avro single-object encoding of the connector's records, which needs
 * no schema registry.
 */
@NullMarked
package io.mediajobs.converter;

import org.jspecify.annotations.NullMarked;
