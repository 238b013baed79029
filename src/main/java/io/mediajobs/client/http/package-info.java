/**
 * How one request travels: connections, proxies, trust and time limits, and what comes back or why
 * nothing does. Knows nothing of jobs, signatures or what an answer says.
 */
@NullMarked
package io.mediajobs.client.http;

import org.jspecify.annotations.NullMarked;
