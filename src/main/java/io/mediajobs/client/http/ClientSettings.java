package io.mediajobs.client.http;

import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How the job API is reached.
 *
 * @param endpoint {@link Endpoint#SERVICE} or what stands in for it
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
    Endpoint endpoint,
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

  /** The settings for a bucket, whose endpoint has no placeholders. */
  public ClientSettings at(String bucket, String region) {
    return at(endpoint.of(bucket, region));
  }

  /** The settings for the listings of buckets of a region, whose endpoint has no placeholders. */
  public ClientSettings at(String region) {
    return at(endpoint.of(region));
  }

  /** The settings for another endpoint, which has no placeholders. */
  public ClientSettings at(Endpoint resolved) {
    return new ClientSettings(
        resolved,
        connectTimeout,
        requestTimeout,
        maxResponseBytes,
        maxConnections,
        userAgent,
        tokenHeader,
        proxy,
        tls);
  }

  /** The {@code Host} header of a request to {@link #endpoint}, which has no placeholders. */
  public String host() {
    return endpoint.host();
  }

  /** Scheme and authority of {@link #endpoint}, which has no placeholders. */
  public String origin() {
    return endpoint.origin();
  }
}
