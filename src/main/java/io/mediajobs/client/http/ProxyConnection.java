package io.mediajobs.client.http;

import java.io.IOException;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a proxy. It alone knows which answer is the proxy's own, and which request is for
 * the proxy's eyes: the client would take the former for the service's, and would send a user's
 * name only after having been asked for it.
 */
final class ProxyConnection extends QuietConnection {

  private static final String CONNECT = "CONNECT";
  private static final int AUTHENTICATION_REQUIRED = 407;

  private final @Nullable String authorization;
  private final boolean tunnelled;
  private boolean asksProxy;

  /**
   * A connection.
   *
   * @param authorization for the proxy; null where it asks nobody
   * @param tunnelled whether the proxy sees {@code CONNECT} alone, or every request
   */
  ProxyConnection(
      String id, Http1Config config, @Nullable String authorization, boolean tunnelled) {
    super(id, config);
    this.authorization = authorization;
    this.tunnelled = tunnelled;
  }

  @Override
  public void sendRequestHeader(ClassicHttpRequest request) throws HttpException, IOException {
    asksProxy = !tunnelled || request.getMethod().equals(CONNECT);
    if (asksProxy && authorization != null) {
      request.setHeader("Proxy-Authorization", authorization);
    }
    super.sendRequestHeader(request);
  }

  @Override
  public ClassicHttpResponse receiveResponseHeader() throws HttpException, IOException {
    ClassicHttpResponse response = super.receiveResponseHeader();
    int status = response.getCode();
    boolean refused = tunnelled ? status >= 300 : status == AUTHENTICATION_REQUIRED;
    if (asksProxy && refused) {
      throw new Refusal(status);
    }
    return response;
  }

  /**
   * The proxy, not the service, answered: with another status than 2xx, or that it wants a user.
   */
  static final class Refusal extends IOException {

    private static final long serialVersionUID = 1L;

    private final int status;

    private Refusal(int status) {
      super("The proxy answered with HTTP " + status);
      this.status = status;
    }

    /** The HTTP status of the proxy's answer. */
    int status() {
      return status;
    }
  }
}
