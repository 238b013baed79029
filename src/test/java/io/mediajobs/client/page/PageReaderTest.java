package io.mediajobs.client.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.mediajobs.build.Chance;
import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobElement;
import io.mediajobs.job.JobId;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageReaderTest {

  static final String JOB = "<JobId>j1</JobId><State>Running</State>";
  static final String SMALL =
      """
      <?xml version='1.0' encoding='utf-8' ?>
      <Response>
        <JobsDetail><JobId>j1</JobId><State>Running</State><Tag>转码 &amp; more</Tag></JobsDetail>
        <JobsDetail><JobId>j2</JobId><State>Success</State></JobsDetail>
        <NextToken>225508</NextToken>
      </Response>""";

  @ParameterizedTest
  @CsvSource({
    "voice-separation-list, 2,",
    "job-running, 1,",
    "job-succeeded, 1,",
    "transcode-list, 2, 225508",
    "animation-list, 2,",
    "translation-list, 2,"
  })
  void readsThePrintedSamplesOnceTheirTagsAreRepaired(String name, int jobs, String nextToken)
      throws Exception {
    String repaired =
        printed(name)
            .replace("</Code></Message>", "</Code><Message></Message>")
            .replace("</Code>\n</Message>", "</Code>\n<Message></Message>")
            .replaceAll("<Tag>(\\w+)<Tag>", "<Tag>$1</Tag>");
    JobPage page = read(repaired);
    assertThat(page.jobs()).hasSize(jobs);
    assertThat(page.nextToken()).isEqualTo(nextToken);
    assertThat(page.nonExistIds()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "voice-separation-list",
        "job-running",
        "job-succeeded",
        "transcode-list",
        "translation-list"
      })
  void refusesThePrintedSamplesAsTheyStand(String name) throws IOException {
    String asPrinted = printed(name);
    assertThatThrownBy(() -> read(asPrinted))
        .isInstanceOf(MalformedPageException.class)
        .hasMessageStartingWith("is not well-formed at line ")
        .hasNoCause();
  }

  @Test
  void readsEveryFieldOfAJob() throws Exception {
    JobDetail job = read(printed("animation-list")).jobs().get(0);
    assertThat(job.id()).isEqualTo(new JobId("je8f65004eb8511eaaed4f377124a303c"));
    assertThat(job.state()).isEqualTo(JobState.SUBMITTED);
    assertThat(job.creationTime()).isEqualTo(Instant.parse("2019-07-07T04:12:12Z"));
    assertThat(job.element().children()).hasSize(10);
    assertThat(job.element().children().get(9))
        .isEqualTo(
            new JobElement(
                "Operation",
                "",
                List.of(),
                List.of(
                    JobElement.leaf("TemplateId", "t1460606b9752148c4ab182f55163ba7cd"),
                    new JobElement(
                        "Output",
                        "",
                        List.of(),
                        List.of(
                            JobElement.leaf("Region", "ap-beijing"),
                            JobElement.leaf("Bucket", "abc-1250000000"),
                            JobElement.leaf("Object", "test-trans.gif"))))));
  }

  @Test
  void keepsTheServicesTime() throws Exception {
    Instant time = Instant.parse("2022-06-28T15:23:12Z");
    assertThat(PageReader.read(bytes("<Response/>"), time))
        .isEqualTo(new JobPage(List.of(), null, List.of(), time));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "<NextToken></NextToken>", "<NextToken/>", "<NextToken> \n </NextToken>"})
  void anAbsentOrEmptyTokenEndsTheListing(String token) throws Exception {
    assertThat(read("<Response>" + token + "</Response>").nextToken()).isNull();
  }

  @Test
  void aTokenIsOpaque() throws Exception {
    assertThat(read("<Response><NextToken>\n a&amp;b=/+ \n</NextToken></Response>").nextToken())
        .isEqualTo("a&b=/+");
  }

  @Test
  void twoTokensAreNoPage() {
    refuses(
        "<Response><NextToken>1</NextToken><NextToken>2</NextToken></Response>",
        "has two values of NextToken at line 1, column 35");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<NonExistJobIds>j1</NonExistJobIds><NonExistJobIds>j2</NonExistJobIds>",
        "<NonExistJobIds>j1,j2</NonExistJobIds>",
        "<NonExistJobIds> j1 ,\n j2 </NonExistJobIds>",
        "<NonExistJobIds>j1 j2</NonExistJobIds><NonExistJobIds/>",
        "<NonExistJobIds><JobId>j1</JobId><JobId>j2</JobId></NonExistJobIds>"
      })
  void readsMissingIdsInEveryForm(String ids) throws Exception {
    assertThat(read("<Response>" + ids + "</Response>").nonExistIds())
        .containsExactly(new JobId("j1"), new JobId("j2"));
  }

  @Test
  void cutAnywhereItIsNoPage() throws Exception {
    byte[] whole = bytes(SMALL);
    JobPage page = read(SMALL);
    assertThat(page.jobs()).hasSize(2);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThat(catchThrowable(() -> PageReader.read(cut, null)))
          .as("cut to %d bytes", length)
          .isInstanceOf(MalformedPageException.class);
    }
  }

  @Test
  void damagedAnyhowItIsAPageOrMalformed() {
    Random random = new Random(Chance.seed());
    for (int i = 0; i < Chance.tries(20_000); i++) {
      byte[] damaged = bytes(SMALL);
      for (int hits = 1 + random.nextInt(4); hits > 0; hits--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      Throwable thrown = catchThrowable(() -> PageReader.read(damaged, null));
      if (thrown != null) {
        assertThat(thrown)
            .as(() -> new String(damaged, StandardCharsets.ISO_8859_1))
            .isInstanceOf(MalformedPageException.class);
      }
    }
  }

  @Test
  void saysWhatIsWrongAndWhereButNotWhatItReads() {
    refuses("", "is cut off at line 1, column 1");
    refuses("<Response>\n<JobsDetail><JobId>secret", "is cut off at line 2, column 26");
    refuses("<Response><Secret></Response>", "is not well-formed at line 1, column 25");
    refuses("<html><body/></html>", "has a root element other than Response at line 1, column 1");
    refuses(
        "<Error><Code>SlowDown</Code></Error>",
        "has a root element other than Response at line 1, column 1");
    refuses("Bad Gateway", "is not well-formed at line 1, column 2");
    refuses("<Response/>Bad Gateway", "is not well-formed at line 1, column 13");
    refuses("<Response/><Response/>", "is not well-formed at line 1, column 14");
    refuses("<Response>lost</Response>", "has text where elements belong at line 1, column 11");
    refuses("<Response a='1' a='2'/>", "is not well-formed at line 1, column 24");
    refuses("<Response>&lost;</Response>", "is not well-formed at line 1, column 17");
  }

  @Test
  void aJobThatCannotBeTrackedSpoilsThePage() {
    refuses(
        "<Response>\n<JobsDetail><State>Running</State></JobsDetail></Response>",
        "is incomplete: A JobsDetail of the answer has no JobId at line 2, column 1");
    refuses(
        "<Response><JobsDetail>"
            + JOB
            + "</JobsDetail><JobsDetail><JobId>j2</JobId></JobsDetail></Response>",
        "is incomplete: Job j2 has no State in the answer at line 1, column 75");
  }

  @Test
  void readsWhateverTheThreadsClassLoader() throws Exception {
    Callable<JobPage> read = () -> read(SMALL);
    FutureTask<JobPage> task = new FutureTask<>(read);
    Thread thread = new Thread(task);
    thread.setContextClassLoader(
        new ClassLoader(null) {
          @Override
          protected Class<?> findClass(String name) {
            throw new AssertionError("asked for " + name);
          }
        });
    thread.start();
    assertThat(task.get().jobs()).hasSize(2);
  }

  static void refuses(String answer, String message) {
    assertThatThrownBy(() -> read(answer))
        .isInstanceOf(MalformedPageException.class)
        .hasMessage(message)
        .hasNoCause();
  }

  static JobPage read(String answer) throws MalformedPageException {
    return PageReader.read(bytes(answer), null);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String printed(String name) throws IOException {
    try (InputStream in =
        PageReaderTest.class.getResourceAsStream("/client/printed/" + name + ".xml")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
