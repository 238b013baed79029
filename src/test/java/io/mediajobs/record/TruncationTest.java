package io.mediajobs.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobElement;
import io.mediajobs.job.Observation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;

/** What is left out of a job that is too large for a record. */
class TruncationTest {

  private static final Struct SOURCE = JobStructs.source(Seen.SOURCE);
  private static final JobElement INPUT = element("Input", JobElement.leaf("Object", "in.mp4"));

  @Test
  void aJobOfExactlyTheLimitIsWholeAndOneByteMoreIsTooMuch() {
    Observation seen = job(INPUT, operation(leaf("UserData", 1000), leaf("Brew", 1000)));
    long size = RecordSize.of(JobStructs.job(seen, SOURCE));

    assertThat(truncated(seen, size)).isEmpty();
    assertThat(truncated(seen, size - 1)).hasSize(1);
  }

  @Test
  void theLargestResultsGoFirstAndNoMoreOfThemThanMust() {
    JobElement mediaInfo = element("MediaInfo", element("Format", leaf("FormatName", 300)));
    JobElement unknown = element("NewResult", leaf("A", 150), leaf("B", 450));
    Observation seen = job(INPUT, operation(mediaInfo, unknown, leaf("UserData", 400)));
    long whole = RecordSize.of(JobStructs.job(seen, SOURCE));

    assertThat(truncated(seen, whole - 500)).containsExactly("Operation/NewResult");
    assertThat(truncated(seen, whole - 900))
        .containsExactly("Operation/NewResult", "Operation/UserData");
    Struct job = JobStructs.job(seen, SOURCE, whole - 900);
    assertThat(job.getMap("other")).isEmpty();
    assertThat(job.getStruct("operation").get("userData")).isNull();
    assertThat(
            job.getStruct("operation").getStruct("mediaInfo").getStruct("format").get("formatName"))
        .isEqualTo("x".repeat(300));
    assertThat(job.getStruct("input").get("object")).isEqualTo("in.mp4");
  }

  @Test
  void aLongTextOfTheJobItselfGoesToo() {
    Observation seen = job(leaf("Message", 5000), INPUT);

    assertThat(truncated(seen, 3000)).containsExactly("Message");
    assertThat(JobStructs.job(seen, SOURCE, 3000).get("message")).isNull();
  }

  @Test
  void siblingsOfOneNameGoTogether() {
    JobElement[] many =
        IntStream.range(0, 500).mapToObj(i -> leaf("Fragment", 50)).toArray(JobElement[]::new);
    List<JobElement> children = new ArrayList<>(List.of(many));
    children.add(leaf("UserData", 400));
    Observation seen = job(operation(children.toArray(JobElement[]::new)));

    assertThat(truncated(seen, 9000)).containsExactly("Operation/Fragment");
  }

  @Test
  void textAndAttributesOfAnElementItselfGoWithoutIt() {
    var attribute = new JobElement.Attribute("a", "x".repeat(5000));
    JobElement operation =
        new JobElement("Operation", "x".repeat(5000), List.of(attribute), List.of(leaf("A", 9)));
    Observation seen = job(operation, new JobElement("Odd", "", List.of(attribute), List.of()));

    assertThat(truncated(seen, 4500)).containsExactly("Odd", "Operation/.");
    assertThat(JobStructs.job(seen, SOURCE, 4500).getMap("other"))
        .containsExactlyEntriesOf(Collections.singletonMap("Operation/A", "x".repeat(9)));
  }

  @Test
  void theOrderInTheAnswerMakesNoDifference() {
    List<JobElement> results = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      results.add(leaf("R" + i, 400 + i % 3));
    }
    Set<String> first = Set.copyOf(truncated(job(operation(results)), 5000));
    Collections.reverse(results);

