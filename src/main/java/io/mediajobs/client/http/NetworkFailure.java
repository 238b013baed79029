package io.mediajobs.client.http;

import io.mediajobs.job.JobsApiException.Kind;
import io.mediajobs.job.JobsApiException.Reason;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.HttpResponseException;
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
 * @param kind what to do about it
 * @param reason what is at fault
 * @param status the HTTP status of a proxy's answer, else 0
 * @param text a clause for a message, still to be redacted
 * @param advice what an operator can do
 * @param cause for the stack trace; null where its text is not ours to show
 */
public record NetworkFailure(
    Kind kind, Reason reason, int status, String text, String advice, @Nullable IOException cause) {

  private static final String CHECK_NETWORK = "check the network and ci.endpoint if this lasts";
  private static final String CHECK_PROXY =
      "check the network, proxy.host and proxy.port if this lasts";

  /** Why there was no answer, as an exception of the HTTP client tells. */
  public static NetworkFailure of(IOException failure, ClientSettings settings) {
    if (failure instanceof HttpResponseException ofProxy) {
      return refused(ofProxy.getStatusCode(), settings);
    }
    if (failure instanceof SSLException) {
      boolean certificate = isAboutCertificate(failure);
      return new NetworkFailure(
          Kind.RETRY,
          certificate ? Reason.CERTIFICATE : Reason.PLACE,
          0,
          "TLS failed: " + failure.getMessage(),
          certificate
              ? "check ci.endpoint and ssl.truststore.location if this lasts"
              : CHECK_NETWORK,
          failure);
    }
    boolean proxy = settings.proxy() != null && isConnecting(failure);
    return new NetworkFailure(
        Kind.RETRY,
        Reason.NETWORK,
        0,
        text(failure, settings),
        proxy ? CHECK_PROXY : CHECK_NETWORK,
        ofPlatform(failure) ? failure : null);
  }

  private static NetworkFailure refused(int status, ClientSettings settings) {
    boolean passes = status == 408 || status == 429 || status >= 500;
    return new NetworkFailure(
        passes ? Kind.RETRY : Kind.REFUSED,
        Reason.NETWORK,
        status,
        "the proxy refuses with HTTP " + status,
        status == 407
            ? "check proxy.user and proxy.password"
            : "check that the proxy may, and can, connect to " + settings.host(),
        null);
  }

  private static String text(IOException failure, ClientSettings settings) {
    if (failure instanceof UnknownHostException) {
      return settings.proxy() == null
          ? "the host name is unknown"
          : "the host name of the proxy is unknown";
    }
    // No other time-out is set on the socket: the deadline of the request is a timer of its own.
    if (failure instanceof SocketTimeoutException) {
      return "not connected within connect.timeout.ms=" + settings.connectTimeout().toMillis();
    }
    if (failure instanceof NoHttpResponseException
        || failure instanceof ConnectionClosedException
        || failure instanceof TruncatedChunkException) {
      return "the connection was closed too early";
    }
    if (failure instanceof ClientProtocolException
        || failure instanceof MalformedChunkCodingException
        || failure instanceof MessageConstraintException) {
      return "what came back is not HTTP";
    }
    String name = failure.getClass().getSimpleName();
    return (name.isEmpty() ? "unknown" : name)
        + (ofPlatform(failure) ? ": " + failure.getMessage() : "");
  }

  /** With a proxy, it is the proxy that is looked up and connected to, and nothing else is. */
  private static boolean isConnecting(IOException failure) {
    return failure instanceof UnknownHostException
        || failure instanceof ConnectTimeoutException
        || failure instanceof ConnectException;
  }

  private static boolean isAboutCertificate(IOException failure) {
    if (failure instanceof SSLPeerUnverifiedException) {
      return true;
    }
    Throwable cause = failure.getCause();
    return cause instanceof CertificateException || cause instanceof CertPathValidatorException;
  }

  private static boolean ofPlatform(IOException failure) {
    return failure instanceof SocketException
        || failure instanceof SocketTimeoutException
        || failure.getClass().getName().startsWith("java.");
  }
}
