package io.mediajobs.connect.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.connect.MediaJobsSourceConnector;
import io.mediajobs.connect.TaskRun;
import io.mediajobs.standin.Certificates;
import io.mediajobs.standin.StandIn;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.Provider;
import java.security.Security;
import java.security.cert.CRL;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateFactorySpi;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings are values: what they name is opened when they are read, and never again. */
@Tag("slow")
class TrustStoreOnceTest {

  private static final AtomicInteger OPENED = new AtomicInteger();

  @TempDir Path folder;
  private final StandIn service = StandIn.start(InstantSource.system());

  @BeforeEach
  void countWhoReadsCertificates() {
    Security.insertProviderAt(new Counting(), 1);
    OPENED.set(0);
  }

  @AfterEach
  void close() {
    Security.removeProvider(Counting.NAME);
    service.close();
  }

  @Test
  void aTaskOfThreeSourcesOpensItOnce() throws Exception {
    try (TaskRun run = new TaskRun(service, settings())) {
      assertThat(OPENED).hasValue(1);
      run.poll();
    }
    assertThat(OPENED).hasValue(1);
  }

  @Test
  void aConnectorOpensItOnceHoweverOftenItsTasksAreDealt() throws Exception {
    Map<String, String> settings = TaskRun.properties(service);
    settings.putAll(settings());
    MediaJobsSourceConnector connector = new MediaJobsSourceConnector();
    connector.start(settings);

    assertThat(connector.taskConfigs(3)).hasSize(3);
    assertThat(connector.taskConfigs(2)).hasSize(2);
    assertThat(OPENED).hasValue(1);
    connector.stop();
  }

  @Test
  void aValidationOpensItOnce() throws Exception {
    Map<String, String> settings = TaskRun.properties(service);
    settings.putAll(settings());

    assertThat(new MediaJobsSourceConnector().validate(settings).configValues())
        .allSatisfy(value -> assertThat(value.errorMessages()).isEmpty());
    assertThat(OPENED).hasValue(1);
  }

  private Map<String, String> settings() throws Exception {
    Path store = new Certificates(folder).trustStore("PEM");
    OPENED.set(0);
    return Map.of(
        "ci.tags", "Transcode,Animation,VoiceSeparate",
        "ssl.truststore.location", store.toString(),
        "ssl.truststore.type", "PEM");
  }

  /** Reads certificates as Java does, and counts the files. */
  private static final class Counting extends Provider {

    private static final long serialVersionUID = 1L;
    private static final String NAME = "Counting";

    Counting() {
      super(NAME, "1", "Counts files of certificates");
      putService(
          new Service(this, "CertificateFactory", "X.509", Factory.class.getName(), null, null) {
            @Override
            public Object newInstance(Object parameter) {
              return new Factory();
            }
          });
    }
  }

  private static final class Factory extends CertificateFactorySpi {

    @Override
    public Collection<? extends Certificate> engineGenerateCertificates(InputStream in)
        throws CertificateException {
      OPENED.incrementAndGet();
      return javas().generateCertificates(in);
    }

    @Override
    public Certificate engineGenerateCertificate(InputStream in) throws CertificateException {
      return javas().generateCertificate(in);
    }

    @Override
    public CRL engineGenerateCRL(InputStream in) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Collection<? extends CRL> engineGenerateCRLs(InputStream in) {
      return List.of();
    }

    private static CertificateFactory javas() throws CertificateException {
      return CertificateFactory.getInstance("X.509", Security.getProvider("SUN"));
    }
  }
}
