package io.mediajobs.connect.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.connect.MediaJobsSourceConnector;
import io.mediajobs.standin.StandIn;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigValue;

/**
 * What validating settings for a stand-in came to, without request ids. No secret has shown, and
 * nothing is left running.
 *
 * @param complaints {@code key: message}
 * @param warnings the lines of the log
 */
public record Validation(List<String> complaints, List<String> warnings) {

  /** Validates good settings with changes, {@code key=value}, apart by semicolons. */
  public static Validation of(StandIn service, String changes) throws InterruptedException {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    List<String> complaints = new ArrayList<>();
    PrintStream stderr = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setErr(new PrintStream(bytes, true, UTF_8));
    try {
      Map<String, String> settings = settings(service, changes);
      for (ConfigValue value : new MediaJobsSourceConnector().validate(settings).configValues()) {
        value.errorMessages().forEach(m -> complaints.add(value.name() + ": " + withoutId(m)));
      }
    } finally {
      System.setErr(stderr);
    }
    String log = bytes.toString(UTF_8);
    assertThat(log + complaints)
        .doesNotContain(service.credential().secretKey(), "sesame", "q-sign");
    assertNoThreadIsLeft(before);
    List<String> warnings =
        log.lines()
            .filter(line -> line.contains("WARN"))
            .map(line -> withoutId(line.replaceFirst("^.*MediaJobsSourceConnector - ", "")))
            .toList();
    return new Validation(complaints, warnings);
  }

  /** What has done its work may still be on its way out. */
  public static void assertNoThreadIsLeft(Set<Thread> before) throws InterruptedException {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("media-jobs-") && !before.contains(thread)) {
        thread.join(60_000);
        assertThat(thread.isAlive()).as(thread.getName()).isFalse();
      }
    }
  }

  private static Map<String, String> settings(StandIn service, String changes) {
    Map<String, String> settings = new HashMap<>();
    settings.put("ci.bucket", service.bucket());
    settings.put("ci.region", service.region());
    settings.put("ci.endpoint", service.endpoint().toString());
    settings.put("ci.secret.id", service.credential().secretId());
    settings.put("ci.secret.key", service.credential().secretKey());
    settings.put("ci.tags", "Transcode");
    settings.put("topic.prefix", "media");
    for (String change : changes.isEmpty() ? new String[0] : changes.split(";")) {
      int equal = change.indexOf('=');
      settings.put(change.substring(0, equal), change.substring(equal + 1));
    }
    return settings;
  }

  private static String withoutId(String text) {
    return text.replaceAll(" \\(request id [^)]*\\)", "");
  }
}
