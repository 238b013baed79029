package io.mediajobs.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueriesTest {

  @Test
  void findsMetricsAndNothingElse() {
    String query =
        "sum by (job, tag) (rate(a_total{outcome=\"b\", c=~\"$c\"}[5m])) / (d_seconds > 0.1)"
            + " and on (job) e == 1 unless max(f)";

    assertThat(Queries.metrics(query)).containsExactly("a_total", "d_seconds", "e", "f");
  }

  @Test
  void findsTheQueriesOfAlertsOnOneLineAndOnMore(@TempDir Path folder) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("alerts.yml"),
            """
                  - alert: One
                    expr: a > 1
                    for: 1m
                  - alert: Two
                    expr: |
                      b > 1
                      and on (job) c == 1
                    for: 2m
            """);

    assertThat(Queries.ofAlerts(file)).containsExactly("a > 1", "b > 1 and on (job) c == 1");
  }
}
