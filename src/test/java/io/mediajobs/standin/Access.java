package io.mediajobs.standin;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who may ask, and the check that it is them. Strict where the service may be lenient: the host and
 * every parameter must be signed.
 */
public final class Access {

  private static final String ALGORITHM = "sha1";

  private final Map<String, Credential> credentials = new ConcurrentHashMap<>();
  private volatile boolean permitted = true;

  /** Knows this key from now on, in place of another with the same id. */
  public void accept(Credential credential) {
    credentials.put(credential.secretId(), credential);
  }

  /** Forgets a key: SecretidNotExist from now on. */
  public void revoke(Credential credential) {
    credentials.remove(credential.secretId());
  }

  /** Knows one key in place of another from now on, as after a rotation without overlap. */
  public void rotate(Credential old, Credential fresh) {
    accept(fresh);
    revoke(old);
  }

  /** Whether right keys are also permitted to read; if not, every request is a 403 AccessDenied. */
  public void permit(boolean permission) {
    permitted = permission;
  }

  /** Lets a request pass or throws the refusal that the service would answer. */
  void check(Request request, Instant now) {
    String header = request.headers().get("authorization");
    if (header == null || header.isBlank()) {
      throw new Refusal(401, "MissingAuthorization", "The request has no Authorization");
    }
    Map<String, String> parts = parts(header);
    Credential credential = credentials.get(parts.getOrDefault("q-ak", ""));
    if (!ALGORITHM.equals(parts.get("q-sign-algorithm"))) {
      throw invalid("q-sign-algorithm must be " + ALGORITHM);
    } else if (credential == null) {
      throw new Refusal(401, "SecretidNotExist", "The secret id does not exist");
    }
    checkWindow(parts.getOrDefault("q-sign-time", ""), now);
    checkWindow(parts.getOrDefault("q-key-time", ""), now);
    checkSignature(request, parts, credential);
    checkToken(request, credential);
    if (!permitted) {
      throw new Refusal(403, "AccessDenied", "Access denied by policy");
    }
  }

  private static Map<String, String> parts(String header) {
    Map<String, String> parts = new LinkedHashMap<>();
    for (String part : header.strip().split("&")) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        parts.put(part.substring(0, equals), part.substring(equals + 1));
      }
    }
    return parts;
  }

  private static void checkWindow(String window, Instant now) {
    if (!window.matches("\\d{1,12};\\d{1,12}")) {
      throw invalid("q-sign-time and q-key-time must be <start>;<end>");
    }
    long second = now.getEpochSecond();
    int semicolon = window.indexOf(';');
    if (second < Long.parseLong(window.substring(0, semicolon))
        || second > Long.parseLong(window.substring(semicolon + 1))) {
      throw new Refusal(401, "SignatureExpired", "The signature is not valid at this time");
    }
  }

  private static void checkSignature(
      Request request, Map<String, String> parts, Credential credential) {
    SortedMap<String, String> parameters = Signature.canonical(request.parameters());
    SortedMap<String, String> headers = Signature.canonical(request.headers());
    TreeSet<String> signedHeaders = list(parts.getOrDefault("q-header-list", ""));
    if (!signedHeaders.contains("host") || !headers.keySet().containsAll(signedHeaders)) {
      throw invalid("q-header-list must hold host, and only headers that were sent");
    } else if (!parameters.keySet().equals(list(parts.getOrDefault("q-url-param-list", "")))) {
      throw invalid("q-url-param-list must hold every parameter");
    }
    SortedMap<String, String> signed = new TreeMap<>(headers);
    signed.keySet().retainAll(signedHeaders);
    String keyTime = parts.getOrDefault("q-key-time", "");
    String expected = Signature.of(credential.secretKey(), keyTime, request, parameters, signed);
    if (!expected.equals(parts.get("q-signature"))) {
      throw invalid("The signature does not match");
    }
  }

  /** Either header will do: the vendor's own clients differ in which one they send. */
  private static void checkToken(Request request, Credential credential) {
    String token = credential.token();
    if (token != null
        && !token.equals(request.headers().get("x-ci-security-token"))
        && !token.equals(request.headers().get("x-cos-security-token"))) {
      throw invalid("The security token is missing or wrong");
    }
  }

  private static TreeSet<String> list(String text) {
    TreeSet<String> names = new TreeSet<>(Arrays.asList(text.split(";")));
    names.remove("");
    return names;
  }

  private static Refusal invalid(String message) {
    return new Refusal(401, "InvalidAuthorization", message);
  }
}
