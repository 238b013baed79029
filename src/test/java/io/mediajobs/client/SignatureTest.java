package io.mediajobs.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediajobs.client.Signature.KeyTime;
import io.mediajobs.client.credentials.Credentials;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SignatureTest {

  /** Made by the vendor's own signer. */
  record Vector(
      String name,
      Credentials credentials,
      String method,
      String path,
      String encodedPath,
      Map<String, @Nullable String> params,
      String rawQuery,
      Map<String, String> headers,
      KeyTime time,
      String authorization) {

    @Override
    public String toString() {
      return name;
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void signsAsTheVendorDoes(Vector v) {
    assertThat(
            Signature.authorization(v.method, v.path, v.params, v.headers, v.credentials, v.time))
        .isEqualTo(v.authorization);
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void sendsTheEncodingThatIsSigned(Vector v) {
    Map<String, @Nullable String> params = new LinkedHashMap<>(v.params);
    String query = v.rawQuery;
    if (params.containsKey("cancel")) {
      query = "cancel=";
    }
    assertThat(new JobRequest(v.path, v.encodedPath, params).target())
        .isEqualTo(query.isEmpty() ? v.encodedPath : v.encodedPath + "?" + query);
    assertThat(new JobRequest(v.path, params).wirePath()).isEqualTo(v.encodedPath);
  }

  @Test
  void countsFromAMinuteAgoForTenMinutes() {
    assertThat(KeyTime.around(Instant.ofEpochSecond(1_795_219_260L, 999_999_999)))
        .hasToString("1795219200;1795219800");
  }

  static Stream<Vector> vectors() throws IOException {
    try (InputStream in =
        SignatureTest.class.getResourceAsStream("/client/signature-vectors.json")) {
      List<Vector> vectors =
          new ObjectMapper()
              .readTree(Objects.requireNonNull(in))
              .get("vectors")
              .valueStream()
              .map(SignatureTest::vector)
              .toList();
      assertThat(vectors).hasSize(11);
      return vectors.stream();
    }
  }

  private static Vector vector(JsonNode json) {
    Map<String, @Nullable String> params = new LinkedHashMap<>();
    json.get("params").properties().forEach(p -> params.put(p.getKey(), p.getValue().textValue()));
    Map<String, String> headers = new LinkedHashMap<>();
    json.get("headers").properties().forEach(p -> headers.put(p.getKey(), p.getValue().asText()));
    String[] time = json.get("signTime").asText().split(";");
    return new Vector(
        json.get("name").asText(),
        new Credentials(json.get("secretId").asText(), json.get("secretKey").asText(), null),
        json.get("method").asText(),
        json.get("path").asText(),
        json.get("encodedPath").asText(),
        params,
        json.get("rawQuery").asText(),
        headers,
        new KeyTime(
            Instant.ofEpochSecond(Long.parseLong(time[0])),
            Instant.ofEpochSecond(Long.parseLong(time[1]))),
        json.get("authorization").asText());
  }
}
