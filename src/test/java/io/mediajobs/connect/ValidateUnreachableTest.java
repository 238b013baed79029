package io.mediajobs.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.connect.config.GoodSettings;
import io.mediajobs.connect.config.Validation;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** That {@code validate} answers whatever the network does, and lets go of it. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ValidateUnreachableTest {

  @Test
  @Tag("slow")
  void answersWhereNobodyDoes() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      String endpoint = "http://127.0.0.1:" + silent.getLocalPort();
      Set<Thread> before = Thread.getAllStackTraces().keySet();

      assertThat(complaint(endpoint))
          .isEqualTo(
              "Listing examplebucket-1250000000/jobs?tag=Transcode got no answer from "
                  + endpoint
                  + " within 4500 ms: check the network and ci.endpoint, or set"
                  + " validate.connection=false to go without this request");

      try (Socket left = silent.accept()) {
        left.setSoTimeout(60_000);
        assertThat(hungUp(left)).isTrue();
      }
      Validation.assertNoThreadIsLeft(before);
    }
  }

  @Test
  void answersWhereNobodyListens() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      free = socket.getLocalPort();
    }

    assertThat(complaint("http://127.0.0.1:" + free))
        .startsWith(
            "Listing examplebucket-1250000000/jobs?tag=Transcode got no answer from"
                + " http://127.0.0.1:"
                + free
                + " (")
        .endsWith("Connection refused): check the network and ci.endpoint if this lasts");
  }

  @Test
  void answersWhereThereIsNoSuchHost() {
    assertThat(complaint("https://jobs.invalid"))
        .startsWith(
            "Listing examplebucket-1250000000/jobs?tag=Transcode got no answer from"
                + " https://jobs.invalid");
  }

  /** What is wrong with the endpoint, which is all that is wrong. */
  private static String complaint(String endpoint) {
    Map<String, String> settings = GoodSettings.with("ci.endpoint", endpoint);
    Config result = new MediaJobsSourceConnector().validate(settings);
    assertThat(result.configValues())
        .filteredOn(value -> !value.errorMessages().isEmpty())
        .extracting(ConfigValue::name)
        .containsExactly("ci.endpoint");
    return result.configValues().stream()
        .filter(value -> value.name().equals("ci.endpoint"))
        .findFirst()
        .orElseThrow()
        .errorMessages()
        .get(0);
  }

  /** Whether the other end is closed, with or without a request before. */
  private static boolean hungUp(Socket socket) throws IOException {
    try {
      InputStream in = socket.getInputStream();
      in.transferTo(OutputStream.nullOutputStream());
      return true;
    } catch (SocketException reset) {
      return true;
    }
  }
}
