package io.mediajobs.client.http;

import static io.mediajobs.client.Asking.CREDENTIALS;
import static io.mediajobs.client.Asking.LISTING;
import static io.mediajobs.client.Asking.OK;
import static io.mediajobs.client.Asking.PAGE;
import static io.mediajobs.client.Asking.api;
import static io.mediajobs.client.Asking.by;
import static io.mediajobs.client.Asking.fault;
import static io.mediajobs.client.Asking.settings;
import static io.mediajobs.client.LoopbackService.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediajobs.client.HttpJobsApi;
import io.mediajobs.client.LoopbackService;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.JobsApiException.Kind;
import io.mediajobs.job.JobsApiException.Reason;
import io.mediajobs.standin.Certificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.UnrecoverableKeyException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose certificates are trusted, and that the name in them counts. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("slow")
class TlsTest {

  @TempDir static Path folder;
  private static Certificates certificates;

  @BeforeAll
  static void makeCertificates() throws Exception {
    certificates = new Certificates(folder);
  }

  @ParameterizedTest
  @CsvSource({"JKS, trusting-1", "JKS,", "PKCS12, trusting-1", "PEM,"})
  void trustsWhomTheTrustStoreNames(String type, String password) throws Exception {
    try (LoopbackService service = service(Certificates.GOOD);
        HttpJobsApi api =
            api(
                by(settings(service.endpoint(), 10_000), null, trust(type, password)),
                CREDENTIALS)) {
      assertThat(api.ask(LISTING).jobs()).hasSize(1);
      assertThat(service.requests.get(0).headers())
          .containsEntry("host", service.endpoint().getAuthority());
    }
  }

  @Test
  void trustsNobodyElseByDefault() throws Exception {
    refused(
        Certificates.GOOD,
        null,
        "PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException:"
            + " unable to find valid certification path to requested target");
  }

  @Test
  void refusesACertificateOfAnotherHost() throws Exception {
    refused(
        Certificates.OTHER_HOST,
        trust("PEM", null),
        "No subject alternative names matching IP address 127.0.0.1 found");
  }

  @Test
  void refusesACertificateThatIsOver() throws Exception {
    refused(Certificates.EXPIRED, trust("PEM", null), "PKIX path validation failed: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"JKS", "PKCS12"})
  void tellsAWrongPasswordFromADamagedFile(String type) throws Exception {
    byte[] file = Files.readAllBytes(certificates.trustStore(type));
    assertThatThrownBy(() -> TrustStore.open(file, type, "wrong"))
        .isInstanceOf(IOException.class)
        .hasCauseInstanceOf(UnrecoverableKeyException.class);
    assertThatThrownBy(() -> TrustStore.open(new byte[] {1, 2, 3, 4, 5}, type, "wrong"))
        .isInstanceOf(IOException.class)
        .hasNoCause();
  }

  @Test
  void refusesAStoreWithoutACertificate() throws Exception {
    // Encrypted, and so not seen.
    byte[] file = Files.readAllBytes(certificates.trustStore("PKCS12"));
    assertThatThrownBy(() -> TrustStore.open(file, "PKCS12", null))
        .isInstanceOf(CertificateException.class);
    assertThatThrownBy(() -> TrustStore.open(new byte[0], "PEM", null))
        .isInstanceOf(CertificateException.class);
  }

  private static void refused(String certificate, SSLContext tls, String why) throws Exception {
    try (LoopbackService service = service(certificate);
        HttpJobsApi api = api(by(settings(service.endpoint(), 10_000), null, tls), CREDENTIALS)) {
      JobsApiException fault = fault(api);
      assertThat(fault.kind()).isEqualTo(Kind.RETRY);
      assertThat(fault.reason()).isEqualTo(Reason.CERTIFICATE);
      assertThat(fault.getMessage())
          .startsWith(
              "Listing b-1/jobs?tag=Transcode got no answer from "
                  + service.endpoint()
                  + " (TLS failed: ")
          .contains(why)
          .endsWith("): check ci.endpoint and ssl.truststore.location if this lasts");
      assertThat(service.requests).isEmpty();
    }
  }

  private static LoopbackService service(String certificate) throws Exception {
    return new LoopbackService(
        (request, connection, out) -> out.write(whole(OK, PAGE)), certificates.server(certificate));
  }

  private static SSLContext trust(String type, String password) throws Exception {
    return TrustStore.open(Files.readAllBytes(certificates.trustStore(type)), type, password);
  }
}
