package io.mediajobs.standin;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The metadata service of an instance, as far as the credentials of its roles go, on a free port of
 * loopback. Safe for use by several threads.
 */
public final class MetadataService implements AutoCloseable {

  private static final String ROLES = "/latest/meta-data/cam/security-credentials/";

  private final InstantSource clock;
  private final Map<String, String> roles = new LinkedHashMap<>();
  private final RequestLog requests = new RequestLog();
  private final HttpListener listener;

  private MetadataService(InstantSource clock) {
    this.clock = clock;
    this.listener = new HttpListener(this::serve, clock::instant, null);
  }

  /** Listens from now on, without any role. */
  public static MetadataService start(InstantSource clock) {
    return new MetadataService(clock);
  }

  /** {@code http://127.0.0.1:<port>}. */
  public URI endpoint() {
    return listener.endpoint();
  }

  /** What was asked. */
  public RequestLog requests() {
    return requests;
  }

  /** Gives this key to the role from now on; a role that is new comes after the others. */
  public void give(String role, Credential credential, Instant expiry) {
    String json =
        String.format(
            "{\"TmpSecretId\":\"%s\",\"TmpSecretKey\":\"%s\",\"ExpiredTime\":%d,"
                + "\"Expiration\":\"%s\",\"Token\":\"%s\",\"Code\":\"Success\"}",
            credential.secretId(),
            credential.secretKey(),
            expiry.getEpochSecond(),
            expiry,
            credential.token());
    synchronized (roles) {
      roles.put(role, json);
    }
  }

  @Override
  public void close() {
    listener.close();
  }

  private Delivery serve(Request request, String requestId) {
    requests.add(request);
    return Delivery.of(answer(request.path()), clock.instant());
  }

  private Answer answer(String path) {
    synchronized (roles) {
      String role = path.startsWith(ROLES) ? path.substring(ROLES.length()) : "none";
      String body = role.isEmpty() ? String.join("\n", roles.keySet()) : roles.get(role);
      return body == null || body.isEmpty()
          ? new Answer(404, "text/plain", "Not Found", null, List.of())
          : new Answer(200, "text/plain", body, null, List.of());
    }
  }
}
