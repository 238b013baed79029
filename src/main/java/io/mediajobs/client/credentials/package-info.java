/**
 * What requests are signed with, wherever it is kept: settings, the environment, a file, or the
 * metadata service of an instance. Keeps what is secret out of every text.
 */
@NullMarked
package io.mediajobs.client.credentials;

import org.jspecify.annotations.NullMarked;
