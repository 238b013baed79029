package io.mediajobs.client.page;

import static io.mediajobs.client.Asking.CREDENTIALS;
import static io.mediajobs.client.Asking.LISTING;
import static io.mediajobs.client.Asking.NOW;
import static io.mediajobs.client.Asking.OK;
import static io.mediajobs.client.Asking.api;
import static io.mediajobs.client.LoopbackService.bytes;
import static io.mediajobs.client.page.PageSalvageTest.BAD;
import static io.mediajobs.client.page.PageSalvageTest.GOOD;
import static io.mediajobs.client.page.PageSalvageTest.TOKEN;
import static io.mediajobs.client.page.PageSalvageTest.response;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediajobs.client.HttpJobsApi;
import io.mediajobs.client.LoopbackService;
import io.mediajobs.client.credentials.Redaction;
import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobId;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.JobsApiException.Kind;
import io.mediajobs.job.UnreadableJob;
import io.mediajobs.standin.Packing;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes of answers that are longer than may be read, where that is asked for. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CutAnswersTest {

  private static final String TIMES =
      "<CreationTime>2022-06-27T15:23:12+0800</CreationTime><StartTime>2022-06-27T15:23:13+0800"
          + "</StartTime><EndTime>2022-06-27T15:24:33+0800</EndTime>";
  private static final String HEAD =
      "<JobsDetail><JobId>j9</JobId><State>Success</State><Tag>VideoTag</Tag>" + TIMES;
  private static final String MANY = "<Data><Tag>x</Tag></Data>".repeat(100);

  @Test
  void theWholeJobsAreReadAndTheOneThatIsCutAsFarAsItIsWhole() {
    String operation = "<Operation><UserData>u</UserData><VideoTagResult>" + MANY;
    JobPage page = beginning(response(GOOD + BAD + HEAD + "<Input/>" + operation));

    assertThat(page.cut()).isTrue();
    assertThat(page.nextToken()).isNull();
    assertThat(page.serviceTime()).isEqualTo(NOW);
    assertThat(page.unreadable()).extracting(UnreadableJob::text).containsExactly(BAD);
    assertThat(page.jobs()).extracting(JobDetail::id).containsExactly(id("j1"), id("j9"));
    JobDetail cut = page.jobs().get(1);
    assertThat(cut.state().name()).isEqualTo("Success");
    assertThat(cut.creationTime()).isEqualTo("2022-06-27T07:23:12Z");
    assertThat(cut.startTime()).isEqualTo("2022-06-27T07:23:13Z");
    assertThat(cut.endTime()).isEqualTo("2022-06-27T07:24:33Z");
    assertThat(cut.complete()).isTrue();
    assertThat(cut.element())
        .isEqualTo(
            Pages.jobs(
                    response(
                        HEAD
                            + "<Input/><Operation><UserData>u</UserData></Operation>"
                            + "</JobsDetail>"))
                .get(0)
                .element());
    assertThat(cut.content().leftOut()).containsExactly("Operation/VideoTagResult", "...");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // Where it ends | what is left of the job besides its head | what is left out.
        "<Input><Object>o | '' | Input",
        "<Input><Object>o</Object> | '' | Input",
        "<Input><Object>o</Object></Input> | <Input><Object>o</Object></Input> | ''",
        "<Input><Object>o</Object></Inp | '' | Input",
        "<Input/><Oper | <Input/> | ''",
        "<Input/><Operation | <Input/> | ''",
        "<Input/><Operation> | <Input/><Operation/> | ''",
        "<Input/><Operation><A>a</A> | <Input/><Operation><A>a</A></Operation> | ''",
        "<Input/><Operation><A>a</A><B><C>c</C>"
            + " | <Input/><Operation><A>a</A></Operation> | Operation/B",
        "<Operation><B><C/></B><A>a</A><B><C>c</C>"
            + " | <Operation><A>a</A></Operation> | Operation/B",
        "<Operation><A>a</A></Operation><Message>m"
            + " | <Operation><A>a</A></Operation> | Message",
        "<Operation><A>a</A></Operation><Message>m</Message"
            + " | <Operation><A>a</A></Operation> | Message",
        "<Input/><!-- <Operation><A/> | <Input/> | ''",
        "<Input/><Operation><A><![CDATA[</A></Operation></JobsDetail><JobsDetail>"
            + " | <Input/><Operation/> | Operation/A",
        "<Input a='1' b='2 | '' | ''"
      })
  void whereverItEnds(String end, String left, String leftOut) {
    JobPage page = beginning(response(GOOD + HEAD + end));

    assertThat(page.jobs()).extracting(JobDetail::id).containsExactly(id("j1"), id("j9"));
    JobDetail cut = page.jobs().get(1);
    assertThat(cut.element())
        .isEqualTo(Pages.jobs(response(HEAD + left + "</JobsDetail>")).get(0).element());
    assertThat(cut.content().leftOut())
        .isEqualTo(leftOut.isEmpty() ? List.of("...") : List.of(leftOut, "..."));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<JobsDetail>",
        "<JobsDetail><JobId>j9</JobId><Sta",
        "<JobsDetail><JobId>j9</JobId><State>Succ",
        "<JobsDetail><JobId>j9</JobId><Operation><State>Success</State>",
        "<JobsDetail><State>Success</State><Operation><JobId>no</JobId>"
      })
  void withoutItsIdAndStateItIsUnreadable(String end) {
    JobPage page = beginning(response(GOOD + end));

    assertThat(page.cut()).isTrue();
    assertThat(page.jobs()).extracting(JobDetail::id).containsExactly(id("j1"));
    UnreadableJob job = page.unreadable().get(0);
    assertThat(job.id()).isEqualTo(end.contains("<JobId>j9") ? id("j9") : null);
    assertThat(job.text()).isEqualTo(end);
    assertThat(job.cut()).isTrue();
    assertThat(job.bytes()).isEqualTo(end.length());
    assertThat(job.legible()).isNull();
    assertThat(job.reason())
        .isEqualTo(
            "is cut off at line 1, column "
                + (end.length() + 1)
                + ", before its JobId or State, as the answer is longer than response.max.bytes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"<Code>Success</Code></Message>", "<Code>&#1;</Code>", "<Code>&lost;</Code>"})
  void aCutAnswerThatIsDamagedAsWellCanNotBeRead(String damage) {
    JobPage page = beginning(response(GOOD + HEAD + damage + "<Operation><A>"));

    assertThat(page.jobs()).hasSize(1);
    assertThat(page.unreadable()).extracting(UnreadableJob::id).containsExactly(id("j9"));
    assertThat(page.unreadable().get(0).reason()).startsWith("is ");
  }

  @Test
  void cutAnywhereNoJobIsMadeUpAndNoneIsLost() {
    String operation =
        "<!-- a --><Operation x='1'><A><![CDATA[<JobsDetail>]]></A><?x y?></Operation>";
    String jobs = GOOD + HEAD + operation + "</JobsDetail>" + GOOD;
    String whole = response(jobs + TOKEN).replace("</Response>", "");
    JobDetail second = Pages.jobs(response(jobs)).get(1);
    int start = whole.indexOf(HEAD);
    int end = whole.lastIndexOf(GOOD);
    int told = 0;
    for (int length = start; length <= whole.length(); length++) {
      JobPage page = salvage(Arrays.copyOf(bytes(whole), length));
      assertThat(page.cut()).isTrue();
      assertThat(page.nextToken()).isNull();
      assertThat(page.jobs().get(0).id()).isEqualTo(id("j1"));
      if (length >= end) {
        assertThat(page.jobs().get(1)).isEqualTo(second);
      } else if (length > start + HEAD.length()) {
        assertThat(page.jobs()).as("cut at %d", length).hasSize(2);
      }
      if (page.jobs().size() > 1 && length < end) {
        told++;
        assertThat(page.jobs().get(1).id()).isEqualTo(id("j9"));
        assertThat(page.jobs().get(1).state()).isEqualTo(second.state());
        assertThat(page.jobs().get(1).content().leftOut()).endsWith("...");
      }
    }
    assertThat(told).isGreaterThan(150);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html><body>",
        "<!DOCTYPE html><html>",
        "{\"jobs\": [",
        "<?xml version='1.0' encoding='GBK'?><Response><JobsDetail><JobId>j</JobId>",
        "<Response>",
        "<Response><NextToken>22",
        ""
      })
  void whatIsNoPageOfJobsIsNone(String beginning) {
    assertThat(salvage(bytes(beginning))).isNull();
  }

  @Test
  void ofALookUpTheIdsThatAreNotThereAreReadToo() {
    String ids = "<NonExistJobIds>j7</NonExistJobIds><NonExistJobIds>j8</NonExistJobIds>";
    assertThat(beginning(response(ids + HEAD)).nonExistIds()).containsExactly(id("j7"), id("j8"));
    assertThat(beginning(response(GOOD + ids.substring(0, 40))).nonExistIds()).isEmpty();
  }

  @Test
  void aCharacterThatIsCutInTheMiddleIsLeftOut() {
    byte[] whole = bytes("<Response>" + HEAD + "<Input><Object>\u8f6c");
    JobPage page = salvage(Arrays.copyOf(whole, whole.length - 1));
    assertThat(page.jobs().get(0).content().leftOut()).containsExactly("Input", "...");
  }

  @Test
  void nothingOfItIsReadWhereThatIsNotAskedFor() throws Exception {
    String page = response(GOOD + HEAD + "<Operation><VideoTagResult>" + MANY);
    for (Packing packing : new Packing[] {Packing.NONE, Packing.GZIP}) {
      byte[] body = packing.pack(page + " ".repeat(2000));
      try (LoopbackService service = answering(packing, body);
          HttpJobsApi api = api(service, CREDENTIALS)) {
        assertThatThrownBy(() -> api.ask(LISTING))
            .isInstanceOfSatisfying(
                JobsApiException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TOO_LARGE));
        JobPage read = api.ask(new JobQuery.Salvage(LISTING));
        assertThat(read.cut()).isTrue();
        assertThat(read.jobs()).extracting(JobDetail::id).containsExactly(id("j1"), id("j9"));
        assertThat(read.serviceTime()).isEqualTo(NOW);
      }
    }
  }

  @Test
  void whatCanNotBeReadAtAllStaysTooLarge() throws Exception {
    try (LoopbackService service = answering(Packing.NONE, bytes("<html>" + " ".repeat(2000)));
        HttpJobsApi api = api(service, CREDENTIALS)) {
      assertThatThrownBy(() -> api.ask(new JobQuery.Salvage(LISTING)))
          .hasMessage(
              "Listing b-1/jobs?tag=Transcode got an answer longer than 1000 bytes: raise"
                  + " response.max.bytes or lower page.size");
    }
  }

  private static LoopbackService answering(Packing packing, byte[] body) throws Exception {
    return new LoopbackService(
        (request, connection, out) -> {
          String head = OK + "\r\nContent-Encoding: " + packing.coding();
          out.write(bytes(head + "\r\nContent-Length: " + body.length + "\r\n\r\n"));
          out.write(body);
        });
  }

  private static JobPage beginning(String page) {
    return salvage(bytes(page.replace("</Response>", "")));
  }

  private static JobPage salvage(byte[] beginning) {
    return new PageSalvage("/jobs?tag=VideoTag", new Redaction(CREDENTIALS))
        .beginning(beginning, NOW);
  }

  private static JobId id(String id) {
    return new JobId(id);
  }
}
