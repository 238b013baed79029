package io.mediajobs.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.client.page.Pages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** When there is more to come of an ended job. */
class CompletenessTest {

  private static final List<KnownTag> TAGS = KnownTag.all();
  private static final String END = "<EndTime>2022-06-27T15:24:33+0800</EndTime>";
  private static final String RESULT =
      "<MediaResult><OutputFile><ObjectName>o</ObjectName></OutputFile></MediaResult>";

  @ParameterizedTest
  @CsvSource({
    // No EndTime and no result yet, and then both.
    "late-result-first, false",
    "late-result-later, true",
    // A mark that is still being put in; then it has failed, but there is no result.
    "sub-state-running, false",
    "sub-state-failed, false",
    "unknown-end-state, true",
    // The vendor's sample of a job that has succeeded has a mark that is still Running.
    "001-2, false",
    "doc-process, true",
    "extract-digital-watermark, true",
    "file-compress, true",
    "file-hash-code, true",
    "file-uncompress, true",
    "pic-process, true",
    "quality-estimate, true",
    "snapshot-sprite, true",
    "speech-recognition, true",
    "speech-recognition-flash, true",
    "translation-result, true",
    "video-tag, true",
    "words-generalize, true"
  })
  void anAnswerShowsWhetherItsJobIsComplete(String answer, boolean complete) throws IOException {
    String page = Files.readString(Path.of("src/test/resources/answers", answer + ".xml"));
    assertThat(Pages.jobs(page)).extracting(JobDetail::complete).containsExactly(complete);
  }

  @ParameterizedTest
  @CsvSource({
    "Submitted, false",
    "Running, false",
    "Pause, false",
    "Success, true",
    "Failed, true",
    "Cancel, true",
    "Timeout, true"
  })
  void onlyAJobThatHasEndedIs(String state, boolean complete) {
    assertThat(complete(state, "Transcode", END, RESULT)).isEqualTo(complete);
    assertThat(complete(state, "Transcode", "<EndTime>-</EndTime>", RESULT)).isFalse();
    assertThat(complete(state, "Transcode", "<EndTime>soon</EndTime>", RESULT)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"Success, false", "Failed, true", "Cancel, true", "Timeout, true"})
  void onlySuccessAsksForAResult(String state, boolean complete) {
    assertThat(complete(state, "Transcode", END, "<TemplateId>t</TemplateId>")).isEqualTo(complete);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Transcode | <MediaInfo><Format><Size>1</Size></Format></MediaInfo>",
        "Transcode | <MediaResult><OutputFile Etag='x'/></MediaResult>",
        "MediaInfo | <MediaInfo><Format><Size>1</Size></Format></MediaInfo>",
        "VideoTag | <VideoTagResult><StreamData><Data>1</Data></StreamData></VideoTagResult>"
      })
  void oneResultOfTheTagIsEnough(String tag, String result) {
    assertThat(complete("Success", tag, END, result)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Transcode | <MediaInfo/>",
        "Transcode | <MediaResult><OutputFile> </OutputFile></MediaResult>",
        "Transcode | <VideoTagResult>x</VideoTagResult>",
        "Transcode | <Output><MediaInfo>x</MediaInfo></Output>",
        "MediaInfo | <MediaResult>x</MediaResult>",
        "ExtractDigitalWatermark | <ExtractDigitalWatermark><Type>Text</Type></ExtractDigitalWatermark>",
        "ExtractDigitalWatermark | <Message>x</Message>"
      })
  void whatIsEmptyOrOfAnotherTagIsNoResult(String tag, String result) {
    assertThat(complete("Success", tag, END, result)).isFalse();
  }

  @Test
  void aResultBesideTheOperationIsNone() {
    String job = "<JobId>j</JobId><State>Success</State><Tag>Transcode</Tag>" + END + RESULT;
    assertThat(ofJob(job)).isFalse();
    assertThat(ofJob(job + "<Operation/>")).isFalse();
    assertThat(ofJob(job + "<Operation/><Operation>" + RESULT + "</Operation>")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "Submitted, false",
    "Running, false",
    "Pause, false",
    "Success, true",
    "Failed, true",
    "Cancel, true",
    "Other, true",
    "'', true"
  })
  void aPartThatGoesOnHoldsItBack(String state, boolean complete) {
    String part = "<A><B><State> " + state + " </State></B></A>";
    assertThat(complete("Success", "Transcode", END, RESULT + part)).isEqualTo(complete);
    assertThat(complete("Failed", "Transcode", END, part)).isEqualTo(complete);
  }

  @ParameterizedTest
  @FieldSource("TAGS")
  void aTagThatBringsNoneAsksForNone(KnownTag tag) {
    boolean brings = !JobTags.results(tag.tag()).isEmpty();
    assertThat(complete("Success", tag.tag(), END, "<UserData>u</UserData>")).isEqualTo(!brings);
  }

  @Test
  void aJobOfAnUnknownTagOrNoneIsComplete() {
    assertThat(complete("Success", "VideoDream", END, "")).isTrue();
    assertThat(ofJob("<JobId>j</JobId><State>Success</State>" + END)).isTrue();
  }

  @Test
  void whatIsMissingMayStandBehindACut() {
    JobElement job =
        Pages.jobs(page("<JobId>j</JobId><State>Success</State><Tag>Transcode</Tag>"))
            .get(0)
            .element();
    assertThat(JobDetail.of(job).complete()).isFalse();
    List<String> cut = List.of("Operation", JobDetail.Content.REST);
    assertThat(JobDetail.of(new JobDetail.Content.Cut(job, cut)).complete()).isTrue();
  }

  @Test
  void aCutPartThatGoesOnStillDoes() {
    JobElement job =
        Pages.jobs(
                page(
                    "<JobId>j</JobId><State>Success</State><Operation><DigitalWatermark>"
                        + "<State>Running</State></DigitalWatermark></Operation>"))
            .get(0)
            .element();
    List<String> cut = List.of("Operation/MediaInfo", JobDetail.Content.REST);
    assertThat(JobDetail.of(new JobDetail.Content.Cut(job, cut)).complete()).isFalse();
  }

  private static boolean complete(String state, String tag, String end, String operation) {
    return ofJob(
        "<JobId>j1</JobId><State>%s</State><Tag>%s</Tag>%s<Operation>%s</Operation>"
            .formatted(state, tag, end, operation));
  }

  private static boolean ofJob(String elements) {
    return Pages.jobs(page(elements)).get(0).complete();
  }

  private static String page(String elements) {
    return "<Response><JobsDetail>" + elements + "</JobsDetail></Response>";
  }
}
