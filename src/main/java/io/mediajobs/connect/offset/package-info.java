/** Source partitions and offsets: how a source's state is stored, read and delivered. */
@NullMarked
package io.mediajobs.connect.offset;

import org.jspecify.annotations.NullMarked;
