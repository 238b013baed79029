package io.mediajobs.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientSettingsTest {

  @ParameterizedTest
  @CsvSource({
    "https://B-1.ci.ap-chongqing.myqcloud.com, b-1.ci.ap-chongqing.myqcloud.com",
    "https://b-1.example:443/, b-1.example",
    "http://b-1.example:80, b-1.example",
    "http://b-1.example:443, b-1.example:443",
    "https://[::1]:8080, [::1]:8080"
  })
  void theHostHasAPortOnlyWhereItIsNotTheUsualOne(URI endpoint, String host) {
    assertThat(settings(endpoint).host()).isEqualTo(host);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://b-1.example",
        "b-1.example",
        "https:/jobs",
        "https://user:secret@b-1.example",
        "https://b-1.example/jobs",
        "https://b-1.example?a=b",
        "https://b-1.example#a"
      })
  void rejectsWhatIsNotAPlainEndpoint(URI endpoint) {
    assertThatThrownBy(() -> settings(endpoint))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "ci.endpoint must be https:// or http:// with a host, perhaps a port, and nothing else");
  }

  private static ClientSettings settings(URI endpoint) {
    return Clients.of(endpoint).settings();
  }
}
