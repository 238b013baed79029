package io.mediajobs.standin;

import static io.mediajobs.job.JobState.FAILED;
import static io.mediajobs.job.JobState.NON_EXIST;
import static io.mediajobs.job.JobState.PAUSE;
import static io.mediajobs.job.JobState.RUNNING;
import static io.mediajobs.job.JobState.SUBMITTED;
import static io.mediajobs.job.JobState.SUCCESS;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StandInTest {

  private static final Instant T0 = Instant.parse("2026-11-01T00:00:00Z");

  private final MovableClock clock = new MovableClock(T0);
  private final StandIn standIn = StandIn.start(clock);
  private final SignedClient client = new SignedClient(standIn, T0);

  @AfterEach
  void close() {
    standIn.close();
  }

  private static JobBuilder transcode() {
    return Jobs.job("Transcode").createdAt(T0);
  }

  private Job added(JobBuilder builder) {
    Job job = builder.build();
    standIn.add(job);
    return job;
  }

  @Test
  void bearsTheServicesHeadersAndDatesByItsOwnClock() throws IOException {
    HttpResponse<String> good = client.get("/jobs?tag=Transcode");
    HttpResponse<String> bad = client.get("/jobs");

    assertThat(good.headers().map().get("date")).containsExactly("Sun, 01 Nov 2026 00:00:00 GMT");
    assertThat(good.headers().map().get("content-type")).containsExactly("application/xml");
    assertThat(good.headers().map().get("server")).containsExactly("tencent-ci");
    assertThat(good.headers().firstValue("x-ci-request-id").orElseThrow()).matches("[\\w=]+");
    assertThat(good.headers().map()).doesNotContainKey("x-ci-trace-id");
    assertThat(bad.headers().map()).containsKey("x-ci-trace-id");
    String requestId = bad.headers().firstValue("x-ci-request-id").orElseThrow();
    assertThat(bad.body())
        .startsWith(
            "<?xml version='1.0' encoding='utf-8' ?>\n<Error>\n<Code>InvalidArgument</Code>")
        .contains("<RequestId>" + requestId + "</RequestId>");
  }

  @Test
  void showsAJobAsItAges() throws IOException {
    Job job =
        added(transcode().runningAfter(ofSeconds(10)).failsAfter(ofSeconds(20), "Bad", "a < b"));

    assertThat(client.get("/jobs?tag=Transcode").body())
        .contains("<State>Submitted</State>\n<Progress>0</Progress>")
        .contains("<CreationTime>2026-11-01T08:00:00+0800</CreationTime>\n<StartTime>-</StartTime>")
        .contains("<Code>Success</Code>\n<Message></Message>")
        .doesNotContain("MediaInfo");
    clock.advance(ofSeconds(15));
    assertThat(client.get("/jobs/" + job.id()).body())
        .contains("<State>Running</State>\n<Progress>50</Progress>")
        .contains("<StartTime>2026-11-01T08:00:10+0800</StartTime>\n<EndTime>-</EndTime>");
    clock.advance(ofSeconds(5));
    assertThat(client.get("/jobs/" + job.id()).body())
        .contains("<Code>Bad</Code>\n<Message>a &lt; b</Message>")
        .contains("<EndTime>2026-11-01T08:00:20+0800</EndTime>");
    assertThat(standIn.truth().observed(job.id())).containsExactly(SUBMITTED, RUNNING, FAILED);
  }

  @Test
  void knowsWhatAnswersHaveShownOfAJobAndWhatTheyWillInTheEnd() throws IOException {
    Job job = added(transcode().endsAfter(ofSeconds(20), SUCCESS).resultsAfter(ofSeconds(20)));
    String last = standIn.truth().finalXml(job.id());
    assertThat(standIn.truth().contents(job.id())).isZero();

    assertThat(client.get("/jobs?tag=Transcode").body()).doesNotContain(last);
    assertThat(client.get("/jobs/" + job.id()).body()).doesNotContain(last);
    assertThat(standIn.truth().contents(job.id())).isEqualTo(1);
    clock.advance(ofSeconds(20));
    assertThat(client.get("/jobs/" + job.id()).body()).doesNotContain(last);
    clock.advance(ofSeconds(20));
    assertThat(client.get("/jobs/" + job.id()).body()).contains(last);
    assertThat(standIn.truth().contents(job.id())).isEqualTo(3);
  }

  @Test
  void looksUpByIdAndNamesTheMissing() throws IOException {
    Job one = added(transcode());
    Job two = added(Jobs.job("Translation").createdAt(T0));
    Job hidden = added(transcode().visibleAfter(ofSeconds(9)));

    String both = client.get("/jobs/" + two.id() + "," + one.id()).body();
    assertThat(SignedClient.ids(both)).containsExactly(two.id(), one.id());
    assertThat(both).doesNotContain("NonExistJobIds").contains("<Lang>zh</Lang>");
    assertThat(client.get("/jobs/" + two.id() + "%2C" + one.id()).body()).isEqualTo(both);
    String missing = "<NonExistJobIds>%s</NonExistJobIds>";
    assertThat(client.get("/ai_jobs/" + one.id() + "," + hidden.id()).body())
        .contains(missing.formatted(one.id()), missing.formatted(hidden.id()));
    standIn.quirks().add(Quirk.NON_EXIST_COMMA_LIST);
    assertThat(client.get("/ai_jobs/" + one.id() + "," + hidden.id()).body())
        .contains(missing.formatted(one.id() + "," + hidden.id()));
    assertThat(client.outcome("/jobs/1,2,3,4,5,6,7,8,9,10")).isEqualTo("200");
    assertThat(client.outcome("/jobs/1,2,3,4,5,6,7,8,9,10,11")).isEqualTo("400 InvalidArgument");
  }

  @Test
  void pagesOverTheWireToALastPageWithoutATokenOrAnEmptyOne() throws IOException {
    IntStream.range(0, 12).forEach(i -> added(transcode()));
    String first = client.get("/jobs?tag=Transcode").body();
    String rest = "/jobs?tag=Transcode&nextToken=" + SignedClient.token(first);

    assertThat(client.get(rest).body()).doesNotContain("NextToken");
    standIn.quirks().add(Quirk.EMPTY_LAST_TOKEN);
    assertThat(client.get(rest).body()).contains("<NextToken></NextToken>");
    standIn.expireTokens();
    assertThat(client.outcome(rest)).isEqualTo("400 InvalidArgument");
  }

  @Test
  void refusesStrangersStaleSignaturesAndUnknownPaths() throws IOException {
    Credential wrongKey = new Credential(standIn.credential().secretId(), "wrong", null);
    SignedClient stranger = new SignedClient(standIn.endpoint(), Credential.TEMPORARY, T0);
    String target = "/jobs?tag=Transcode";

    assertThat(client.outcome("/nowhere")).isEqualTo("404 InvalidUrl");
    assertThat(client.outcome("/file_jobs?tag=FileCompress")).isEqualTo("404 InvalidUrl");
    assertThat(stranger.outcome(target)).isEqualTo("401 SecretidNotExist");
    assertThat(new SignedClient(standIn.endpoint(), wrongKey, T0).outcome(target))
        .isEqualTo("401 InvalidAuthorization");
    clock.advance(ofSeconds(601));
    assertThat(client.outcome(target)).isEqualTo("401 SignatureExpired");
  }

  @Test
  void keepsTheTruthApartFromWhatWasSeen() throws IOException {
    Job job =
        added(
            transcode()
                .pausedAfter(ofSeconds(1))
                .runningAfter(ofSeconds(2))
                .endsAfter(ofSeconds(30), SUCCESS)
                .deletedAfter(ofSeconds(20)));

    client.get("/jobs?tag=Transcode");
    client.get("/jobs?tag=Transcode");
    clock.advance(ofSeconds(19));
    assertThat(standIn.truth().canonicalPath(job.id())).containsExactly(SUBMITTED, RUNNING);
    clock.advance(ofSeconds(1));
    client.get("/jobs/" + job.id());
    assertThat(standIn.truth().history(job.id()))
        .containsExactly(SUBMITTED, PAUSE, RUNNING, NON_EXIST);
    assertThat(standIn.truth().observed(job.id())).containsExactly(SUBMITTED, NON_EXIST);
    assertThat(standIn.truth().state(job.id())).isEqualTo(NON_EXIST);
  }

  @Test
  void letsATestActInTheMiddleOfASweep() throws IOException {
    Job late = transcode().build();
    standIn.onRequest(
        request -> {
          if (standIn.requests().count(Request.Kind.LISTING) == 2) {
            standIn.add(late);
          }
        });

    assertThat(SignedClient.ids(client.get("/jobs?tag=Transcode").body())).isEmpty();
    assertThat(SignedClient.ids(client.get("/jobs?tag=Transcode").body())).containsOnly(late.id());
    client.get("/jobs/" + late.id());
    client.get("/queue");
    assertThat(standIn.requests().count(Request.Kind.LOOK_UP)).isEqualTo(1);
    assertThat(standIn.requests().count(Request.Kind.QUEUES)).isEqualTo(1);
    assertThat(standIn.requests().requests()).extracting(Request::path).hasSize(4);
  }

  @Test
  void servesManyAtOnceWhileJobsArrive() throws IOException {
    standIn.add(new LiveJobs(Backlog.seeded(3, "Transcode"), T0, ofSeconds(1)));
    standIn.onRequest(request -> clock.advance(ofSeconds(1)));

    List<String> bodies =
        IntStream.range(0, 100).parallel().mapToObj(i -> body("/jobs?tag=Transcode")).toList();
    assertThat(bodies).allMatch(body -> !SignedClient.ids(body).isEmpty());
    assertThat(standIn.requests().count(Request.Kind.LISTING)).isEqualTo(100);
    client.get("/queue");
    assertThat(standIn.jobs()).hasSize(101);
  }

  private String body(String target) {
    try {
      return client.get(target).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void freesItsPort() throws IOException {
    client.get("/queue");
    standIn.close();

    assertThatThrownBy(() -> client.get("/queue")).isInstanceOf(ConnectException.class);
  }
}
