package io.mediajobs.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.standin.Certificates;
import io.mediajobs.standin.Fault;
import io.mediajobs.standin.Wires;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever keeps a task from getting to the service for a while, it goes on afterwards. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("no-worker")
class FaultsOnTheWayIT {

  @TempDir static Path folder;
  private static Certificates certificates;

  private final AtomicReference<String> certificate = new AtomicReference<>(Certificates.GOOD);

  @BeforeAll
  static void makeCertificates() throws Exception {
    certificates = new Certificates(folder);
  }

  @Test
  void aServiceThatIsNotThereIsAwaited() throws Exception {
    try (FaultRun run = new FaultRun(Map.of())) {
      run.settle();
      Runnable back = run.service.leave();
      run.change();
      run.untilFailures(3);
      run.recovers(back);
      run.assertKnown(null);
    }
  }

  @Test
  void aHostThatNobodyKnowsIsLookedUpAgain() throws Exception {
    try (FaultRun run = new FaultRun(Map.of("ci.endpoint", "https://jobs.invalid"))) {
      run.untilFailures(2);
      run.assertKnown(null);
      assertThat(run.complaints().get(0))
          .isEqualTo(
              "Listing examplebucket-1250000000/jobs?tag=Transcode got no answer from"
                  + " https://jobs.invalid (the host name is unknown): check the network and"
                  + " ci.endpoint if this lasts");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {Certificates.OTHER_HOST, Certificates.EXPIRED, Certificates.STRANGER})
  void aCertificateThatIsNotTrustedGetsNoRequest(String wrong) throws Exception {
    try (FaultRun run = run()) {
      run.settle();
      certificate.set(wrong);
      run.service.hangUp();
      run.change();
      // One that had come before the hang-up may be counted after it, and has failed by then.
      run.untilFailures(1);
      int requests = run.requests();
      run.untilFailures(4);
      assertThat(run.requests()).as("requests to a stranger").isEqualTo(requests);
      run.recovers(() -> certificate.set(Certificates.GOOD));
      run.assertKnown(null);
      assertThat(run.complaints())
          .anyMatch(
              text -> text.endsWith("check ci.endpoint and ssl.truststore.location if this lasts"));
    }
  }

  @Test
  void aNewCertificateOfTheSameAuthorityIsTaken() throws Exception {
    try (FaultRun run = run()) {
      run.settle();
      certificate.set(Certificates.RENEWED);
      // Each of these answers ends its connection, so the next request has to make one.
      int before = run.service.connections();
      run.passing(
          Fault.wire(Wires.text((head, body) -> head.replace("HTTP/1.1", "HTTP/1.0") + body)), 5);
      assertThat(run.service.connections()).isGreaterThan(before);
      run.settle();
      assertThat(run.complaints()).isEmpty();
    }
  }

  private FaultRun run() throws Exception {
    Supplier<SSLSocketFactory> tls =
        () -> {
          try {
            return certificates.connection(certificate.get());
          } catch (Exception impossible) {
            throw new AssertionError(impossible);
          }
        };
    return new FaultRun(
        Map.of(
            // On a busy machine, a handshake takes its time.
            "connect.timeout.ms",
            "60000",
            "ssl.truststore.location",
            certificates.trustStore("PEM").toString(),
            "ssl.truststore.type",
            "PEM"),
        tls);
  }
}
