package io.mediajobs.client.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.build.Chance;
import io.mediajobs.client.Asking;
import io.mediajobs.client.credentials.Redaction;
import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobId;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobState;
import io.mediajobs.job.UnreadableJob;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageSalvageTest {

  private static final Instant TIME = Instant.parse("2022-06-28T15:23:12Z");
  static final String GOOD = "<JobsDetail><JobId>j1</JobId><State>Running</State></JobsDetail>";
  static final String BAD =
      "<JobsDetail><Code>Success</Code></Message><JobId>j2</JobId><State>Running</State>"
          + "<CreationTime>2022-06-27T15:23:12+0800</CreationTime></JobsDetail>";
  static final String TOKEN = "<NextToken>225508</NextToken>";

  @ParameterizedTest
  @CsvSource({
    "voice-separation-list, 0, 2,",
    "job-running, 0, 1,",
    "job-succeeded, 0, 1,",
    "transcode-list, 0, 2, 225508",
    "animation-list, 2, 0,",
    "translation-list, 0, 2,"
  })
  void readsEveryReadableJobOfThePrintedSamples(
      String name, int readable, int unreadable, String nextToken) throws IOException {
    String printed = printed(name);
    JobPage page = salvage(printed);

    assertThat(page.jobs()).hasSize(readable);
    assertThat(page.unreadable()).hasSize(unreadable);
    assertThat(page.nextToken()).isEqualTo(nextToken);
    for (UnreadableJob job : page.unreadable()) {
      assertThat(printed).contains(job.text());
      assertThat(job.text()).startsWith("<JobsDetail>").endsWith("</JobsDetail>");
      assertThat(job.text()).contains("<JobId>" + job.id() + "</JobId>");
      assertThat(job.creationTime()).isBetween("2019-07-07T04:12:12Z", "2022-06-27T07:23:12Z");
      assertThat(job.reason()).startsWith("is not well-formed at line ");
    }
  }

  @Test
  void readsTheJobsAroundAnUnreadableOne() {
    JobPage page = salvage(response(GOOD + BAD + GOOD.replace("j1", "j3") + TOKEN));

    assertThat(page.jobs()).extracting(JobDetail::id).containsExactly(id("j1"), id("j3"));
    assertThat(page.nextToken()).isEqualTo("225508");
    assertThat(page.serviceTime()).isEqualTo(TIME);
    assertThat(page.unreadable())
        .containsExactly(
            new UnreadableJob(
                id("j2"),
                Instant.parse("2022-06-27T07:23:12Z"),
                BAD,
                false,
                BAD.length(),
                "x4360e3b4830addf28f1814e69ffb4abd",
                "is not well-formed at line 1, column 39",
                "/jobs?tag=Transcode",
                null));
  }

  @Test
  void aCharacterThatIsNoneLeavesTheStateOfItsJobLegible() throws IOException {
    JobPage page =
        salvage(Files.readString(Path.of("src/test/resources/answers/control-reference.xml")));

    assertThat(page.jobs()).extracting(JobDetail::id).containsExactly(id("jmade0013"));
    UnreadableJob job = page.unreadable().get(0);
    assertThat(job.reason()).isEqualTo("is not well-formed at line 1, column 158");
    assertThat(job.id()).isEqualTo(id("jmade0012"));
    assertThat(job.legible().id()).isEqualTo(id("jmade0012"));
    assertThat(job.legible().state()).isEqualTo(JobState.SUBMITTED);
    assertThat(job.bounded(10).legible()).isEqualTo(job.legible());
    assertThat(page.cut()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<JobsDetail><JobId>j2</JobId></JobsDetail>",
        "<JobsDetail><State>Running</State></JobsDetail>",
        "<JobsDetail/>",
        "<JobsDetail a='1' a='2'><JobId>j2</JobId><State>Running</State></JobsDetail>",
        "<JobsDetail><JobId>j2</JobId><State>Running</State>",
        "<JobId>j2</JobId><State>Running</State></JobsDetail>",
        "<JobsDetail <JobId>j2</JobId><State>Running</State></JobsDetail>",
        "<JobsDetail><JobId>j2</JobId>&lost;<State>Running</State></JobsDetail>",
        "<JobsDetail><JobId>j2</JobId><State>Running</State><!-- </JobsDetail>",
        "<JobsDetail><JobId>j2</JobId><State>Running</State><![CDATA[ </JobsDetail>",
        "<JobsDetail><!DOCTYPE x><JobId>j2</JobId><State>Running</State></JobsDetail>"
      })
  void keepsAJobToItselfHoweverItIsDamaged(String job) {
    JobPage page = salvage(response(GOOD + job + GOOD.replace("j1", "j3") + TOKEN));

    assertThat(page.jobs()).extracting(JobDetail::id).containsExactly(id("j1"), id("j3"));
    assertThat(page.unreadable()).extracting(UnreadableJob::text).containsExactly(job);
    assertThat(page.nextToken()).isEqualTo("225508");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<![CDATA[</JobsDetail><JobsDetail><JobId>no</JobId><State>Success</State>]]>",
        "<!-- </JobsDetail><JobsDetail><JobId>no</JobId><State>Success</State> -->",
        "<?x </JobsDetail><JobsDetail><JobId>no</JobId><State>Success</State> ?>"
      })
  void theTextOfAJobDoesNotPoseAsAnother(String text) {
    String job = BAD.replace("<State>", text + "<State>");
    JobPage page = salvage(response(GOOD + job + TOKEN));

    assertThat(page.jobs()).extracting(JobDetail::id).containsExactly(id("j1"));
    assertThat(page.unreadable()).extracting(UnreadableJob::text).containsExactly(job);
  }

  @Test
  void aJobWithoutItsEndDoesNotSwallowTheToken() {
    JobPage page = salvage(response(GOOD + BAD.replace("</JobsDetail>", "") + TOKEN));

    assertThat(page.unreadable()).hasSize(1);
    assertThat(page.nextToken()).isEqualTo("225508");
  }

  @Test
  void damagedAnyhowNoOtherJobIsLostOrMadeUp() {
    Random random = new Random(Chance.seed());
    String around = GOOD + "%s" + GOOD.replace("j1", "j3") + TOKEN;
    int tries = Chance.tries(20_000);
    int salvaged = 0;
    for (int i = 0; i < tries; i++) {
      byte[] job = bytes(BAD);
      for (int hits = 1 + random.nextInt(4); hits > 0; hits--) {
        job[random.nextInt(job.length)] = (byte) random.nextInt(128);
      }
      JobPage page =
          salvage(response(around.formatted(new String(job, StandardCharsets.US_ASCII))));
      if (page != null) {
        salvaged++;
        assertThat(page.jobs()).extracting(JobDetail::id).startsWith(id("j1")).endsWith(id("j3"));
        assertThat(page.jobs().size() + page.unreadable().size()).isBetween(3, 4);
      }
    }
    assertThat(salvaged).isGreaterThan(tries * 3 / 4);
  }

  @Test
  void bytesThatAreNoTextSpoilTheirJobOnly() {
    byte[] page = bytes(response(GOOD + BAD.replace("Success", "Succ\u0001ss") + TOKEN));
    for (int i = 0; i < page.length; i++) {
      page[i] = page[i] == 1 ? (byte) 0xff : page[i];
    }
    JobPage read = salvage(page);

    assertThat(read.jobs()).hasSize(1);
    assertThat(read.unreadable().get(0).text()).contains("Succ\ufffdss");
    assertThat(read.unreadable().get(0).reason())
        .isEqualTo("holds bytes that are not UTF-8 at line 1, column 23");
  }

  @Test
  void believesNoIdOrTimeOfTheResult() {
    String job =
        "<JobsDetail><Operation><JobId>no</JobId><CreationTime>2022-06-27T15:23:12+0800"
            + "</CreationTime></Operation><State></JobsDetail>";
    UnreadableJob read = salvage(response(GOOD + job)).unreadable().get(0);

    assertThat(read.id()).isNull();
    assertThat(read.creationTime()).isNull();
    assertThat(read.identity()).isEqualTo(read.digest()).matches("x[0-9a-f]{32}");
  }

  @Test
  void keepsNoMoreOfATextThanKafkaTakes() {
    String job = BAD.replace("Success", "\ud83c\udfac".repeat(100_000));
    UnreadableJob read = salvage(response(job)).unreadable().get(0);

    assertThat(read.cut()).isTrue();
    assertThat(read.text().length()).isBetween(131_071, 131_072);
    assertThat(job).startsWith(read.text());
    assertThat(read.text()).endsWith("\udfac");
    assertThat(read.bytes()).isEqualTo(bytes(job).length);
  }

  @Test
  void keepsOurCredentialsOutOfTheText() {
    String job = BAD.replace("Success", "key-example-0001");
    assertThat(salvage(response(job)).unreadable().get(0).text()).contains("<Code>****</Code>");
  }

  @Test
  void hostileTextTakesNoLongerThanOtherText() {
    String open = "<!--<![CDATA[<?<JobsDetail ".repeat(40_000);
    assertThat(salvage(response(GOOD + BAD + open + "</JobsDetail>" + TOKEN)).jobs()).hasSize(1);
  }

  static JobPage salvage(String answer) {
    return salvage(bytes(answer));
  }

  static JobPage salvage(byte[] answer) {
    Redaction redaction = new Redaction(Asking.CREDENTIALS);
    return new PageSalvage("/jobs?tag=Transcode", redaction).read(answer, TIME);
  }

  static String response(String inside) {
    return "<?xml version='1.0' encoding='utf-8' ?>\n<Response>" + inside + "</Response>";
  }

  private static JobId id(String id) {
    return new JobId(id);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String printed(String name) throws IOException {
    try (InputStream in =
        PageSalvageTest.class.getResourceAsStream("/client/printed/" + name + ".xml")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
