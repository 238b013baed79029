package io.mediajobs.standin;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultsTest {

  private static final Instant T0 = Instant.parse("2026-11-21T00:00:00Z");
  private static final String LIST = "/jobs?tag=Transcode";

  private final MovableClock clock = new MovableClock(T0);
  private final StandIn standIn = StandIn.start(clock);
  private final SignedClient client = new SignedClient(standIn, T0);
  private final Job job = Jobs.job("Transcode").createdAt(T0).build();
  private final Job other = Jobs.job("Transcode").createdAt(T0).build();

  @BeforeEach
  void fill() {
    standIn.add(job, other);
  }

  @AfterEach
  void close() {
    standIn.close();
  }

  @Test
  void answersWithAStatusForAsOftenAsToldThenRecovers() throws IOException {
    standIn.faults().next(2, Fault.status(429, "SlowDown", "Slow down", ofSeconds(7)));

    HttpResponse<String> struck = client.get(LIST);
    assertThat(struck.statusCode()).isEqualTo(429);
    assertThat(struck.body()).contains("<Code>SlowDown</Code>", "<Message>Slow down</Message>");
    assertThat(struck.headers().map().get("retry-after")).containsExactly("7");
    assertThat(standIn.faults().left()).isEqualTo(1);
    assertThat(client.outcome(LIST)).isEqualTo("429 SlowDown");
    assertThat(standIn.truth().observed(job.id())).isEmpty();
    assertThat(client.outcome(LIST)).isEqualTo("200");
    assertThat(standIn.truth().observed(job.id())).hasSize(1);
  }

  @Test
  void strikesOnlyTheRequestsItIsMeantFor() throws IOException {
    standIn
        .faults()
        .when(
            request -> request.kind() == Request.Kind.LOOK_UP,
            Faults.ALWAYS,
            Fault.status(503, "ServiceUnavailable", ""));

    assertThat(client.outcome(LIST)).isEqualTo("200");
    assertThat(client.outcome("/jobs/" + job.id())).isEqualTo("503 ServiceUnavailable");
    assertThat(client.outcome("/jobs/" + job.id())).isEqualTo("503 ServiceUnavailable");
    standIn.faults().clear();
    assertThat(client.outcome("/jobs/" + job.id())).isEqualTo("200");
  }

  @Test
  void breaksConnections() throws IOException {
    standIn.faults().next(1, Fault.cutBody());
    assertThatThrownBy(() -> client.get(LIST)).isInstanceOf(IOException.class);
    // Always, since a client may ask again by itself when a connection breaks.
    standIn.faults().next(Faults.ALWAYS, Fault.reset());
    assertThatThrownBy(() -> client.get(LIST)).isInstanceOf(IOException.class);
    standIn.faults().clear();

    assertThat(client.outcome(LIST)).isEqualTo("200");
    assertThat(standIn.truth().observed(job.id())).hasSize(1);
  }

  @Test
  void dripsAndPads() throws IOException {
    String whole = client.get(LIST).body();
    standIn.faults().next(1, Fault.slowDrip(1000, ofMillis(1)).and(Fault.delay(ofMillis(1))));
    assertThat(client.get(LIST).body()).isEqualTo(whole);
    standIn.faults().next(1, Fault.hugeBody(300_000));

    HttpResponse<String> huge = client.get(LIST);
    assertThat(huge.body()).hasSize(300_000).startsWith(whole);
    assertThat(huge.body().strip()).isEqualTo(whole.strip());
  }

  @Test
  void damagesPages() throws IOException {
    standIn.faults().next(1, Fault.illFormed());
    String stray = "<Code>Success</Code>\n</Message>";
    assertThat(client.get(LIST).body().split(stray)).hasSize(3);
    standIn.faults().next(1, Fault.illFormed(job.id()));
    assertThat(client.get(LIST).body().split(stray)).hasSize(2);
    standIn.faults().next(1, Fault.htmlPage());
    assertThat(client.get(LIST).headers().map().get("content-type")).containsExactly("text/html");
    standIn.faults().next(1, Fault.raw(500, "application/json", "{}"));
    assertThat(client.get(LIST).body()).isEqualTo("{}");
    assertThat(standIn.truth().observed(job.id())).isEmpty();

    standIn.faults().next(1, Fault.illFormed("not on this page"));
    client.get(LIST);
    assertThat(standIn.truth().observed(job.id())).hasSize(1);
  }

  @Test
  void tellsAWrongTime() throws IOException {
    standIn.faults().next(1, Fault.wrongDate(ofSeconds(-3600)));

    assertThat(client.get(LIST).headers().map().get("date"))
        .containsExactly("Fri, 20 Nov 2026 23:00:00 GMT");
  }

  @Test
  void aDelayDoesNotKeepTheServiceFromClosing() {
    CountDownLatch asked = new CountDownLatch(1);
    standIn.onRequest(request -> asked.countDown());
    standIn.faults().next(Faults.ALWAYS, Fault.delay(ofSeconds(3600)));
    CompletableFuture<Void> ask =
        CompletableFuture.runAsync(
            () -> {
              try {
                client.get(LIST);
              } catch (IOException closed) {
                return;
              }
              throw new AssertionError("answered");
            });

    assertThat(asked).satisfies(CountDownLatch::await);
    standIn.close();
    assertThat(ask).succeedsWithin(ofSeconds(10));
  }
}
