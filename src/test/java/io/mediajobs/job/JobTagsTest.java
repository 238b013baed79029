package io.mediajobs.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class JobTagsTest {

  private static final List<KnownTag> TAGS = KnownTag.all();

  private static JobSource source(String path, String tag) {
    return new JobSource("b-1", "ap-chongqing", path, tag, null, null);
  }

  @Test
  void everyTagIsKnownAndNoOther() {
    assertThat(TAGS).hasSize(42);
    assertThat(JobTags.all())
        .containsExactlyElementsOf(TAGS.stream().map(KnownTag::tag).sorted().toList());
  }

  @ParameterizedTest
  @FieldSource("TAGS")
  void aTagIsListedUnderItsPath(KnownTag known) {
    assertThat(JobTags.known(known.tag())).isTrue();
    assertThat(JobTags.path(known.tag())).isEqualTo(known.listPath());
  }

  @ParameterizedTest
  @FieldSource("TAGS")
  void jobsAreLookedUpWhereTheirIdsAreKnownWhicheverPathLists(KnownTag known) {
    for (String listed : List.of(known.listPath(), "/jobs")) {
      assertThat(known.lookUpPaths()).contains(JobTags.lookUpPath(source(listed, known.tag())));
    }
  }

  @ParameterizedTest
  @FieldSource("TAGS")
  void onlyDocumentsAndFilesAreLookedUpOneByOne(KnownTag known) {
    boolean single = known.tag().startsWith("Doc") || known.tag().startsWith("File");
    for (String listed : List.of(known.listPath(), "/jobs", "/other_jobs")) {
      assertThat(JobTags.idsPerLookUp(source(listed, known.tag()))).isEqualTo(single ? 1 : 10);
    }
  }

  @ParameterizedTest
  @FieldSource("TAGS")
  void theQueuesOfATagAreAmongThoseOfItsPaths(KnownTag known) {
    assertThat(JobTags.queuePaths(known.tag())).containsAll(known.queuePaths());
  }

  @ParameterizedTest
  @CsvSource({
    "Transcode, /mediabucket",
    "VoiceSeparate, /asrbucket /mediabucket",
    "Translation, /ai_bucket",
    "SpeechRecognition, /asrbucket",
    "PicProcess, /picbucket",
    "DocProcess, /docbucket",
    "FileHashCode, /file_bucket",
    "VideoDream, /mediabucket"
  })
  void theBucketsOfATagAreThoseOfItsFamilies(String tag, String paths) {
    assertThat(JobTags.bucketPaths(tag)).containsExactly(paths.split(" "));
  }

  @Test
  void anUnknownTagIsAskedForUnderThePathOfAllJobs() {
    assertThat(JobTags.known("VideoDream")).isFalse();
    assertThat(JobTags.path("VideoDream")).isEqualTo("/jobs");
  }

  @ParameterizedTest
  @CsvSource({"/jobs, 10", "/ai_jobs, 10", "/doc_jobs, 1", "/file_jobs, 1", "/new_jobs, 10"})
  void anUnknownTagIsLookedUpWhereItIsListed(String path, int ids) {
    JobSource source = source(path, "VideoDream");
    assertThat(JobTags.lookUpPath(source)).isEqualTo(path);
    assertThat(JobTags.idsPerLookUp(source)).isEqualTo(ids);
  }
}
