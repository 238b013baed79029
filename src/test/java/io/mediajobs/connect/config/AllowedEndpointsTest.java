package io.mediajobs.connect.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.client.http.Endpoint;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** What the operator of a worker allows beyond the service itself; the rest is a table. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class AllowedEndpointsTest {

  private static final String PRIVATE = "https://{bucket}.ci.{region}.private.example";

  @AfterEach
  void allowNothing() {
    System.clearProperty(AllowedEndpoints.PROPERTY);
  }

  @Test
  void whatTheOperatorAllowsIsAllowed() {
    System.setProperty(AllowedEndpoints.PROPERTY, "http://10.0.0.5:8080, " + PRIVATE + "/");

    assertThat(key(PRIVATE)).isEqualTo("none");
    assertThat(key("http://10.0.0.5:8080")).isEqualTo("none");
    assertThat(key("http://10.0.0.5:8080", "proxy.host", "p", "proxy.port", "1")).isEqualTo("none");
    assertThat(key(PRIVATE, "ssl.truststore.location", "ca")).isEqualTo("none");
    assertThat(key("http://10.0.0.5:8081")).isEqualTo("ci.endpoint");
    assertThat(key("https://{bucket}.ci.private.example")).isEqualTo("ci.endpoint");
  }

  @Test
  void aTrustStoreOfTheSettingsVouchesForNobody() {
    assertThat(key(Endpoint.SERVICE.address(), "ssl.truststore.location", "ca"))
        .isEqualTo("ssl.truststore.location");
    assertThat(key("https://127.0.0.1:8443", "ssl.truststore.location", "ca"))
        .isEqualTo("ssl.truststore.location");
  }

  @Test
  void credentialsOfTheSettingsGoWhereTheSettingsSay() {
    assertThat(
            key(
                "http://jobs.example",
                "ci.credentials.provider",
                "static",
                "ssl.truststore.location",
                "ca"))
        .isEqualTo("none");
  }

  /** The key at fault, or none. */
  private static String key(String endpoint, String... more) {
    Map<String, String> settings = GoodSettings.with(more);
    settings.putIfAbsent("ci.credentials.provider", "environment");
    settings.put("ci.endpoint", endpoint);
    AbstractConfig config = new AbstractConfig(MediaJobsConfig.definition(), settings, false);
    ConfigProblem problem = AllowedEndpoints.problem(config, new Endpoint(endpoint));
    return problem == null ? "none" : problem.key();
  }
}
