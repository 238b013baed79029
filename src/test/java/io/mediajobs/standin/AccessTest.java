package io.mediajobs.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AccessTest {

  private static final Instant START = Instant.ofEpochSecond(1795219200L);
  private static final Instant END = Instant.ofEpochSecond(1795222800L);

  private final Access access = new Access();

  /** What the vendor's own signer made of requests, by their names. */
  static Stream<Arguments> vectors() throws IOException {
    try (InputStream file =
        AccessTest.class.getResourceAsStream("/standin/signature-vectors.json")) {
      JsonNode vectors = new ObjectMapper().readTree(file).get("vectors");
      return StreamSupport.stream(vectors.spliterator(), false)
          .map(vector -> Arguments.of(vector.get("name").asText(), vector));
    }
  }

  @BeforeEach
  void acceptTheKey() {
    access.accept(Credential.PERMANENT);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("vectors")
  void acceptsTheVendorsSignatures(String name, JsonNode vector) {
    Request request = request(vector, vector.get("authorization").asText());

    assertThatCode(() -> access.check(request, START)).doesNotThrowAnyException();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("vectors")
  void rejectsThemOnAnotherPathParameterOrHost(String name, JsonNode vector) {
    Request good = request(vector, vector.get("authorization").asText());
    Map<String, String> otherHost = new LinkedHashMap<>(good.headers());
    otherHost.put("host", "elsewhere");
    Map<String, String> more = new LinkedHashMap<>(good.parameters());
    more.put("size", "1");

    Stream.of(
            copy(good, "/elsewhere", good.parameters(), good.headers()),
            copy(good, good.path(), more, good.headers()),
            copy(good, good.path(), good.parameters(), otherHost))
        .forEach(bad -> assertThat(refusal(bad, START)).isEqualTo("401 InvalidAuthorization"));
  }

  @Test
  void holdsTheWindowAgainstItsOwnClock() throws IOException {
    JsonNode vector = (JsonNode) vectors().findFirst().orElseThrow().get()[1];
    Request request = request(vector, vector.get("authorization").asText());

    assertThatCode(() -> access.check(request, END)).doesNotThrowAnyException();
    assertThat(refusal(request, START.minusSeconds(1))).isEqualTo("401 SignatureExpired");
    assertThat(refusal(request, END.plusSeconds(1))).isEqualTo("401 SignatureExpired");
  }

  @Test
  void refusesWhoIsNotKnownOrNotPermitted() throws IOException {
    JsonNode vector = (JsonNode) vectors().findFirst().orElseThrow().get()[1];
    Request request = request(vector, vector.get("authorization").asText());
    access.permit(false);

    assertThat(refusal(request, START)).isEqualTo("403 AccessDenied");
    access.revoke(Credential.PERMANENT);
    assertThat(refusal(request, START)).isEqualTo("401 SecretidNotExist");
    request.headers().remove("authorization");
    assertThat(refusal(request, START)).isEqualTo("401 MissingAuthorization");
  }

  @Test
  void wantsTheTokenOfATemporaryKeyInEitherHeader() throws IOException {
    Credential key = Credential.PERMANENT;
    access.accept(new Credential(key.secretId(), key.secretKey(), "Token+/=EXAMPLE=="));
    JsonNode vector = (JsonNode) vectors().findFirst().orElseThrow().get()[1];
    Request request = request(vector, vector.get("authorization").asText());

    assertThatThrownBy(() -> access.check(request, START))
        .hasMessage("The security token is missing or wrong");
    request.headers().put("x-cos-security-token", "Token+/=EXAMPLE==");
    assertThatCode(() -> access.check(request, START)).doesNotThrowAnyException();
  }

  @Test
  void rejectsAnUnsignedHostAndAnUnsignedParameter() throws IOException {
    JsonNode vector = (JsonNode) vectors().findFirst().orElseThrow().get()[1];
    String authorization = vector.get("authorization").asText();

    Stream.of(
            authorization.replace("q-header-list=host", "q-header-list="),
            authorization.replace("q-url-param-list=tag", "q-url-param-list="),
            authorization.replace("q-header-list=host", "q-header-list=host;range"),
            authorization.replace("sha1", "md5"),
            authorization.replace("q-sign-time=1795219200;", "q-sign-time=now;"))
        .map(changed -> request(vector, changed))
        .forEach(bad -> assertThat(refusal(bad, START)).isEqualTo("401 InvalidAuthorization"));
  }

  private String refusal(Request request, Instant now) {
    Refusal refusal = catchThrowableOfType(Refusal.class, () -> access.check(request, now));
    return refusal == null ? "accepted" : refusal.status() + " " + refusal.code();
  }

  private static Request request(JsonNode vector, String authorization) {
    String query = vector.get("rawQuery").asText();
    Map<String, String> headers = new LinkedHashMap<>();
    vector
        .get("headers")
        .fields()
        .forEachRemaining(header -> headers.put(header.getKey(), header.getValue().asText()));
    headers.put("Authorization", authorization);
    return Request.of(
        vector.get("method").asText(),
        vector.get("encodedPath").asText() + (query.isEmpty() ? "" : "?" + query),
        headers,
        START);
  }

  private static Request copy(
      Request request, String path, Map<String, String> parameters, Map<String, String> headers) {
    return new Request(
        request.method(), request.target(), path, parameters, headers, request.receivedAt());
  }
}
