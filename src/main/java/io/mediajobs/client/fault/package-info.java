/**
 * Words failures: what was asked, what came back, what to do about it, by the vendor's table of
 * error codes. One sentence each, fit for a log and free of secrets.
 */
@NullMarked
package io.mediajobs.client.fault;

import org.jspecify.annotations.NullMarked;
