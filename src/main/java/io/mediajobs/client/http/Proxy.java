package io.mediajobs.client.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
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
}
