package io.mediajobs.connect.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.client.http.Proxy;
import io.mediajobs.standin.Certificates;
import io.mediajobs.standin.Pipes;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Trust stores that are there; what has no file is in {@link MediaJobsConfigTest}. */
@Tag("slow")
class ConnectionSectionTest {

  @TempDir static Path folder;
  private static Certificates certificates;

  @BeforeAll
  static void makeCertificates() throws Exception {
    certificates = new Certificates(folder);
  }

  @ParameterizedTest
  @CsvSource({"JKS, trusting-1", "JKS, ", "PKCS12, trusting-1", "PEM, "})
  void opensATrustStore(String type, String password) throws Exception {
    AbstractConfig config = config(certificates.trustStore(type), type, password);

    assertThat(ConnectionSection.crossCheck(config)).isNull();
    assertThat(ConnectionSection.trusted(config).problem()).isNull();
    assertThat(ConnectionSection.trusted(config).tls()).isNotNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "JKS | wrong | ssl.truststore.password doesn't open the file of ssl.truststore.location.",
        "PKCS12 | wrong | ssl.truststore.password doesn't open the file of"
            + " ssl.truststore.location.",
        "PKCS12 | | ssl.truststore.location names a file without certificates to trust; set"
            + " ssl.truststore.password if they are encrypted."
      })
  void saysWhatIsWrongWithATrustStore(String type, String password, String sentence)
      throws Exception {
    assertRefused(config(certificates.trustStore(type), type, password), sentence);
  }

  @Test
  @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void opensOnlyARegularFile() throws Exception {
    String sentence = "ssl.truststore.location names what is no regular file.";

    assertRefused(config(folder, "JKS", null), sentence);
    assertRefused(config(Pipes.make(folder.resolve("pipe")), "JKS", null), sentence);
    assertRefused(config(Path.of("/dev/zero"), "PEM", null), sentence);
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("/dev/zero"));
    assertRefused(config(link, "PKCS12", null), sentence);
  }

  @Test
  void readsNoFileThatIsTooLong() throws Exception {
    Path file = folder.resolve("long");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(16_777_217L);
    }

    assertRefused(
        config(file, "JKS", null),
        "ssl.truststore.location names what is longer than 16777216 bytes.");
  }

  private static void assertRefused(AbstractConfig config, String sentence) {
    assertThat(ConnectionSection.crossCheck(config)).isNull();
    assertThat(ConnectionSection.trusted(config).problem().sentence()).isEqualTo(sentence);
    assertThat(ConnectionSection.trusted(config).tls()).isNull();
  }

  @Test
  void trustsThePlatformWithoutAStore() {
    AbstractConfig config = new AbstractConfig(definition(), Map.of(), false);

    assertThat(ConnectionSection.crossCheck(config)).isNull();
    assertThat(ConnectionSection.trusted(config)).isEqualTo(TrustStoreFile.Opened.NONE);
    assertThat(ConnectionSection.proxy(config)).isNull();
  }

  @Test
  void asksTheServiceAloneThroughTheProxy() {
    Map<String, String> settings = new HashMap<>();
    settings.put("ci.bucket", "examplebucket-1250000000");
    settings.put("ci.region", "ap-chongqing");
    settings.put("ci.tags", "Transcode");
    settings.put("topic.prefix", "media");
    settings.put("proxy.host", "p.example");
    settings.put("proxy.port", "3128");
    AbstractConfig config = new AbstractConfig(MediaJobsConfig.definition(), settings, false);
    URI any = URI.create("http://m.example");

    assertThat(RequestSection.client(config, any, null).proxy())
        .isEqualTo(new Proxy("p.example", 3128, null, null));
    // The metadata service answers to its own instance, and to no proxy.
    assertThat(RequestSection.direct(config, any).proxy()).isNull();
  }

  private static AbstractConfig config(Path file, String type, String password) {
    Map<String, String> settings = new HashMap<>();
    settings.put("ssl.truststore.location", file.toString());
    settings.put("ssl.truststore.type", type);
    if (password != null) {
      settings.put("ssl.truststore.password", password);
    }
    return new AbstractConfig(definition(), settings, false);
  }

  private static ConfigDef definition() {
    ConfigDef definition = new ConfigDef();
    ConnectionSection.define(definition);
    return definition;
  }
}
