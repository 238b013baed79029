package io.mediajobs.client;

import static io.mediajobs.client.Asking.CREDENTIALS;
import static io.mediajobs.client.Asking.LISTING;
import static io.mediajobs.client.Asking.OK;
import static io.mediajobs.client.Asking.PAGE;
import static io.mediajobs.client.Asking.api;
import static io.mediajobs.client.Asking.fault;
import static io.mediajobs.client.LoopbackService.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.mediajobs.client.credentials.CredentialsSource;
import io.mediajobs.client.http.HttpAnswer;
import io.mediajobs.job.Account.Bucket;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.JobsApiException.Kind;
import io.mediajobs.standin.Packing;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Answers that come packed although nobody asked for that, as some gateways send them. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PackedAnswersTest {

  private static final String LISTED = "Listing b-1/jobs?tag=Transcode ";

  @ParameterizedTest
  @CsvSource({
    "Content-Encoding: gzip, GZIP",
    "Content-Encoding: x-gzip, GZIP",
    "content-encoding:  GZIP , GZIP",
    "Content-Encoding: deflate, ZLIB",
    "Content-Encoding: deflate, DEFLATE",
    "Content-Encoding: identity, NONE",
    "'Content-Encoding: ', NONE",
    // Its first bytes tell, also where the header was lost on the way.
    "X-Other: header, GZIP"
  })
  void areRead(String header, Packing packing) throws Exception {
    try (LoopbackService service = answering(OK + "\r\n" + header, packing.pack(PAGE));
        HttpJobsApi api = api(service, CREDENTIALS)) {
      assertThat(api.ask(LISTING).jobs()).hasSize(1);
      assertThat(api.ask(LISTING).jobs()).hasSize(1);
      assertThat(service.requests.get(0).headers()).doesNotContainKey("accept-encoding");
      assertThat(service.connections).hasValue(1);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Packing.class,
      names = {"GZIP", "ZLIB", "DEFLATE"})
  void packedAnswersAreReadUpToTheLimitOfUnpackedBytes(Packing packing) throws Exception {
    String longest = PAGE + " ".repeat(1000 - PAGE.length());
    try (LoopbackService service = answering(head(packing), packing.pack(longest));
        HttpJobsApi api = api(service, CREDENTIALS)) {
      assertThat(api.ask(LISTING).jobs()).hasSize(1);
    }
    try (LoopbackService service = answering(head(packing), packing.pack(longest + " "));
        HttpJobsApi api = api(service, CREDENTIALS)) {
      JobsApiException fault = fault(api);
      assertThat(fault.kind()).isEqualTo(Kind.TOO_LARGE);
      assertThat(fault)
          .hasMessage(
              LISTED
                  + "got an answer longer than 1000 bytes: raise response.max.bytes or lower"
                  + " page.size");
    }
  }

  /** Of a hundred megabytes a thousand bytes are unpacked, and what that needs. */
  @ParameterizedTest
  @EnumSource(
      value = Packing.class,
      names = {"GZIP", "ZLIB", "DEFLATE"})
  void aBombTakesNoMoreMemoryThanTheLimit(Packing packing) throws Exception {
    HttpAnswer bomb = packed(packing.bomb(100_000_000), packing, false);
    Unpacking.of(bomb, 1000);

    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    HttpAnswer unpacked = Unpacking.of(bomb, 1000);
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1_000_000);
    assertThat(unpacked.cut()).isTrue();
    assertThat(unpacked.body()).hasSize(1000);
  }

  @ParameterizedTest
  @EnumSource(
      value = Packing.class,
      names = {"GZIP", "ZLIB", "DEFLATE"})
  void theBeginningOfACutAnswerIsUnpackedAsFarAsItGoes(Packing packing) throws Exception {
    byte[] whole = packing.pack(new Random(1).ints(2000).boxed().toList().toString());
    byte[] half = Arrays.copyOf(whole, whole.length / 2);

    HttpAnswer unpacked = Unpacking.of(packed(half, packing, true), 1_000_000);
    assertThat(unpacked.cut()).isTrue();
    assertThat(unpacked.body()).hasSizeGreaterThan(5000).startsWith('[');
    assertThatThrownBy(() -> Unpacking.of(packed(half, packing, false), 1_000_000))
        .hasMessage("is packed as " + packing.coding() + " and broken");
  }

  private static HttpAnswer packed(byte[] body, Packing packing, boolean cut) {
    return new HttpAnswer(200, null, null, null, packing.coding(), body, cut);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gzip | HALF | is packed as gzip and broken",
        "gzip | CHANGED | is packed as gzip and broken",
        "gzip | PLAIN | is packed as gzip and broken",
        "gzip | EMPTY | is packed as gzip and broken",
        "deflate | HALF | is packed as deflate and broken",
        "deflate | CHANGED | is packed as deflate and broken",
        "deflate | PLAIN | is packed as deflate and broken",
        "br | PLAIN | is packed as br, for which nobody asked",
        "'gzip, br' | PLAIN | is packed as gzip, br, for which nobody asked",
      })
  void areUnreadableWhereTheyAreBroken(String coding, String damage, String clause)
      throws Exception {
    byte[] good = (coding.equals("gzip") ? Packing.GZIP : Packing.ZLIB).pack(PAGE);
    byte[] body =
        switch (damage) {
          case "HALF" -> Arrays.copyOf(good, good.length / 2);
          case "CHANGED" -> changed(good);
          case "EMPTY" -> new byte[0];
          default -> bytes(PAGE);
        };
    try (LoopbackService service = answering(OK + "\r\nContent-Encoding: " + coding, body);
        HttpJobsApi api = api(service, CREDENTIALS)) {
      JobsApiException fault = fault(api);
      assertThat(fault.kind()).isEqualTo(Kind.UNREADABLE);
      assertThat(fault.status()).isEqualTo(200);
      assertThat(fault)
          .hasMessage(
              LISTED
                  + "got an unreadable page with HTTP 200, which "
                  + clause
                  + ": if it stays so, check that ci.endpoint is the job API")
          .hasNoCause();
    }
  }

  @Test
  void aPackedErrorIsReadAndItsStatusCountsWhereItIsBroken() throws Exception {
    String head = "HTTP/1.1 403 X\r\nContent-Encoding: gzip";
    byte[] error = Packing.GZIP.pack("<Error><Code>AccessDenied</Code></Error>");
    String advice = "grant the key the action ci:DescribeMediaJobs on bucket b-1";
    try (LoopbackService service = answering(head, error);
        HttpJobsApi api = api(service, CREDENTIALS)) {
      assertThat(fault(api))
          .hasMessage(LISTED + "was refused with HTTP 403 AccessDenied: " + advice);
    }
    try (LoopbackService service = answering(head, changed(error));
        HttpJobsApi api = api(service, CREDENTIALS)) {
      assertThat(fault(api)).hasMessage(LISTED + "was refused with HTTP 403: " + advice);
    }
  }

  @Test
  void aPackedListingOfQueuesIsRead() throws Exception {
    String page = "<Response><QueueList><QueueId>p1</QueueId></QueueList></Response>";
    try (LoopbackService service = answering(head(Packing.GZIP), Packing.GZIP.pack(page));
        HttpAccountApi api =
            new HttpAccountApi(
                Asking.settings(service.endpoint(), 10_000),
                CredentialsSource.fixed(CREDENTIALS),
                InstantSource.fixed(Asking.NOW))) {
      assertThat(api.queueIds(new Bucket("b-1", "ap-chongqing"), "/queue", () -> {}))
          .containsExactly("p1");
    }
  }

  private static byte[] changed(byte[] good) {
    byte[] changed = good.clone();
    changed[good.length / 2] ^= 0x55;
    return changed;
  }

  private static String head(Packing packing) {
    return OK + "\r\nContent-Encoding: " + packing.coding();
  }

  private static LoopbackService answering(String head, byte[] body) throws IOException {
    return new LoopbackService(
        (request, connection, out) -> {
          out.write(bytes(head + "\r\nContent-Length: " + body.length + "\r\n\r\n"));
          out.write(body);
        });
  }
}
