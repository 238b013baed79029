/**
 * What the build packs beside the classes: the Avro schemas of every record, also as Connect
 * schemas, and the version of the plugin.
 */
@NullMarked
package io.mediajobs.schema;

import org.jspecify.annotations.NullMarked;
