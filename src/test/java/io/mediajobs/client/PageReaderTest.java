package io.mediajobs.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobElement;
import io.mediajobs.job.JobElement.Attribute;
import io.mediajobs.job.JobId;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
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

  private static final String JOB = "<JobId>j1</JobId><State>Running</State>";
  private static final String SMALL =
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
  void keepsLeafTextExactly() throws Exception {
    assertThat(element("<A> x\n </A>")).isEqualTo(JobElement.leaf("A", " x\n "));
    assertThat(element("<A>  </A>")).isEqualTo(JobElement.leaf("A", "  "));
    assertThat(element("<A/>")).isEqualTo(JobElement.leaf("A", ""));
    assertThat(element("<A>&lt;&amp;&#x4f60;&#128512;<![CDATA[<b>&amp;]]>!</A>"))
        .isEqualTo(JobElement.leaf("A", "<&你😀<b>&amp;!"));
    assertThat(element("<A>x<!-- <B/> -->y<?pi z?>z</A>")).isEqualTo(JobElement.leaf("A", "xyz"));
  }

  @Test
  void keepsAttributesInOrder() throws Exception {
    assertThat(element("<A z='1' b='&quot;2&#10;'/>").attributes())
        .containsExactly(new Attribute("z", "1"), new Attribute("b", "\"2\n"));
  }

  @Test
  void keepsTextBetweenChildrenAndDropsLayout() throws Exception {
    assertThat(element("<A> \n <B/> \n</A>").text()).isEmpty();
    JobElement mixed = element("<A> x <B>1</B> \n <C/> y<B>2</B>\n</A>");
    assertThat(mixed.text()).isEqualTo(" x  y");
    assertThat(mixed.children())
        .containsExactly(
            JobElement.leaf("B", "1"), JobElement.leaf("C", ""), JobElement.leaf("B", "2"));
  }

  @Test
  void readsLongTextWhole() throws Exception {
    String words = "线条 & speech ".repeat(50_000);
    assertThat(element("<A>" + words.replace("&", "&amp;") + "</A>").text()).isEqualTo(words);
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
    Random random = new Random(Long.getLong("junit.jupiter.execution.order.random.seed", 42L));
    for (int i = 0; i < 20_000; i++) {
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
  void refusesDocumentTypesOutright() {
    String reason = "has a document type declaration, as an HTML page does, at line 1, column 1";
    refuses("<!DOCTYPE html><html><br></html>", reason);
    refuses("<!DOCTYPE Response SYSTEM 'http://127.0.0.1:1/x.dtd'><Response/>", reason);
    refuses(
        "<!DOCTYPE Response [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><Response>&x;</Response>",
        reason);
    refuses(
        "<!DOCTYPE Response [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'>]><Response>&b;</Response>",
        reason);
  }

  @Test
  void boundsTheDepth() throws Exception {
    int inside = ElementReader.MAX_DEPTH - 2;
    String deep =
        "<Response><JobsDetail>"
            + JOB
            + "<D>".repeat(inside)
            + "</D>".repeat(inside)
            + "</JobsDetail></Response>";
    assertThat(read(deep).jobs()).hasSize(1);
    refuses(
        deep.replaceFirst("<D>", "<D><D>").replaceFirst("</D>", "</D></D>"),
        "nests deeper than 200 elements at line 1, column 656");
  }

  @ParameterizedTest
  @ValueSource(strings = {"C0AF", "E080AF", "EDA080", "F4908080", "F5808080", "80", "E4BD", "FF"})
  void refusesWhatIsNoUtf8(String hex) {
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    page.writeBytes(bytes("<Response>\n<A>é"));
    page.writeBytes(HexFormat.of().parseHex(hex));
    page.writeBytes(bytes("</A></Response>"));
    assertThatThrownBy(() -> PageReader.read(page.toByteArray(), null))
        .isInstanceOf(MalformedPageException.class)
        .hasMessage("holds bytes that are not UTF-8 at line 2, column 5");
  }

  @Test
  void readsAByteOrderMark() throws Exception {
    assertThat(read("\uFEFF" + SMALL).jobs()).hasSize(2);
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

  private static JobElement element(String xml) throws MalformedPageException {
    List<JobElement> children =
        read("<Response><JobsDetail>" + JOB + xml + "</JobsDetail></Response>")
            .jobs()
            .get(0)
            .element()
            .children();
    return children.get(children.size() - 1);
  }

  private static void refuses(String answer, String message) {
    assertThatThrownBy(() -> read(answer))
        .isInstanceOf(MalformedPageException.class)
        .hasMessage(message)
        .hasNoCause();
  }

  private static JobPage read(String answer) throws MalformedPageException {
    return PageReader.read(bytes(answer), null);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String printed(String name) throws IOException {
    try (InputStream in =
        PageReaderTest.class.getResourceAsStream("/client/printed/" + name + ".xml")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
