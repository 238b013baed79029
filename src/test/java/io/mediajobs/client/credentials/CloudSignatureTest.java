package io.mediajobs.client.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class CloudSignatureTest {

  /** "Signature v3" of the vendor's API documentation, with its keys. */
  @Test
  void theExampleOfTheVendorGivesItsSignature() {
    String body =
        "{\"Limit\": 1, \"Filters\": [{\"Values\": [\"\\u672a\\u547d\\u540d\"], \"Name\":"
            + " \"instance-name\"}]}";
    Credentials example =
        new Credentials(
            "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE", "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE", null);

    assertThat(
            CloudSignature.authorization(
                "cvm",
                "application/json; charset=utf-8",
                "cvm.tencentcloudapi.com",
                body,
                example,
                Instant.ofEpochSecond(1_551_113_065)))
        .isEqualTo(
            "TC3-HMAC-SHA256 Credential=AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE/2019-02-25/cvm/"
                + "tc3_request, SignedHeaders=content-type;host, Signature="
                + "72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168");
  }
}
