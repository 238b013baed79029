/** The pages of the documentation, held to what they say. */
@NullMarked
package io.mediajobs.docs;

import org.jspecify.annotations.NullMarked;
