package io.mediajobs.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.mediajobs.job.JobId;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.JobState;
import io.mediajobs.job.Observation;
import io.mediajobs.schema.EventSchemas;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobStructsTest {

  private static Struct job(String elements) {
    Struct job = JobStructs.job(Seen.job(elements), JobStructs.source(Seen.SOURCE));
    job.validate();
    return job;
  }

  private static Map<String, String> other(String elements) {
    return job(elements).getMap("other");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // no field
        "<Operation><Snapshot><Mode>Interval</Mode></Snapshot></Operation>"
            + " | Operation/Snapshot/Mode | Interval",
        "<Operation><Snapshot/></Operation> | Operation/Snapshot | ''",
        "<BucketName>b</BucketName> | BucketName | b",
        // attributes
        "<Input a='1'/> | Input/@a | 1",
        "<Input><Object a='1'>o</Object></Input> | Input/Object/@a | 1",
        // text beside children, and text instead of children
        "<Input>t<Object>o</Object></Input> | Input | t",
        "<Input>t</Input> | Input | t",
        "<Snapshot>t<Mode/></Snapshot> | Snapshot | t",
        // children instead of text
        "<Input><Object><Name>o</Name></Object></Input> | Input/Object/Name | o",
        "<Progress><Value>1</Value></Progress> | Progress/Value | 1",
        // values that do not fit
        "<Progress>abc</Progress> | Progress | abc",
        "<Progress>99999999999</Progress> | Progress | 99999999999",
        "<Progress/> | Progress | ''",
        "<Operation><MediaInfo><Format><Duration>N/A</Duration></Format></MediaInfo></Operation>"
            + " | Operation/MediaInfo/Format/Duration | N/A",
        "<EndTime>tomorrow</EndTime> | EndTime | tomorrow",
        "<EndTime>2022-06-27T15:23:12.123456+0800</EndTime>"
            + " | EndTime | 2022-06-27T15:23:12.123456+0800",
        "<EndTime>+999999999-01-01T00:00:00+0800</EndTime>"
            + " | EndTime | +999999999-01-01T00:00:00+0800",
        // an element that repeats although its field is no array
        "<Tag>a</Tag><Tag>b</Tag> | Tag[2] | b",
        "<Progress>x</Progress><Progress>2</Progress> | Progress[2] | 2",
        "<Input><Object>a</Object></Input><Input><Object>b</Object></Input>"
            + " | Input[2]/Object | b",
        "<Input><A>a</A></Input><Input><Object>b</Object></Input> | Input[1]/A | a",
        "<Workflow><Name>a</Name></Workflow><Workflow><Name>b</Name></Workflow>"
            + " | Workflow[2]/Name | b",
        // an array's elements, each of which is numbered where there are several
        "<Operation><WatermarkTemplateId><A>a</A></WatermarkTemplateId></Operation>"
            + " | Operation/WatermarkTemplateId/A | a",
        "<Operation><MediaResult><OutputFile/><OutputFile><ObjectUrl>u</ObjectUrl></OutputFile>"
            + "</MediaResult></Operation> | Operation/MediaResult/OutputFile[2]/ObjectUrl | u",
      })
  void whatNoFieldTakesGoesToOther(String elements, String path, String text) {
    assertThat(other(elements)).contains(entry(path, text));
  }

  @Test
  void everyOneOfRepeatingSiblingsIsNumbered() {
    assertThat(
            other(
                "<Operation><ConcatTemplate><ConcatFragment><Url>a</Url></ConcatFragment>"
                    + "<ConcatFragment><Url>b</Url></ConcatFragment></ConcatTemplate></Operation>"))
        .containsExactly(
            entry("Operation/ConcatTemplate/ConcatFragment[1]/Url", "a"),
            entry("Operation/ConcatTemplate/ConcatFragment[2]/Url", "b"));
  }

  @Test
  void textAndAttributesOfTheJobItselfHaveKeysToo() {
    var element =
        Answers.parse("<JobsDetail v='1'>t<JobId>j1</JobId><State>Running</State></JobsDetail>");
    Struct job = JobStructs.job(Seen.job(element), JobStructs.source(Seen.SOURCE));
    assertThat(job.getMap("other")).containsExactly(entry("@v", "1"), entry(".", "t"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<StartTime/><EndTime/><CreationTime/>",
        "<StartTime>-</StartTime><EndTime> - </EndTime><CreationTime>-</CreationTime>"
      })
  void timesThatAreNotThereAreNull(String elements) {
    Struct job = job(elements);
    assertThat(job.get("creationTime")).isNull();
    assertThat(job.get("startTime")).isNull();
    assertThat(job.get("endTime")).isNull();
    assertThat(job.getMap("other")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2022-06-27T15:23:12+0800",
        "2022-06-27T15:23:12+08:00",
        "2022-06-27 15:23:12+0800"
      })
  void timesOfEveryFormAreRead(String text) {
    assertThat(job("<EndTime>" + text + "</EndTime>").get("endTime"))
        .isEqualTo(Date.from(Instant.parse("2022-06-27T07:23:12Z")));
  }

  @Test
  void textsStayAsTheServiceWroteThem() {
    Struct job = job("<Message/><Code> a </Code><Input><Object>\u6d4b\u8bd5 .mp4</Object></Input>");
    assertThat(job.get("message")).isEqualTo("");
    assertThat(job.get("code")).isEqualTo(" a ");
    assertThat(job.getStruct("input").get("object")).isEqualTo("\u6d4b\u8bd5 .mp4");
  }

  @Test
  void arraysHaveOneElementOrSeveral() {
    String one = "<Operation><WatermarkTemplateId>a</WatermarkTemplateId></Operation>";
    String two =
        one.replace("</Operation>", "<WatermarkTemplateId>b</WatermarkTemplateId></Operation>");
    assertThat(job(one).getStruct("operation").getArray("watermarkTemplateIds"))
        .isEqualTo(List.of("a"));
    assertThat(job(two).getStruct("operation").getArray("watermarkTemplateIds"))
        .isEqualTo(List.of("a", "b"));
    assertThat(job("<Operation/>").getStruct("operation").get("watermarkTemplateIds")).isNull();
  }

  @Test
  void anElementThatComesAgainIsReadAsItWasIntoAStructOfItsOwn() {
    for (String input :
        List.of(
            "<BucketId>b</BucketId><Region>r</Region>",
            "<BucketId>b</BucketId><Unknown>u</Unknown>",
            "<BucketId>b</BucketId><BucketId>c</BucketId>",
            "<BucketId a='1'>b</BucketId>",
            "<BucketId>b</BucketId>beside",
            "<BucketId><Object/></BucketId>")) {
      Observation seen = Seen.job("<Input>" + input + "</Input>");
      Struct source = JobStructs.source(Seen.SOURCE);
      Struct expected = JobStructs.job(seen, source);
      for (int i = 0; i < 4; i++) {
        Struct again = JobStructs.job(seen, source);
        assertThat(again).as(input).isEqualTo(expected);
        again.getStruct("input").put("region", "changed");
      }
    }
  }

  @Test
  void aListThatComesAgainIsOneOfItsOwn() {
    Observation seen =
        Seen.job("<Operation><WatermarkTemplateId>a</WatermarkTemplateId></Operation>");
    for (int i = 0; i < 4; i++) {
      Struct job = JobStructs.job(seen, JobStructs.source(Seen.SOURCE));
      List<Object> ids = job.getStruct("operation").getArray("watermarkTemplateIds");
      assertThat(ids).containsExactly("a");
      ids.add("b");
    }
  }

  @Test
  void anEmptyContainerIsAStructOfNulls() {
    Struct job = job("<Input/>");
    assertThat(job.getStruct("input")).isEqualTo(new Struct(job.schema().field("input").schema()));
    assertThat(job.getMap("other")).isEmpty();
  }

  @Test
  void aJobThatIsGoneKeepsWhatIsLeft() {
    var gone =
        new Observation(
            Seen.SOURCE, new JobId("j1"), Seen.AT, JobState.NON_EXIST, 2, null, List.of(), Seen.AT);
    Struct source = JobStructs.source(Seen.SOURCE);
    Struct job = JobStructs.job(gone, source);
    job.validate();
    assertThat(job)
        .isEqualTo(
            new Struct(EventSchemas.MEDIA_JOB.required())
                .put("jobId", "j1")
                .put("state", "NonExist")
                .put("tag", "Transcode")
                .put("creationTime", Date.from(Seen.AT))
                .put("observedAt", Date.from(Seen.AT))
                .put("source", source)
                .put("other", Map.of())
                .put("truncated", List.of()));
  }

  @Test
  void sourceHoldsEveryPartOfItself() {
    Struct source = JobStructs.source(new JobSource("b", "r", "/p", "t", "q", "k"));
    assertThat(EventSchemas.JOB_SOURCE.required().fields())
        .extracting(field -> source.get(field))
        .containsExactly("b", "r", "/p", "t", "q", "k");
  }
}
