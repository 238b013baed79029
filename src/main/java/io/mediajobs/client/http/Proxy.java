package io.mediajobs.client.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Base64;
import org.apache.hc.client5.http.HttpResponseException;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.config.Http1Config;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP proxy on the way to the service. To an https endpoint it only ever sees {@code CONNECT};
 * what is asked goes through the tunnel.
 *
 * @param host name or address; one of IPv6 without brackets
 * @param port its port
 * @param user who the proxy is to let pass, Basic; null where it asks nobody
 * @param password of that user; null where there is none
 */
public record Proxy(String host, int port, @Nullable String user, @Nullable String password) {

  /** Host and port for messages, {@code proxy.example:3128}. */
  public String authority() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }

  /** The {@code Proxy-Authorization} header; null where the proxy asks nobody. */
  @Nullable String authorization() {
    if (user == null) {
      return null;
    }
    String pair = user + ":" + (password == null ? "" : password);
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "Proxy[" + authority() + (user == null ? "]" : ", user and password ****]");
  }

  /**
   * A connection to a proxy. It alone knows which answer is the proxy's own, and throws it as an
   * {@link HttpResponseException}, and which request is for the proxy's eyes: the client would take
   * the former for the service's, and would send a user's name only after having been asked for it.
   */
  static final class Connection extends QuietConnection {

    private final @Nullable String authorization;
    private final boolean tunnelled;
    private boolean asksProxy;

    /** A connection; the proxy of one that is tunnelled sees {@code CONNECT} alone. */
    Connection(String id, Http1Config config, Proxy proxy, boolean tunnelled) {
      super(id, config);
      this.authorization = proxy.authorization();
      this.tunnelled = tunnelled;
    }

    @Override
    public void sendRequestHeader(ClassicHttpRequest request) throws HttpException, IOException {
      asksProxy = !tunnelled || Method.CONNECT.isSame(request.getMethod());
      if (asksProxy && authorization != null) {
        request.setHeader("Proxy-Authorization", authorization);
      }
      super.sendRequestHeader(request);
    }

    @Override
    public ClassicHttpResponse receiveResponseHeader() throws HttpException, IOException {
      ClassicHttpResponse response = super.receiveResponseHeader();
      int status = response.getCode();
      boolean refused = tunnelled ? status >= 300 : status == 407;
      if (asksProxy && refused) {
        throw new HttpResponseException(status, "The proxy refuses");
      }
      return response;
    }
  }
}
