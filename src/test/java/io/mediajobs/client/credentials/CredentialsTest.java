package io.mediajobs.client.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.JobsApiException.Kind;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CredentialsTest {

  private static final Map<String, String> BOTH =
      Map.of("TENCENTCLOUD_SECRET_ID", "AKIDexample", "TENCENTCLOUD_SECRET_KEY", "key-example\n");

  @Test
  void printsStars() {
    assertThat(new Credentials("AKIDexample", "key-example", "token-example"))
        .hasToString("Credentials[secretId=****, secretKey=****, token=****]");
    assertThat(new Credentials("AKIDexample", "key-example", null))
        .hasToString("Credentials[secretId=****, secretKey=****, token=none]");
  }

  @Test
  void dropsWhiteSpaceAroundValues() {
    assertThat(new Credentials(" AKIDexample\n", "key-example\r\n", "\n"))
        .isEqualTo(new Credentials("AKIDexample", "key-example", null));
  }

  @Test
  void rejectsWhatCannotBeSentWithoutShowingIt() {
    assertThatThrownBy(() -> new Credentials(" ", "key-example", null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The secret id is empty");
    assertThatThrownBy(() -> new Credentials("AKIDexample", "key\nexample", null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The secret key holds a character other than visible ASCII");
  }

  @Test
  void readsTheEnvironment() throws JobsApiException {
    assertThat(CredentialsSource.environment(BOTH::get).get())
        .isEqualTo(new Credentials("AKIDexample", "key-example", null));

    Map<String, String> temporary =
        Map.of(
            "TENCENTCLOUD_SECRET_ID", "AKIDexample",
            "TENCENTCLOUD_SECRET_KEY", "key-example",
            "TENCENTCLOUD_SECURITY_TOKEN", "token-example");
    assertThat(CredentialsSource.environment(temporary::get).get())
        .isEqualTo(new Credentials("AKIDexample", "key-example", "token-example"));
  }

  @Test
  void namesTheVariableThatIsMissing() {
    Map<String, String> half = Map.of("TENCENTCLOUD_SECRET_ID", "AKIDexample");
    assertThatThrownBy(() -> CredentialsSource.environment(half::get).get())
        .isInstanceOfSatisfying(
            JobsApiException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED))
        .hasMessage(
            "The environment variable TENCENTCLOUD_SECRET_KEY is not set, but"
                + " ci.credentials.provider=environment reads the credentials from it");
  }

  @Test
  void fixedCredentialsStayTheSame() throws JobsApiException {
    Credentials credentials = new Credentials("AKIDexample", "key-example", null);
    assertThat(CredentialsSource.fixed(credentials).get()).isSameAs(credentials);
  }
}
