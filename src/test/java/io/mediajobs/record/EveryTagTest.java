package io.mediajobs.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.job.JobElement;
import io.mediajobs.job.Jobs;
import io.mediajobs.job.KnownTag;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What becomes of every element that is known of any tag. */
class EveryTagTest {

  private static final List<KnownTag> TAGS = KnownTag.all();

  @ParameterizedTest
  @FieldSource("TAGS")
  void noLeafIsLost(KnownTag tag) {
    JobElement job = FullJob.of(tag, 2);
    var answer = Leaves.of(job);
    Struct record = JobStructs.job(Seen.job(job), JobStructs.source(Seen.SOURCE));
    record.validate();

    assertThat(answer).hasSizeGreaterThan(20);
    assertThat(Leaves.of(record)).isEqualTo(answer);
  }

  @Test
  void everyRowBelongsToATag() {
    assertThat(ApiField.ALL)
        .hasSize(1317)
        .containsExactlyInAnyOrderElementsOf(
            TAGS.stream().flatMap(tag -> ApiField.of(tag).stream()).distinct().toList());
  }

  @Test
  void everyResultOnThePagesIsTyped() {
    assertThat(ApiField.ALL)
        .filteredOn(field -> field.isResult() && field.isDocumented())
        .hasSizeGreaterThan(200)
        .allMatch(ApiField::isTyped);
  }

  /** What an SDK alone knows may be an artefact of its model, so it is kept in {@code other}. */
  @Test
  void whatNoPageHasIsNotTyped() {
    assertThat(ApiField.ALL)
        .filteredOn(field -> field.isLeaf() && !field.isDocumented() && field.isTyped())
        .extracting(ApiField::path)
        .containsExactlyInAnyOrder(
            // Of every job, and in the agreed record.
            "QueueType",
            // The pages show the element around them, which is empty there.
            "Operation/MediaInfo/Stream/Subtitle/Index",
            "Operation/MediaInfo/Stream/Subtitle/Language",
            "Operation/MediaResult/OutputFile/SpriteOutputFile/Md5Info/Md5",
            "Operation/MediaResult/OutputFile/SpriteOutputFile/Md5Info/ObjectName");
  }

  @Test
  void whatRepeatsIsAnArray() {
    assertThat(ApiField.ALL)
        .filteredOn(field -> field.repeats() && field.isTyped())
        .filteredOn(field -> field.schema().type() != Schema.Type.ARRAY)
        .extracting(ApiField::path)
        // A job has one workflow wherever it is shown; the Go SDK alone models several.
        .containsExactly("Workflow");
  }

  @ParameterizedTest
  @FieldSource("TAGS")
  void theResultsOfATagAreOnThePages(KnownTag tag) {
    List<String> documented =
        ApiField.of(tag).stream()
            .filter(field -> field.isDocumented())
            .map(ApiField::path)
            .toList();
    assertThat(documented)
        .containsAll(Jobs.results(tag.tag()).stream().map("Operation/"::concat).toList());
  }

  /** Those of Translation may stand in a file instead, as in the sample of a finished job. */
  @Test
  void everyTagWithAResultOfItsOwnOnThePagesBringsIt() {
    assertThat(TAGS)
        .filteredOn(tag -> Jobs.results(tag.tag()).isEmpty())
        .filteredOn(
            tag ->
                ApiField.of(tag).stream()
                    .anyMatch(
                        field ->
                            field.tags().equals(tag.tag())
                                && field.isResult()
                                && field.isDocumented()))
        .extracting(KnownTag::tag)
        .containsExactly("Translation");
  }
}
