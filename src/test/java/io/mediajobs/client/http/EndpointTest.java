package io.mediajobs.client.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {

  @Test
  void eachBucketHasAHostOfItsOwn() {
    assertThat(Endpoint.SERVICE.of("b-1", "ap-tokyo"))
        .isEqualTo(new Endpoint("https://b-1.ci.ap-tokyo.myqcloud.com"));
    assertThat(new Endpoint("http://{region}-{bucket}.x:8080/").of("b-1", "ap-tokyo").origin())
        .isEqualTo("http://ap-tokyo-b-1.x:8080");
  }

  @Test
  void bucketsAreListedOnAHostOfTheServiceForEachRegion() {
    assertThat(Endpoint.SERVICE.of("ap-tokyo"))
        .isEqualTo(new Endpoint("https://ci.ap-tokyo.myqcloud.com"));
    assertThat(new Endpoint("http://{bucket}.x:8080").of("ap-tokyo"))
        .isEqualTo(new Endpoint("http://ci.ap-tokyo.myqcloud.com:8080"));
    assertThat(new Endpoint("https://jobs.example").of("ap-tokyo"))
        .isEqualTo(new Endpoint("https://jobs.example"));
  }

  @Test
  void anAddressWithoutPlaceholdersIsThatOfEveryBucket() {
    Endpoint one = new Endpoint("HTTPS://Jobs.example/");

    assertThat(one.of("b-1", "ap-tokyo")).isSameAs(one);
    assertThat(one.origin()).isEqualTo("https://jobs.example");
    assertThat(one.secure()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://{bucket}@jobs.example",
        "https://jobs.example/{bucket}",
        "https://jobs.example?{bucket}",
        "{bucket}://jobs.example",
        "https://jobs.example:{region}",
        "https://{tag}.jobs.example",
        "https://{bucket"
      })
  void aPlaceholderIsAPartOfTheHostAlone(String address) {
    assertThat(Endpoint.isAddress(address)).isFalse();
  }
}
