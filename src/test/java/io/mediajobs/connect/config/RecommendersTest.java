package io.mediajobs.connect.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.connect.MediaJobsSourceConnector;
import io.mediajobs.job.JobTags;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;

/** What a form shows and offers. */
class RecommendersTest {

  private static final List<String> STATIC_ONLY =
      List.of("ci.secret.id", "ci.secret.key", "ci.session.token");
  private static final List<String> PROXY_ONLY =
      List.of("proxy.port", "proxy.user", "proxy.password");
  private static final List<String> TRUSTSTORE_ONLY =
      List.of("ssl.truststore.password", "ssl.truststore.type");

  private static final List<String> FILE_ONLY = List.of("ci.credentials.file");
  private static final List<String> ROLE_ONLY =
      List.of("ci.instance.role", "ci.instance.metadata.endpoint");

  @Test
  void offersTheValuesThatAreKnown() {
    Map<String, ConfigValue> values = validate(Map.of());

    assertThat(values.get("ci.tags").recommendedValues())
        .containsExactlyElementsOf(new ArrayList<Object>(JobTags.all()));
    assertThat(values.get("ci.credentials.provider").recommendedValues())
        .containsExactly("static", "environment", "instance-role", "file", "web-identity");
    assertThat(values.get("malformed.jobs").recommendedValues())
        .containsExactly("quarantine", "fail");
    assertThat(values.get("start.creation.time").recommendedValues())
        .containsExactly("earliest", "latest");
    assertThat(values.get("ssl.truststore.type").recommendedValues())
        .containsExactly("JKS", "PKCS12", "PEM");
    assertThat(values.get("ci.region").recommendedValues()).isEmpty();
  }

  @Test
  void showsWhatHasAnEffect() {
    assertThat(hidden(Map.of()))
        .containsExactlyInAnyOrderElementsOf(
            all(PROXY_ONLY, TRUSTSTORE_ONLY, FILE_ONLY, ROLE_ONLY));
    assertThat(hidden(Map.of("proxy.host", "p", "ssl.truststore.location", "ca.jks")))
        .containsExactlyInAnyOrderElementsOf(all(FILE_ONLY, ROLE_ONLY));
    assertThat(hidden(Map.of("ci.credentials.provider", "file")))
        .containsExactlyInAnyOrderElementsOf(
            all(PROXY_ONLY, TRUSTSTORE_ONLY, STATIC_ONLY, ROLE_ONLY));
    assertThat(hidden(Map.of("ci.credentials.provider", "instance-role")))
        .containsExactlyInAnyOrderElementsOf(
            all(PROXY_ONLY, TRUSTSTORE_ONLY, STATIC_ONLY, FILE_ONLY));
  }

  @SafeVarargs
  private static List<String> all(List<String>... lists) {
    return Stream.of(lists).flatMap(List::stream).toList();
  }

  private static List<String> hidden(Map<String, String> changes) {
    return validate(changes).values().stream()
        .filter(value -> !value.visible())
        .map(ConfigValue::name)
        .toList();
  }

  private static Map<String, ConfigValue> validate(Map<String, String> changes) {
    Map<String, String> settings = new HashMap<>(Map.of("validate.connection", "false"));
    settings.putAll(changes);
    Map<String, ConfigValue> values = new HashMap<>();
    for (ConfigValue value : new MediaJobsSourceConnector().validate(settings).configValues()) {
      values.put(value.name(), value);
    }
    return values;
  }
}
