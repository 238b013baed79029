package io.mediajobs.client.http;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** Builds an HTTP client that does what it is told and nothing on its own. */
final class HttpClients {

  /** An endless header must not fill the memory; real ones have a dozen short lines. */
  private static final Http1Config HEADER_BOUNDS =
      Http1Config.custom().setMaxLineLength(65_536).setMaxHeaderCount(200).build();

  /** A server may close an idle connection at any time, so one is probed, always, before reuse. */
  private static final TimeValue PROBE_AFTER = TimeValue.ZERO_MILLISECONDS;

  /** Buckets have hosts of their own; one that is asked again finds its connection still there. */
  private static final int MOST_KEPT = 64;

  /** The pool keeps a time of its own, and must not be the first to say that it is over. */
  private static final Duration GRACE = Duration.ofMinutes(1);

  private static final AtomicLong COUNTER = new AtomicLong();

  private HttpClients() {}

  static PoolingHttpClientConnectionManager pool(ClientSettings settings) {
    PoolingHttpClientConnectionManagerBuilder pool =
        PoolingHttpClientConnectionManagerBuilder.create();
    if (settings.tls() != null) {
      // Checks host names as the strategy for the platform's certificates does.
      pool.setTlsSocketStrategy(new DefaultClientTlsStrategy(settings.tls()));
    }
    return pool.setMaxConnTotal(Math.max(MOST_KEPT, settings.maxConnections()))
        .setMaxConnPerRoute(settings.maxConnections())
        .setConnectionFactory(socket -> connection(settings))
        .setDefaultConnectionConfig(
            ConnectionConfig.custom()
                .setConnectTimeout(Timeout.of(settings.connectTimeout()))
                .setSocketTimeout(Timeout.DISABLED)
                .setValidateAfterInactivity(PROBE_AFTER)
                .build())
        .setDefaultSocketConfig(
            SocketConfig.custom().setSoTimeout(Timeout.DISABLED).setTcpNoDelay(true).build())
        .build();
  }

  /**
   * No retry: pollers own those. No redirect: it would carry the signature to another host. No
   * decompression: it would undo the bound on an answer's size. No authentication: a connection
   * knows what to send to a proxy, and nothing else may be sent to anybody who asks for it.
   */
  static CloseableHttpClient client(
      PoolingHttpClientConnectionManager connections, ClientSettings settings) {
    Proxy proxy = settings.proxy();
    return HttpClientBuilder.create()
        .setProxy(proxy == null ? null : new HttpHost("http", proxy.host(), proxy.port()))
        .setConnectionManager(connections)
        .setUserAgent(settings.userAgent())
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setConnectionRequestTimeout(Timeout.of(settings.requestTimeout().plus(GRACE)))
                .setAuthenticationEnabled(false)
                .build())
        .disableAutomaticRetries()
        .disableRedirectHandling()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableContentCompression()
        .disableConnectionState()
        .build();
  }

  private static QuietConnection connection(ClientSettings settings) {
    String id = "media-jobs-" + COUNTER.getAndIncrement();
    Proxy proxy = settings.proxy();
    return proxy == null
        ? new QuietConnection(id, HEADER_BOUNDS)
        : new Proxy.Connection(id, HEADER_BOUNDS, proxy, settings.endpoint().secure());
  }
}
