/**
 * The whole connector between the stand-in and a real broker: the archive installed as a user
 * would, records read back as a consumer would.
 */
@NullMarked
package io.mediajobs.e2e;

import org.jspecify.annotations.NullMarked;
