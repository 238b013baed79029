package io.mediajobs.connect.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.connect.TwentySources;
import io.mediajobs.connect.metrics.Gauges;
import io.mediajobs.docs.Chinese;
import io.mediajobs.docs.Docs;
import io.mediajobs.record.TagTable;
import io.mediajobs.record.TextTable;
import io.mediajobs.schema.EventSchemas;
import io.mediajobs.schema.RecordMarks;
import io.mediajobs.schema.RecordType;
import io.mediajobs.tracking.CurvePoint;
import io.mediajobs.tracking.RefreshCurve;
import io.mediajobs.transform.JobRow;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Holds the tables of the documentation to the code that they are made from. */
class ReferencePageTest {

  private static final ReferencePage ENGLISH = new ReferencePage(UnaryOperator.identity());

  private final Chinese chinese = new Chinese();
  private final ReferencePage inChinese = new ReferencePage(chinese);

  @Test
  void theSettingsAreCurrent() {
    hold("settings.md", "reference", settings(ENGLISH));
  }

  @Test
  void theSensitiveSettingsAreAllNamed() {
    String keys =
        MediaJobsConfig.definition().configKeys().values().stream()
            .filter(key -> key.type == Type.PASSWORD)
            .map(key -> key.name)
            .sorted()
            .collect(Collectors.joining(","));
    hold("verification.md", "sensitive", "```\n" + keys + "\n```");
  }

  private static final List<RecordType> ROWS =
      List.of(EventSchemas.MEDIA_JOB_ROW, EventSchemas.JOB_STATE_TRANSITION_ROW);

  private static final List<RecordType> RECORDS =
      List.of(
          EventSchemas.JOB_STATE_TRANSITION,
          EventSchemas.MEDIA_JOB,
          EventSchemas.MALFORMED_JOB,
          EventSchemas.SOURCE_HEARTBEAT);

  @Test
  void theRecordsAreCurrent() {
    hold("records.md", "records", ENGLISH.records(RECORDS, "Field"));
  }

  @Test
  void theRecordsInsideAreCurrent() {
    List<RecordType> inside =
        EventSchemas.all().stream()
            .filter(type -> !RECORDS.contains(type) && !ROWS.contains(type))
            .toList();
    hold("records.md", "records inside", ENGLISH.records(inside, "Field"));
  }

  @Test
  void theOptionsOfTheTransformAreCurrent() {
    hold("pipelines.md", "options", options(ENGLISH));
  }

  @Test
  void theRowsAreCurrent() {
    hold("pipelines.md", "columns", rows(ENGLISH));
  }

  @Test
  void theChineseTextsAreThoseOfTheTables() {
    assertThat(settings(inChinese) + options(inChinese) + rows(inChinese)).isNotEmpty();

    assertThat(chinese.missing()).as("English without Chinese in " + Chinese.FILE).isEmpty();
    assertThat(chinese.surplus()).as("English of no table in " + Chinese.FILE).isEmpty();
  }

  @Test
  void theSettingsInChineseAreCurrent() {
    holdChinese("settings.md", "reference", settings(inChinese));
  }

  @Test
  void theOptionsInChineseAreCurrent() {
    holdChinese("pipelines.md", "options", options(inChinese));
  }

  @Test
  void theRowsInChineseAreCurrent() {
    holdChinese("pipelines.md", "columns", rows(inChinese));
  }

  @Test
  void theMarksOfRecordsAreCurrent() {
    hold("avro.md", "marks", RecordMarks.markdown());
  }

  @Test
  void whatBecomesOfATextIsCurrent() {
    hold("records.md", "texts", TextTable.markdown());
  }

  @Test
  void theTagsAreCurrent() {
    hold("records.md", "tags", TagTable.markdown());
  }

  @Test
  @Tag("slow")
  void theRefreshCurveIsCurrent() {
    List<CurvePoint> points = new ArrayList<>(RefreshCurve.rows());
    points.addAll(TwentySources.rows());
    hold("sizing.md", "refresh curve", CurvePoint.markdown(points));
  }

  @Test
  void theMetricsAreCurrent() {
    hold("monitoring.md", "metrics", Gauges.markdown());
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

    assertThat(ENGLISH.settings(def))
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

  private static String settings(ReferencePage language) {
    return language.settings(MediaJobsConfig.definition());
  }

  private static String options(ReferencePage language) {
    try (JobRow<SourceRecord> transform = new JobRow<>()) {
      return language.options(transform.config(), "Rows").strip();
    }
  }

  private static String rows(ReferencePage language) {
    return language.records(ROWS, "Column");
  }

  /** A page is not written with English in it. */
  private void holdChinese(String page, String block, String content) {
    assertThat(chinese.missing()).as("English without Chinese in " + Chinese.FILE).isEmpty();
    hold("zh-CN/" + page, block, content);
  }

  private static void hold(String page, String block, String content) {
    Docs.page(page).holds(block, content, ReferencePageTest.class);
  }
}
