/**
 * The plans that find new jobs: by creation time, ascending, until jobs prove that none is missing;
 * a long past in slices side by side.
 */
@NullMarked
package io.mediajobs.tracking.discovery;

import org.jspecify.annotations.NullMarked;
