package io.mediajobs.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The security token service on a free port of loopback: it gives the key of a role to whoever it
 * trusts, by a signature of a key that it knows, or by a token. Safe for use by several threads.
 */
public final class TokenService implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final Map<String, Credential> keys = new ConcurrentHashMap<>();
  private final Map<String, String> roles = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile String token = "none";
  private volatile String error = "";

  private TokenService() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.createContext("/", this::serve);
    server.start();
  }

  /** Listens from now on; trusts nobody. */
  public static TokenService start() throws IOException {
    return new TokenService();
  }

  /** {@code http://127.0.0.1:<port>}. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Trusts this key from now on. */
  public void trust(Credential key) {
    keys.put(key.secretId(), key);
  }

  /** Trusts this token, and no other, from now on. */
  public void trust(String webIdentity) {
    token = webIdentity;
  }

  /** Gives this key for a role from now on. */
  public void give(String role, Credential key, Duration life) {
    roles.put(
        role,
        String.format(
            "{\"Credentials\":{\"Token\":\"%s\",\"TmpSecretId\":\"%s\",\"TmpSecretKey\":\"%s\"},"
                + "\"ExpiredTime\":%d}",
            key.token(),
            key.secretId(),
            key.secretKey(),
            Instant.now().plus(life).getEpochSecond()));
  }

  /** Answers with this error from now on; with none where it is empty. */
  public void fail(String code) {
    error = code;
  }

  /** Action, region and body of each question. */
  public List<String> asked() {
    return asked;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Headers headers = exchange.getRequestHeaders();
      asked.add(
          headers.getFirst("X-TC-Action") + " " + headers.getFirst("X-TC-Region") + " " + body);
      byte[] answer =
          ("{\"Response\":" + answer(headers, body) + "}").getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  private String answer(Headers headers, String body) throws IOException {
    JsonNode question = JSON.readTree(body);
    boolean trusted =
        headers.getFirst("X-TC-Action").equals("AssumeRole")
            ? isSigned(headers, body)
            : headers.getFirst("Authorization").equals("SKIP")
                && question.path("WebIdentityToken").asText().equals(token);
    if (!error.isEmpty()) {
      return error(error);
    } else if (!trusted) {
      return error("AuthFailure.SignatureFailure");
    }
    return roles.getOrDefault(
        question.path("RoleArn").asText(), error("ResourceNotFound.RoleNotFound"));
  }

  private static String error(String code) {
    return "{\"Error\":{\"Code\":\"" + code + "\",\"Message\":\"Secret words\"}}";
  }

  private boolean isSigned(Headers headers, String body) {
    String given = headers.getFirst("Authorization");
    for (Credential key : keys.values()) {
      boolean tokenFits = key.token() == null || key.token().equals(headers.getFirst("X-TC-Token"));
      if (tokenFits && given.equals(signature(key, headers, body))) {
        return true;
      }
    }
    return false;
  }

  private static String signature(Credential key, Headers headers, String body) {
    long time = Long.parseLong(headers.getFirst("X-TC-Timestamp"));
    String day = Instant.ofEpochSecond(time).toString().substring(0, 10);
    String canonical =
        "POST\n/\n\ncontent-type:%s\nhost:%s\n\ncontent-type;host\n%s"
            .formatted(headers.getFirst("Content-Type"), headers.getFirst("Host"), sha256(body));
    String toSign =
        "TC3-HMAC-SHA256\n%d\n%s/sts/tc3_request\n%s".formatted(time, day, sha256(canonical));
    byte[] secret = ("TC3" + key.secretKey()).getBytes(StandardCharsets.UTF_8);
    byte[] signing = hmac(hmac(hmac(secret, day), "sts"), "tc3_request");
    return "TC3-HMAC-SHA256 Credential=%s/%s/sts/tc3_request, SignedHeaders=content-type;host, Signature=%s"
        .formatted(key.secretId(), day, HexFormat.of().formatHex(hmac(signing, toSign)));
  }

  private static String sha256(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