    assertThat(truncated(job(operation(results)), 5000))
        .hasSizeBetween(8, 19)
        .hasSameElementsAs(first);
  }

  @Test
  void whereTheListItselfWouldGrowTooLongEverythingGoes() {
    List<JobElement> results = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      results.add(leaf("Result" + i, 400));
    }
    Observation seen = job(operation(results));

    assertThat(truncated(seen, 65_536)).containsExactly("*");
    Struct job = JobStructs.job(seen, SOURCE, 65_536);
    assertThat(job.get("jobId")).isEqualTo("j1");
    assertThat(job.get("state")).isEqualTo("Running");
    assertThat(job.getMap("other")).isEmpty();
  }

  @Test
  void namesThatAreTooLongAreCutInTheList() {
    JobElement longName = leaf("N".repeat(70_000), 10);

    assertThat(truncated(job(longName), 65_536)).containsExactly("N".repeat(100) + "…");
  }

  @Test
  void whatSaysWhichJobItIsFitsIntoTheLeastRecord() {
    String name = "\"".repeat(200);
    JobElement element =
        new JobElement(
            "JobsDetail",
            "",
            List.of(),
            List.of(
                JobElement.leaf("JobId", name),
                JobElement.leaf("State", name),
                leaf("Message", 70_000)));
    Observation seen = Seen.first(JobDetail.of(element), Seen.SOURCE);
    RecordSettings least =
        Outputs.of("m").maxRecordBytes(RecordSettings.LEAST_RECORD_BYTES).settings();

    List<OutputRecord> records = new RecordFactory(least).records(seen);

    assertThat(records).hasSize(2);
    for (OutputRecord record : records) {
      assertThat(RecordSize.of(record.value())).isLessThanOrEqualTo(65_536);
    }
    assertThat(records.get(1).value().getArray("truncated")).isEqualTo(List.of("Message"));
  }

  @Test
  void aJobThatWasCutOffInItsAnswerSaysSo() {
    Observation seen = cut(operation(leaf("UserData", 1000)), "Operation/VideoTagResult", "...");
    long size = RecordSize.of(JobStructs.job(seen, SOURCE));

    assertThat(truncated(seen, size)).containsExactly("Operation/VideoTagResult", "...");
    assertThat(truncated(seen, size - 1))
        .containsExactly("Operation/UserData", "Operation/VideoTagResult", "...");
    for (OutputRecord record :
        new RecordFactory(Outputs.defaults("m")).records(seen).subList(1, 2)) {
      assertThat(record.value().getArray("truncated"))
          .isEqualTo(List.of("Operation/VideoTagResult", "..."));
    }
  }

  private static Observation cut(JobElement rest, String... leftOut) {
    JobElement job = job(rest).detail().element();
    return Seen.first(JobDetail.of(new JobDetail.Content.Cut(job, List.of(leftOut))), Seen.SOURCE);
  }

  @Test
  void aTransitionHasRoomForItsJobAndItself() {
    long empty = RecordSize.of(JobStructs.job(job(leaf("Message", 0)), SOURCE));
    Observation seen = job(leaf("Message", (int) (900_000 - empty)));
    assertThat(truncated(seen, 900_000)).isEmpty();

    for (OutputRecord record : new RecordFactory(Outputs.defaults("m")).records(seen)) {
      assertThat(RecordSize.of(record.value())).as(record.topic()).isLessThanOrEqualTo(900_000);
    }
  }

  private static List<String> truncated(Observation seen, long maxBytes) {
    Struct job = JobStructs.job(seen, SOURCE, maxBytes);
    job.validate();
    assertThat(RecordSize.of(job)).isLessThanOrEqualTo(maxBytes);
    return job.getArray("truncated");
  }

  private static Observation job(JobElement... elements) {
    List<JobElement> children = new ArrayList<>();
    children.add(JobElement.leaf("JobId", "j1"));
    children.add(JobElement.leaf("State", "Running"));
    children.addAll(List.of(elements));
    return Seen.job(new JobElement("JobsDetail", "", List.of(), children));
  }

  private static JobElement operation(List<JobElement> children) {
    return operation(children.toArray(JobElement[]::new));
  }

  private static JobElement operation(JobElement... children) {
    return element("Operation", children);
  }

  private static JobElement element(String name, JobElement... children) {
    return new JobElement(name, "", List.of(), List.of(children));
  }

  private static JobElement leaf(String name, int length) {
    return JobElement.leaf(name, "x".repeat(length));
  }
}
