package io.mediajobs.standin;

import static io.mediajobs.job.JobState.FAILED;
import static io.mediajobs.job.JobState.SUCCESS;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.job.JobState;
import java.io.StringReader;
import java.time.Instant;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class JobXmlTest {

  private static final Instant T0 = Instant.parse("2026-11-21T00:00:00Z");

  private final XPath path = XPathFactory.newInstance().newXPath();

  private static JobBuilder job(String tag, JobState end) {
    return Jobs.job(tag)
        .createdAt(T0)
        .runningAfter(ofSeconds(1))
        .endsAfter(ofSeconds(9), end)
        .inputObject("输入/a & <b>.mp4");
  }

  private static Document write(Job job) throws Exception {
    return write(job, 9);
  }

  private static Document write(Job job, int seconds) throws Exception {
    Xml xml = new Xml();
    new JobXml("bucket", "ap-chongqing").write(xml, job, T0.plusSeconds(seconds));
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml.toString())));
  }

  @ParameterizedTest
  @CsvSource({
    "Transcode, 3",
    "VoiceSeparate, 0",
    "Animation, 0",
    "Translation, 0",
    "PicProcess, 0",
    "SomethingNew, 0"
  })
  void writesAnyTagWellFormed(String tag, String watermarks) throws Exception {
    Document document = write(job(tag, SUCCESS).workflowId("w1").build());

    assertThat(path.evaluate("/JobsDetail/Tag", document)).isEqualTo(tag);
    assertThat(path.evaluate("/JobsDetail/State", document)).isEqualTo("Success");
    assertThat(path.evaluate("/JobsDetail/Input/Object", document)).isEqualTo("输入/a & <b>.mp4");
    assertThat(path.evaluate("/JobsDetail/Workflow/WorkflowId", document)).isEqualTo("w1");
    assertThat(path.evaluate("count(//WatermarkTemplateId)", document)).isEqualTo(watermarks);
  }

  @Test
  void tellsTheResultsOfASuccessOnly() throws Exception {
    Document success = write(job("Transcode", SUCCESS).build());
    Document failed = write(job("Transcode", FAILED).build());

    assertThat(path.evaluate("//MediaInfo/Stream/Video/Width", success))
        .isIn("640", "1280", "1920", "3840");
    assertThat(path.evaluate("//MediaInfo/Format/Duration", success)).matches("[0-9]+[.]654000");
    assertThat(path.evaluate("//OutputFile/Md5Info/Md5", success)).matches("[0-9a-f]{32}");
    assertThat(path.evaluate("count(//MediaInfo | //MediaResult)", failed)).isEqualTo("0");
    assertThat(path.evaluate("count(//Progress)", failed)).isEqualTo("0");
    assertThat(path.evaluate("/JobsDetail/Code", failed)).isEqualTo("InvalidInputFile");
  }

  @Test
  void tellsTheResultsAndTheEndOfASuccessLate() throws Exception {
    Job job = job("Transcode", SUCCESS).resultsAfter(ofSeconds(20)).build();
    Document before = write(job, 28);
    Document after = write(job, 29);

    assertThat(path.evaluate("/JobsDetail/State", before)).isEqualTo("Success");
    assertThat(path.evaluate("/JobsDetail/Progress", before)).isEqualTo("100");
    assertThat(path.evaluate("/JobsDetail/StartTime", before)).startsWith("2026-11-21T08:00:01");
    assertThat(path.evaluate("/JobsDetail/EndTime", before)).isEqualTo("-");
    assertThat(path.evaluate("count(//MediaInfo | //MediaResult)", before)).isEqualTo("0");
    assertThat(path.evaluate("/JobsDetail/EndTime", after)).startsWith("2026-11-21T08:00:09");
    assertThat(path.evaluate("count(//MediaInfo | //MediaResult)", after)).isEqualTo("2");
  }

  @Test
  void tellsTheReasonOfAFailureWithItsEnd() throws Exception {
    Job job = job("Transcode", FAILED).resultsAfter(ofSeconds(20)).build();
    Document before = write(job, 28);
    Document after = write(job, 29);

    assertThat(path.evaluate("/JobsDetail/State", before)).isEqualTo("Failed");
    assertThat(path.evaluate("/JobsDetail/Code", before)).isEqualTo("Success");
    assertThat(path.evaluate("/JobsDetail/Message", before)).isEmpty();
    assertThat(path.evaluate("/JobsDetail/Code", after)).isEqualTo("InvalidInputFile");
    assertThat(path.evaluate("/JobsDetail/Message", after))
        .isEqualTo("The input file cannot be decoded");
  }

  @ParameterizedTest
  @CsvSource({"Success, Success", "Failed, Failed", "Cancel, Failed"})
  void letsAPartEndAtItsOwnTime(String end, String partEnd) throws Exception {
    String part = "//DigitalWatermark/State";
    JobBuilder job = job("Transcode", new JobState(end));

    assertThat(path.evaluate(part, write(job.build(), 8))).isEqualTo("Running");
    assertThat(path.evaluate(part, write(job.build(), 9))).isEqualTo(partEnd);
    job.partEndsAfter(ofSeconds(5));
    assertThat(path.evaluate("/JobsDetail/State", write(job.build(), 13))).isEqualTo(end);
    assertThat(path.evaluate(part, write(job.build(), 13))).isEqualTo("Running");
    assertThat(path.evaluate(part, write(job.build(), 14))).isEqualTo(partEnd);
  }

  @Test
  void tellsWhatEachTagWasAskedToDo() throws Exception {
    Document voice = write(job("VoiceSeparate", SUCCESS).build());
    Document translation = write(job("Translation", SUCCESS).build());

    assertThat(path.evaluate("//VoiceSeparate/AudioConfig/Codec", voice)).isEqualTo("mp3");
    assertThat(path.evaluate("//Output/AuObject", voice)).endsWith(".voice");
    assertThat(path.evaluate("//Input/Lang", translation)).isEqualTo("zh");
    assertThat(path.evaluate("//Operation/Translation/Lang", translation)).isEqualTo("en");
  }
}
