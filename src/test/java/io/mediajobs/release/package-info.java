/** What a release is made of, held to the rules of those who take it. */
@NullMarked
package io.mediajobs.release;

import org.jspecify.annotations.NullMarked;
