package io.mediajobs.client.http;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How the job API is reached.
 *
 * @param endpoint {@code https://<bucket>.ci.<region>.myqcloud.com} or what stands in for it:
 *     scheme http or https, a host, perhaps a port, nothing else
 * @param connectTimeout for one connection, its TLS handshake included
 * @param requestTimeout for one question as a whole, from waiting for a connection to the last byte
 *     of the answer
 * @param maxResponseBytes the longest answer that is read
 * @param maxConnections how many questions can be under way at once
 * @param userAgent the {@code User-Agent} header
 * @param tokenHeader the header that carries the token of temporary credentials
 * @param proxy on the way to the endpoint; null for none
 * @param tls whose certificates are trusted, {@link TrustStore#open}; null for the platform's
 */
public record ClientSettings(
    URI endpoint,
    Duration connectTimeout,
    Duration requestTimeout,
    int maxResponseBytes,
    int maxConnections,
    String userAgent,
    String tokenHeader,
    @Nullable Proxy proxy,
    @Nullable SSLContext tls) {

  /** The header that the documentation of Cloud Infinite has for the token. */
  public static final String TOKEN_HEADER = "x-ci-security-token";

  /**
   * Checks the endpoint.
   *
   * @throws IllegalArgumentException with one sentence, in which the endpoint is not repeated,
   *     since it may hold a password
   */
  public ClientSettings {
    if (!isEndpoint(endpoint)) {
      throw new IllegalArgumentException(
          "ci.endpoint must be https:// or http:// with a host, perhaps a port, and nothing else");
    }
  }

  /** Whether an address is http or https, a host, perhaps a port, and nothing else. */
  public static boolean isEndpoint(URI address) {
    String scheme = address.getScheme();
    String path = address.getRawPath();
    return ("https".equalsIgnoreCase(scheme) || "http".equalsIgnoreCase(scheme))
        && address.getHost() != null
        && address.getRawUserInfo() == null
        && address.getRawQuery() == null
        && address.getRawFragment() == null
        && (path == null || path.isEmpty() || path.equals("/"));
  }

  /** These settings with another bound on the answers that are read. */
  public ClientSettings withAnswersUpTo(int bytes) {
    return new ClientSettings(
        endpoint,
        connectTimeout,
        requestTimeout,
        bytes,
        maxConnections,
        userAgent,
        tokenHeader,
        proxy,
        tls);
  }

  /**
   * The {@code Host} header, which is signed just as it is sent: no port where it is the default.
   */
  public String host() {
    String host = endpoint.getHost().toLowerCase(Locale.ROOT);
    int port = endpoint.getPort();
    int usual = secure() ? 443 : 80;
    return port == -1 || port == usual ? host : host + ":" + port;
  }

  /** Scheme and authority: what a path is appended to. */
  public String origin() {
    return endpoint.getScheme().toLowerCase(Locale.ROOT) + "://" + host();
  }

  /** Whether the connection to the service itself is TLS. */
  boolean secure() {
    return endpoint.getScheme().equalsIgnoreCase("https");
  }
}
