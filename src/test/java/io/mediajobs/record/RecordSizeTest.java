package io.mediajobs.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.build.Chance;
import io.mediajobs.converter.SingleObjectAvroConverter;
import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobElement;
import io.mediajobs.job.JobEvent.MalformedJob;
import io.mediajobs.job.Observation;
import io.mediajobs.job.UnreadableJob;
import io.mediajobs.schema.EventSchemas;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.json.JsonConverter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No value is larger than max.record.bytes, whichever converter writes it. */
class RecordSizeTest {

  private static final int LEAST = RecordSettings.LEAST_RECORD_BYTES;
  private static final Struct SOURCE = JobStructs.source(Seen.SOURCE);
  private static final String[] CHARACTERS = {
    "x", "\"", "\\", "\n", "\t", "\u0001", "\u00e9", "\u6d4b", "\ud83c\udfac", "\u007f", "/", "<"
  };

  private final SingleObjectAvroConverter avro = new SingleObjectAvroConverter();
  private final JsonConverter json = new JsonConverter();

  RecordSizeTest() {
    json.configure(Map.of("schemas.enable", "false"), false);
  }

  @AfterEach
  void close() {
    json.close();
  }

  @Test
  void everyValueOfLargeJobsFits() {
    RecordFactory factory = new RecordFactory(settings(LEAST));
    long seed = Chance.seed();
    int tries = Math.max(150, Chance.tries(500));
    int cut = 0;
    for (int i = 0; i < tries; i++) {
      Random random = new Random(seed + i);
      JobElement job = grown(RandomTree.job(seed + i), random);
      var seen = Seen.first(JobDetail.of(job), Seen.SOURCE);
      for (OutputRecord record : factory.records(seen)) {
        assertFits(record.value(), "job " + i + " of seed " + seed);
      }
      Struct record = JobStructs.job(seen, SOURCE, LEAST);
      cut += record.getArray("truncated").isEmpty() ? 0 : 1;
      assertOnlyTruncatedIsMissing(job, record);
    }
    assertThat(cut).isBetween(tries / 5, tries * 49 / 50);
  }

  @Test
  void everyValueOfSmallJobsFitsTheEstimate() {
    for (int seed = 0; seed < Chance.tries(2000); seed++) {
      Struct job = JobStructs.job(Seen.job(RandomTree.job(seed)), SOURCE);
      long estimate = RecordSize.of(job);
      assertThat(json(job)).isLessThanOrEqualTo(estimate);
      assertThat(avro(job)).isLessThanOrEqualTo(estimate);
      // Not so far above that records are cut without need.
      assertThat(estimate).isLessThan(2L * json(job) + 1000);
    }
  }

  @Test
  void noJobIsLargerThanItsQuickBound() {
    long seed = Chance.seed();
    for (int i = 0; i < Chance.tries(2000); i++) {
      JobElement job = RandomTree.job(seed + i);
      JobElement element = i % 2 == 0 ? job : grown(job, new Random(seed + i));
      long size = RecordSize.of(JobStructs.job(Seen.job(element), SOURCE));
      assertThat(size)
          .as("job " + i + " of seed " + seed)
          .isLessThanOrEqualTo(quickBound(element) + RecordSize.of(SOURCE));
    }
  }

  @Test
  void aStructOfEveryTypeIsWithinItsQuickBound() {
    // Of the largest types, with nothing in them: more field names than text.
    JobElement empty = new JobElement("Video", "", List.of(), List.of());
    JobElement stream = new JobElement("Stream", "", List.of(), Collections.nCopies(500, empty));
    JobElement info = new JobElement("MediaInfo", "", List.of(), List.of(stream));
    JobElement operation = new JobElement("Operation", "", List.of(), List.of(info));
    JobElement job =
        new JobElement(
            "JobsDetail",
            "",
            List.of(),
            List.of(JobElement.leaf("JobId", "j"), JobElement.leaf("State", "Success"), operation));
    Struct record = JobStructs.job(Seen.job(job), SOURCE);

    assertThat(RecordSize.of(record)).isGreaterThan(500 * 28 * 20);
    assertThat(RecordSize.of(record)).isLessThan(quickBound(job));
  }

  @Test
  void theTextOfAMalformedJobIsCutToFit() {
    String text = "\u0001".repeat(100_000);
    UnreadableJob whole = MalformedRecordTest.unreadable(null, text);
    RecordFactory factory = new RecordFactory(settings(LEAST));
    Struct value = factory.records(new MalformedJob(Seen.SOURCE, whole, Seen.AT)).get(0).value();

    assertFits(value, "malformed");
    assertThat(value.getString("text").length()).isBetween(10_000, LEAST / 6);
    assertThat(value.get("textBytes")).isEqualTo(100_000);
  }

  @ParameterizedTest
  @CsvSource({"'',0", "x,1", "é,2", "测,3", "\ud83c\udfac,12", "'\"',2", "\\,2"})
  void countsTheBytesOfEachCharacter(String text, int bytes) {
    assertThat(RecordSize.text(text)).isEqualTo(bytes);
    assertThat(RecordSize.fitting(text + text, bytes)).isEqualTo(text.length());
  }

