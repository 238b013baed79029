package io.mediajobs.client;

import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.TruncatedChunkException;
import org.jspecify.annotations.Nullable;

/**
 * Why there was no answer. Exceptions of the HTTP client may quote what they read, so only those of
 * the platform are handed on.
 *
 * @param text a clause for a message, still to be redacted
 * @param cause for the stack trace; null where its text is not ours to show
 */
record NetworkFailure(String text, @Nullable IOException cause) {

  static NetworkFailure of(IOException failure, ClientSettings settings) {
    if (failure instanceof UnknownHostException) {
      return new NetworkFailure("the host name is unknown", failure);
    }
    // No other time-out is set on the socket: the deadline of the request is a timer of its own.
    if (failure instanceof SocketTimeoutException) {
      return new NetworkFailure(
          "not connected within connect.timeout.ms=" + settings.connectTimeout().toMillis(),
          failure);
    }
    if (failure instanceof SSLException) {
      return new NetworkFailure("TLS failed: " + failure.getMessage(), failure);
    }
    if (failure instanceof NoHttpResponseException
        || failure instanceof ConnectionClosedException
        || failure instanceof TruncatedChunkException) {
      return new NetworkFailure("the connection was closed too early", null);
    }
    if (failure instanceof ClientProtocolException
        || failure instanceof MalformedChunkCodingException
        || failure instanceof MessageConstraintException) {
      return new NetworkFailure("what came back is not HTTP", null);
    }
    boolean ofPlatform =
        failure instanceof SocketException || failure.getClass().getName().startsWith("java.");
    return ofPlatform
        ? new NetworkFailure(named(failure) + ": " + failure.getMessage(), failure)
        : new NetworkFailure(named(failure), null);
  }

  private static String named(IOException failure) {
    String name = failure.getClass().getSimpleName();
    return name.isEmpty() ? "unknown" : name;
  }
}
