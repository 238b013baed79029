package io.mediajobs.client.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is certain of a job that can't be read. */
class SkeletonTest {

  private static final String ID = "<JobId>j1</JobId>";
  private static final String STATE = "<State>Success</State>";

  @Test
  void aControlCharacterElsewhereLeavesIdStateAndTimesCertain() throws IOException {
    String page = Files.readString(Path.of("src/test/resources/answers/control-reference.xml"));
    String job = page.substring(page.indexOf("<JobsDetail>"), page.indexOf("</JobsDetail>") + 13);

    JobDetail legible = legible(job);

    assertThat(legible.id().value()).isEqualTo("jmade0012");
    assertThat(legible.state()).isEqualTo(JobState.SUBMITTED);
    assertThat(legible.creationTime()).isEqualTo("2026-11-26T11:00:00Z");
    assertThat(legible.startTime()).isNull();
    assertThat(legible.fingerprint()).isZero();
    assertThat(legible.element().children()).isEmpty();
  }

  @Test
  void everythingThatTrackingNeedsIsTakenWhereItIsCertain() {
    JobDetail legible =
        legible(
            "<JobsDetail>&#1;<Operation><State>Running</State><JobId>no</JobId></Operation>"
                + " <JobId> j1 </JobId><State>\nSuccess</State><Progress>100</Progress>"
                + "<CreationTime>2022-06-27T15:23:12+0800</CreationTime>"
                + "<StartTime>2022-06-27T15:23:13+0800</StartTime>"
                + "<EndTime>2022-06-27T15:24:33+0800</EndTime></JobsDetail>");

    assertThat(legible.id().value()).isEqualTo("j1");
    assertThat(legible.state()).isEqualTo(JobState.SUCCESS);
    assertThat(legible.progress()).isEqualTo(100);
    assertThat(legible.creationTime()).isEqualTo("2022-06-27T07:23:12Z");
    assertThat(legible.startTime()).isEqualTo("2022-06-27T07:23:13Z");
    assertThat(legible.endTime()).isEqualTo("2022-06-27T07:24:33Z");
    // So it is looked at again: it may be readable by then.
    assertThat(legible.complete()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<Input><Object>a&#x3;b</Object></Input>",
        "<Input><Object>a\u0003b</Object></Input>",
        "<Input><Object>&lost;</Object></Input>",
        "<Input><Object>a & b</Object></Input>",
        "<Input><Object>a > b</Object></Input>",
        "<Input><Object a='1' a='2'/></Input>",
        "<Input><Object a=1/></Input>",
        "<Input><Object a='>'/></Input>",
        "<Input ><Object>&#1;</Object\n></Input >",
        "<Input><p:Object>o</p:Object></Input>",
        "<Input><![CDATA[</Input><State>Running</State>]]>&#1;</Input>",
        "<Input><!-- </Input><State>Running</State> -->&#1;</Input>",
        "<Input><?x </Input><State>Running</State> ?>&#1;</Input>",
        "&#1;",
        "<Progress>&#1;</Progress>",
        "<CreationTime>&#1;</CreationTime>",
        "<CreationTime>-</CreationTime><CreationTime>-</CreationTime>&#1;"
      })
  void whateverElseIsWrongWithTheTextsOfAJob(String damage) {
    JobDetail legible = legible("<JobsDetail>" + ID + damage + STATE + "</JobsDetail>");
    assertThat(legible.id().value()).isEqualTo("j1");
    assertThat(legible.state()).isEqualTo(JobState.SUCCESS);
    assertThat(legible.progress()).isNull();
    assertThat(legible.creationTime()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // tags that do not nest: whose child is what?
        "<JobsDetail><Code>Success</Code></Message>%s%s</JobsDetail>",
        "<JobsDetail>%s%s<Input></JobsDetail>",
        "<JobsDetail>%s%s</Input></JobsDetail>",
        "<JobsDetail><A><B></A></B>%s%s</JobsDetail>",
        "<JobsDetail>%s%s<Tag>x<Tag></JobsDetail>",
        "<JobsDetail>%s%s",
        "%s%s</JobsDetail>",
        "<JobsDetail>%s%s</JobsDetail>x",
        "<JobsDetail>%s%s</JobsDetail><A/>",
        "<Other>%s%s</Other>",
        // tags that may be none
        "<JobsDetail>%s%s<1/></JobsDetail>",
        "<JobsDetail>%s%s< Input/></JobsDetail>",
        "<JobsDetail>%s%s<></></JobsDetail>",
        "<JobsDetail>%s%s<A(b)/></JobsDetail>",
        "<JobsDetail>%s%s<A b='<'/></JobsDetail>",
        "<JobsDetail>%s%s<A b='/></JobsDetail>",
        "<JobsDetail>%s%s<A <B/></JobsDetail>",
        "<JobsDetail>%s%s</A b='1'></JobsDetail>",
        "<JobsDetail>%s%s<!DOCTYPE x></JobsDetail>",
        "<JobsDetail>%s%s<!-- </JobsDetail>",
        "<JobsDetail>%s%s<![CDATA[ </JobsDetail>",
        // not right below the job
        "<JobsDetail><Input>%s</Input>%s&#1;</JobsDetail>",
        "<JobsDetail>%s<Input>%s</Input>&#1;</JobsDetail>",
        "<JobsDetail><JobsDetail>%s%s</JobsDetail>&#1;</JobsDetail>",
        // not once
        "<JobsDetail>%s%s<JobId>j2</JobId>&#1;</JobsDetail>",
        "<JobsDetail>%s%s<State>Running</State>&#1;</JobsDetail>",
        "<JobsDetail>%s%s<p:State>Running</p:State>&#1;</JobsDetail>",
        "<JobsDetail>%s%s<State/>&#1;</JobsDetail>"
      })
  void nothingIsWhereTheTagsLeaveADoubt(String job) {
    assertThat(legible(job.formatted(ID, STATE))).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<State>&#x3;</State>",
        "<State>Run&#110;ing</State>",
        "<State>Run\u0003ning</State>",
        "<State>Run\u200bning</State>",
        "<State>Run\ufffdning</State>",
        "<State><![CDATA[Running]]></State>",
        "<State>Runn<!-- -->ing</State>",
        "<State>Runn<?x?>ing</State>",
        "<State><A/>Running</State>",
        "<State a='1'>Running</State>",
        "<p:State>Running</p:State>",
        "<State> </State>",
        "<State/>",
        "<state>Running</state>",
        ""
      })
  void noStateIsTakenThatIsNoPlainText(String state) {
    assertThat(legible("<JobsDetail>" + ID + state + "&#1;</JobsDetail>")).isNull();
    assertThat(legible("<JobsDetail>" + ID + STATE + "&#1;</JobsDetail>")).isNotNull();
  }

  @Test
  void noIdIsTakenThatCanNotBeLookedUp() {
    for (String id : new String[] {"a b", "a/b", "\u00e9", "j".repeat(201)}) {
      String job = "<JobsDetail><JobId>" + id + "</JobId>" + STATE + "&#1;</JobsDetail>";
      assertThat(legible(job)).as(id).isNull();
    }
    String longState = "<State>" + "x".repeat(201) + "</State>";
    assertThat(legible("<JobsDetail>" + ID + longState + "&#1;</JobsDetail>")).isNull();
  }

  @Test
  void bytesThatAreNoTextSpoilTheirElementOnly() {
    byte[] job = bytes("<JobsDetail>" + ID + STATE + "<Code>?</Code></JobsDetail>");
    job[job.length - 21] = (byte) 0xff;
    assertThat(new String(job, StandardCharsets.ISO_8859_1)).contains("<Code>\u00ff</Code>");
    assertThat(Skeleton.legible(job)).isNotNull();
  }

  @Test
  void nestingDeeperThanAnyJobDoesTellsNothing() {
    String deep = "<A>".repeat(1000) + "</A>".repeat(1000);
    assertThat(legible("<JobsDetail>" + ID + STATE + deep + "</JobsDetail>")).isNull();
  }

  private static JobDetail legible(String job) {
    return Skeleton.legible(bytes(job));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
