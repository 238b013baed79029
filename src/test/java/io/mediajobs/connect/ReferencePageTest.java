package io.mediajobs.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.record.TagTable;
import io.mediajobs.schema.EventSchemas;
import io.mediajobs.tracking.RefreshCurve;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.junit.jupiter.api.Test;

/**
 * Holds the tables of README.md to the code. With {@code -Dreference.update=true} it writes them
 * instead.
 */
class ReferencePageTest {

  private static final Path README = Path.of("README.md");
  private static final String UPDATE = "mvn test -Dtest=ReferencePageTest -Dreference.update=true";

  @Test
  void theReadmeIsCurrent() throws IOException {
    String readme = Files.readString(README);

    String current =
        place(readme, "reference", ReferencePage.settings(MediaJobsConfig.definition()));
    current =
        place(
            current,
            "records",
            ReferencePage.records(
                EventSchemas.JOB_STATE_TRANSITION,
                EventSchemas.MEDIA_JOB,
                EventSchemas.MALFORMED_JOB));
    current = place(current, "tags", TagTable.markdown());
    current = place(current, "refresh curve", RefreshCurve.markdown());
    current =
        place(
            current,
            "metrics",
            ReferencePage.metrics("Metrics of each source", SourceMetrics.all())
                + "\n\n"
                + ReferencePage.metrics("Metrics of each task", TaskFigures.metrics()));

    if (Boolean.getBoolean("reference.update")) {
      Files.writeString(README, current);
    } else {
      assertThat(readme).as("README.md is not current: run " + UPDATE).isEqualTo(current);
    }
  }

  @Test
  void showsASettingAsAPersonWouldWriteIt() {
    ConfigDef def =
        new ConfigDef()
            .define("b.flag", Type.BOOLEAN, true, Importance.LOW, "A|b.", "B", 1, Width.SHORT, "B")
            .define(
                "b.int",
                Type.INT,
                1,
                Range.between(-1, 9),
                Importance.LOW,
                "N.",
                "B",
                2,
                Width.SHORT,
                "N")
            .define("a.list", Type.LIST, "", Importance.HIGH, "<x>.", "A", 2, Width.SHORT, "L")
            .define(
                "a.key",
                Type.STRING,
                ConfigDef.NO_DEFAULT_VALUE,
                Importance.HIGH,
                "All *.",
                "A",
                1,
                Width.SHORT,
                "K");

    assertThat(ReferencePage.settings(def))
        .isEqualTo(
            """
            ### B

            | Key | Type | Default | Valid values | Importance | What it does |
            | --- | --- | --- | --- | --- | --- |
            | `b.flag` | boolean | `true` | true, false | low | A\\|b. |
            | `b.int` | int | `1` | -1 to 9 | low | N. |

            ### A

            | Key | Type | Default | Valid values | Importance | What it does |
            | --- | --- | --- | --- | --- | --- |
            | `a.key` | string | required | any | high | All \\*. |
            | `a.list` | list | empty | any | high | &lt;x&gt;. |""");
  }

  /** The page with new content between the two markers of a block. */
  private static String place(String page, String block, String content) {
    String begin = "<!-- " + block + ": begin -->";
    String end = "<!-- " + block + ": end -->";
    assertThat(page)
        .as("README.md needs its markers")
        .containsOnlyOnce(begin)
        .containsOnlyOnce(end);
    return page.substring(0, page.indexOf(begin))
        + begin
        + "\n\n"
        + content
        + "\n\n"
        + page.substring(page.indexOf(end));
  }
}
