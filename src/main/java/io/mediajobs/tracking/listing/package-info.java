/**
 * How one listing goes over creation times, page by page, whatever the service makes of tokens,
 * bounds and order.
 */
@NullMarked
package io.mediajobs.tracking.listing;

import org.jspecify.annotations.NullMarked;
