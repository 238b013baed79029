/**
 * The plans that look again at known jobs: by ids, by states, or where they were created, whichever
 * costs the fewest requests.
 */
@NullMarked
package io.mediajobs.tracking.refresh;

import org.jspecify.annotations.NullMarked;
