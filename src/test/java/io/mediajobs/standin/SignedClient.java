package io.mediajobs.standin;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.regex.Pattern;

/** Asks the stand-in as anybody could, for its own tests. */
final class SignedClient {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final Pattern ID = Pattern.compile("<JobId>(.*?)</JobId>");
  private static final Pattern TOKEN = Pattern.compile("<NextToken>(.*?)</NextToken>");

  private final URI endpoint;
  private final Credential credential;
  private final Instant now;

  SignedClient(StandIn standIn, Instant now) {
    this(standIn.endpoint(), standIn.credential(), now);
  }

  SignedClient(URI endpoint, Credential credential, Instant now) {
    this.endpoint = endpoint;
    this.credential = credential;
    this.now = now;
  }

  /** The answer to a signed GET of a path and query as they go onto the wire. */
  HttpResponse<String> get(String target) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(endpoint.resolve(target))
            .timeout(Duration.ofSeconds(20))
            .header("Authorization", authorization(target))
            .build();
    try {
      return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** {@code 400 InvalidArgument} and so on; {@code 200} alone for a good answer. */
  String outcome(String target) throws IOException {
    HttpResponse<String> response = get(target);
    return response.statusCode() + text(response.body(), "Code");
  }

  /** The ids on a page, in its order. */
  static List<String> ids(String body) {
    return ID.matcher(body).results().map(id -> id.group(1)).toList();
  }

  /** The NextToken of a page, empty where it has none. */
  static String token(String body) {
    return TOKEN.matcher(body).results().map(token -> token.group(1)).findFirst().orElse("");
  }

  private static String text(String body, String element) {
    return body.contains("<Error>")
        ? " " + body.replaceAll("(?s).*<" + element + ">(.*?)</.*", "$1")
        : "";
  }

  private String authorization(String target) {
    String keyTime = now.getEpochSecond() + ";" + now.plusSeconds(600).getEpochSecond();
    Request request = Request.of("GET", target, Map.of("Host", endpoint.getAuthority()), now);
    SortedMap<String, String> parameters = Signature.canonical(request.parameters());
    SortedMap<String, String> headers = Signature.canonical(request.headers());
    return "q-sign-algorithm=sha1&q-ak=%s&q-sign-time=%s&q-key-time=%s&q-header-list=host&q-url-param-list=%s&q-signature=%s"
        .formatted(
            credential.secretId(),
            keyTime,
            keyTime,
            String.join(";", parameters.keySet()),
            Signature.of(credential.secretKey(), keyTime, request, parameters, headers));
  }
}