  /** Names that nest deep make paths that are far longer than the answer. */
  @Test
  void noMoreOfAJobIsReadThanThereIsRoomFor() {
    JobElement deep = JobElement.leaf("x", "");
    for (int depth = 0; depth < 100; depth++) {
      String name = "Name".repeat(100);
      deep = new JobElement(name, "", List.of(), List.of(deep, JobElement.leaf("y", "")));
    }
    JobElement job =
        new JobElement(
            "JobsDetail",
            "",
            List.of(),
            List.of(JobElement.leaf("JobId", "j"), JobElement.leaf("State", "Success"), deep));

    OtherLeaves other = read(job, LEAST);

    assertThat(other.isFull()).isTrue();
    int characters = other.toMap().keySet().stream().mapToInt(String::length).sum();
    assertThat(characters).isBetween(1, LEAST);
    assertThat(quickBound(job)).isGreaterThan(100L * LEAST);
  }

  /**
   * What the record of a job takes at most, its source aside, as it is reckoned while it is read.
   */
  private static long quickBound(JobElement job) {
    return RecordSize.PREAMBLE + read(job, Long.MAX_VALUE).taken();
  }

  private static OtherLeaves read(JobElement job, long room) {
    StructTwin target = new StructTwin(new Struct(EventSchemas.MEDIA_JOB.required()));
    OtherLeaves other = JobStructs.begin(target, Seen.job(job), SOURCE, room);
    JobStructs.fill(target, Seen.job(job), job, other);
    return other;
  }

  private static RecordSettings settings(int maxBytes) {
    return Outputs.of("m").maxRecordBytes(maxBytes).settings();
  }

  private void assertFits(Struct value, String what) {
    value.validate();
    assertThat(json(value)).as(what).isLessThanOrEqualTo(LEAST);
    assertThat(avro(value)).as(what).isLessThanOrEqualTo(LEAST);
  }

  private long json(Struct value) {
    return json.fromConnectData("t", value.schema(), value).length;
  }

  private long avro(Struct value) {
    return avro.fromConnectData("t", value.schema(), value).length;
  }

  private static void assertOnlyTruncatedIsMissing(JobElement job, Struct record) {
    Set<List<String>> whole = texts(Leaves.of(job));
    Set<List<String>> left = texts(Leaves.of(record));
    List<String> truncated = record.getArray("truncated");
    for (List<String> text : left) {
      // An element of which everything was left out stands there empty.
      assertThat(whole.contains(text) || text.get(1).isEmpty()).as(text.get(0)).isTrue();
    }
    whole.removeAll(left);
    for (List<String> missing : whole) {
      String path = missing.get(0);
      assertThat(truncated)
          .as(path)
          .anyMatch(
              cut ->
                  cut.equals("*")
                      || (path + "/").startsWith(cut + "/")
                      || (cut.endsWith(".") && !path.matches("(Operation/)?[^/@]+/.*")));
    }
  }

  /** Path, without the indexes of siblings, and text. */
  private static Set<List<String>> texts(Map<String, String> leaves) {
    Set<List<String>> texts = new HashSet<>();
    leaves.forEach((path, text) -> texts.add(List.of(path.replaceAll("\\[\\d+]", ""), text)));
    return texts;
  }

  /** The same job with texts of up to some hundred thousand bytes. */
  private static JobElement grown(JobElement element, Random random) {
    List<JobElement> children = new ArrayList<>();
    for (JobElement child : element.children()) {
      boolean keeps = child.name().equals("JobId") || child.name().equals("State");
      children.add(keeps ? child : grown(child, random));
    }
    boolean grows = children.isEmpty() && random.nextInt(3) == 0;
    String text = grows ? text(random, 1 << random.nextInt(18)) : element.text();
    return new JobElement(element.name(), text, element.attributes(), children);
  }

  private static String text(Random random, int length) {
    boolean plain = random.nextBoolean();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(plain ? "x" : CHARACTERS[random.nextInt(CHARACTERS.length)]);
    }
    return text.toString();
  }

  /** Kafka's JsonConverter escapes them: they take three times what they take in UTF-8. */
  @Test
  void recordsOfNothingButPairsOfSurrogatesFit() {
    String text = "\ud83c\udfac".repeat(LEAST / 5);
    RecordFactory factory = new RecordFactory(settings(LEAST));
    Observation seen = Seen.job("<Operation><UserData>" + text + "</UserData></Operation>");
    factory.records(seen).forEach(record -> assertFits(record.value(), record.topic()));
    UnreadableJob unreadable = MalformedRecordTest.unreadable(null, text);
    factory
        .records(new MalformedJob(Seen.SOURCE, unreadable, Seen.AT))
        .forEach(record -> assertFits(record.value(), record.topic()));
  }

  /** What is counted is what UTF-8 takes, but for what JSON escapes. */
  @Test
  void agreesWithUtf8WhereNothingIsEscaped() {
    String text = "é测 x".repeat(100);
    assertThat(RecordSize.text(text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
  }
}
