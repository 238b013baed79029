package io.mediajobs.client.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediajobs.build.Chance;
import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobElement;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobState;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownJobsTest {

  private static final Instant AT = Instant.parse("2022-06-27T07:23:12Z");
  private static final String A = job("a", "Running", "<Progress>1</Progress>");
  private static final String B = job("b", "Running", "<Tag>转码 &amp; more</Tag>");

  private final KnownJobs known = new KnownJobs();

  @Test
  void aJobThatStandsAsItStoodIsNotReadAgain() throws MalformedPageException {
    assertThat(read(page(A + B)).jobs()).allMatch(KnownJobsTest::wasRead);

    JobPage again = read(page(B + job("c", "Success", "") + A) + "<!-- another -->");

    assertThat(again.jobs()).extracting(job -> job.id().value()).containsExactly("b", "c", "a");
    assertThat(again.jobs()).extracting(KnownJobsTest::wasRead).containsExactly(false, true, false);
    assertThat(again.jobs().get(2).progress()).isEqualTo(1);
    assertThat(again.nextToken()).isEqualTo("t");
    assertThat(again.serviceTime()).isEqualTo(AT);
  }

  @Test
  void itsContentIsThereForWhoeverAsks() throws MalformedPageException {
    JobElement first = read(page(B)).jobs().get(0).element();
    JobDetail again = read(page(B)).jobs().get(0);

    assertThat(wasRead(again)).isFalse();
    assertThat(again.element()).isEqualTo(first);
  }

  @Test
  void whatWasDecidedOfItWhenItWasReadStays() throws MalformedPageException {
    String ended = job("c", "Failed", "<EndTime>2022-06-27T15:24:33+0800</EndTime>");
    List<JobDetail> first = read(page(A + ended)).jobs();
    List<JobDetail> again = read(page(A + ended)).jobs();

    assertThat(again).noneMatch(KnownJobsTest::wasRead);
    assertThat(first).extracting(JobDetail::complete).containsExactly(false, true);
    assertThat(again).extracting(JobDetail::complete).containsExactly(false, true);
    assertThat(first).extracting(JobDetail::fingerprint).doesNotHaveDuplicates();
    assertThat(again)
        .extracting(JobDetail::fingerprint)
        .containsExactlyElementsOf(first.stream().map(JobDetail::fingerprint).toList())
        .doesNotContain(0L);
  }

  @Test
  void anyChangeIsSeen() throws MalformedPageException {
    read(page(A + B));
    JobDetail changed = read(page(A.replace("Running", "Success") + B)).jobs().get(0);

    assertThat(changed.state()).isEqualTo(JobState.SUCCESS);
    assertThat(wasRead(changed)).isTrue();
  }

  /** Such a page is read twice: quickly up to what is too much, and then by the parser. */
  @Test
  void aPageOfTooManyJobsIsRefusedWithKnownOnesToo() throws MalformedPageException {
    read(page(A));
    StringBuilder jobs = new StringBuilder(A);
    for (int i = 0; i < 1000; i++) {
      jobs.append(job("j" + i, "Success", ""));
    }

    assertThatThrownBy(() -> read(page(jobs.toString())))
        .isInstanceOf(MalformedPageException.class)
        .hasMessageContaining("holds more than 1000 jobs");
  }

  @Test
  void aPageOfEndedJobsIsNotRemembered() throws MalformedPageException {
    String ended = page(job("c", "Success", ""));
    read(ended);
    assertThat(wasRead(read(ended).jobs().get(0))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<Response><!-- %s --></Response>",
        "<Response><![CDATA[]]><Other>%s</Other></Response>",
        "<Response><Other><![CDATA[%s]]></Other></Response>",
        "<Response><?say %s ?></Response>",
        "<Response><KnownJob>0</KnownJob><!-- %s --></Response>"
      })
  void whatOnlyLooksLikeAJobIsNone(String frame) throws MalformedPageException {
    read(page(A));
    assertSame(frame.formatted(A));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<Response>%s<KnownJob>1</KnownJob></Response>",
        "<Response><KnownJob>0</KnownJob>%s</Response>",
        "<Response><KnownJob>0</KnownJob></Response>"
      })
  void nobodyElseCanNameAKnownJob(String frame) throws MalformedPageException {
    read(page(A));
    JobPage page = read(frame.formatted(A));
    assertThat(page.jobs()).hasSizeLessThanOrEqualTo(1);
    assertThat(page.jobs()).allMatch(job -> job.id().value().equals("a"));
  }

  @Test
  void textWithinAnotherJobIsNotRemembered() throws MalformedPageException {
    String nested = "<JobsDetail>" + inside("o", "Running") + A + "</JobsDetail>";
    read(page(nested));
    read(page("<Other><![CDATA[" + A + "]]></Other>" + B));
    assertThat(wasRead(read(page(A)).jobs().get(0))).isTrue();
    assertSame(page(nested));
    assertSame(page("<JobsDetail x='1'>" + inside("o", "Running") + nested + "</JobsDetail>"));
    read(page("<JobsDetail x='1'>" + inside("o", "Running") + B + "</JobsDetail>"));
    assertSame(page(B));
  }

  @Test
  void aJobWithAnEndThatIsNoneIsNotRemembered() throws MalformedPageException {
    String start = "<JobsDetail>" + inside("a", "Running") + "<?x </JobsDetail>";
    read(page(start + "?></JobsDetail >"));
    // Were the start taken for the job, the rest would be a comment.
    assertSame(page(start + "<!-- ?><Progress>5</Progress></JobsDetail ><?y --><?z?>"));
  }

  @Test
  void aJobWhoseTagIsWrittenOtherwiseIsNotRemembered() {
    String page = page("<JobsDetail >" + inside("a", "Running") + "</JobsDetail>");
    assertThat(assertSame(page)).isZero();
    assertThat(assertSame(page)).isZero();
  }

  @Test
  void damageIsReportedWhereItIsInTheWholePage() throws MalformedPageException {
    read(page(A));
    String damaged = page(A + "<JobsDetail><JobId>x</JobId></JobsDetail>");
    assertThatThrownBy(() -> PageReader.read(bytes(damaged), AT))
        .isInstanceOf(MalformedPageException.class)
        .satisfies(whole -> assertThatThrownBy(() -> read(damaged)).hasMessage(whole.getMessage()));
  }

  @Test
  void anythingThatMayComeIsReadAsAWholePageIs() {
    long seed = Chance.seed();
    Random random = new Random(seed);
    int tries = Chance.tries(20_000);
    int recognised = 0;
    for (int i = 0; i < tries; i++) {
      StringBuilder jobs = new StringBuilder();
      for (int n = random.nextInt(6); n > 0; n--) {
        jobs.append(piece(random));
      }
      recognised += assertSame(page(jobs.toString()));
    }
    assertThat(recognised).as("seed " + seed).isGreaterThan(tries / 20);
  }

  /** Reads a page both ways; returns how many jobs were recognised. */
  private int assertSame(String page) {
    String expected = outcome(() -> PageReader.read(bytes(page), AT), new ArrayList<>());
    List<JobDetail> jobs = new ArrayList<>();
    assertThat(outcome(() -> read(page), jobs)).as(page).isEqualTo(expected);
    return (int) jobs.stream().filter(job -> !wasRead(job)).count();
  }

  private interface Reading {
    JobPage read() throws MalformedPageException;
  }

  private static String outcome(Reading reading, List<JobDetail> jobs) {
    try {
      JobPage page = reading.read();
      jobs.addAll(page.jobs());
      StringBuilder text = new StringBuilder(page.nextToken() + page.nonExistIds());
      page.jobs().forEach(job -> text.append(job.with(job.element())));
      return text.toString();
    } catch (MalformedPageException failure) {
      return failure.getMessage();
    }
  }

  private static String piece(Random random) {
    String job =
        job(
            String.valueOf((char) ('a' + random.nextInt(3))),
            random.nextInt(3) == 0 ? "Success" : "Running",
            "<Progress>" + random.nextInt(2) + "</Progress>");
    return switch (random.nextInt(40)) {
      case 0 -> "<!--" + job + "-->";
      case 1 -> "<Other>" + job + "</Other>";
      case 2 -> "<Other><![CDATA[" + job + "]]></Other>";
      case 3 -> "<!--";
      case 4 -> "-->";
      case 5 -> "<JobsDetail>" + inside("n", "Running") + job + "</JobsDetail>";
      case 6 -> "<JobsDetail x='1'>" + inside("n", "Running") + job + "</JobsDetail>";
      case 7 -> "<KnownJob>" + random.nextInt(2) + "</KnownJob>";
      case 8 -> "</JobsDetail>";
      case 9 -> "<JobsDetail/>";
      case 10 -> "<?say " + job + "?>";
      case 11 -> job.substring(0, random.nextInt(job.length()));
      case 12 -> "<JobsDetail>";
      default -> job;
    };
  }

  private static boolean wasRead(JobDetail job) {
    return job.content() instanceof JobElement;
  }

  private JobPage read(String page) throws MalformedPageException {
    return known.read(bytes(page), AT);
  }

  private static String page(String jobs) {
    return "<Response>" + jobs + "<NextToken>t</NextToken></Response>";
  }

  private static String job(String id, String state, String more) {
    return "<JobsDetail>" + inside(id, state) + more + "</JobsDetail>";
  }

  private static String inside(String id, String state) {
    return "<JobId>" + id + "</JobId><State>" + state + "</State>";
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
