package io.mediajobs.client;

import static io.mediajobs.client.Asking.CREDENTIALS;
import static io.mediajobs.client.Asking.NOW;
import static io.mediajobs.client.Asking.OK;
import static io.mediajobs.client.Asking.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediajobs.client.credentials.CredentialsSource;
import io.mediajobs.job.Account.Bucket;
import io.mediajobs.job.AccountApi;
import io.mediajobs.job.JobsApiException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HttpAccountApiTest {

  private static final Bucket BUCKET = new Bucket("b-1", "ap-chongqing");
  private static final AccountApi.Rest REST = () -> {};

  @Test
  void listsEveryPage() throws Exception {
    try (LoopbackService service = paging(23, 10);
        HttpAccountApi api = api(service)) {
      assertThat(api.queueIds(BUCKET, "/queue", REST)).hasSize(23).contains("p00", "p22");
      assertThat(service.requests)
          .extracting(LoopbackService.Request::line)
          .containsExactly(
              "GET /queue?category=CateAll&pageNumber=1&pageSize=10 HTTP/1.1",
              "GET /queue?category=CateAll&pageNumber=2&pageSize=10 HTTP/1.1",
              "GET /queue?category=CateAll&pageNumber=3&pageSize=10 HTTP/1.1");
    }
  }

  @Test
  void restsBeforeEachPage() throws Exception {
    try (LoopbackService service = paging(23, 10);
        HttpAccountApi api = api(service)) {
      List<Integer> before = new ArrayList<>();
      assertThat(api.queueIds(BUCKET, "/queue", () -> before.add(service.requests.size())))
          .hasSize(23);
      assertThat(before).containsExactly(0, 1, 2);
    }
  }

  /** The total is that of the page, or missing; or pages are smaller than was asked for. */
  @ParameterizedTest
  @CsvSource({"10, 10", "0, 10", "23, 4"})
  void listsEveryPageWhateverTheTotalSays(int total, int size) throws Exception {
    try (LoopbackService service = paging(total, size);
        HttpAccountApi api = api(service)) {
      assertThat(api.queueIds(BUCKET, "/queue", REST)).hasSize(23);
    }
  }

  @Test
  void anAnswerWithoutATotalEndsWithAShortPage() throws Exception {
    String page = "<Response><QueueList><QueueId> p1 </QueueId></QueueList></Response>";
    try (LoopbackService service = LoopbackService.answering(OK, page);
        HttpAccountApi api = api(service)) {
      assertThat(api.queueIds(BUCKET, "/queue", REST)).containsExactly("p1");
    }
  }

  @Test
  void aServiceThatGivesTheSamePageForEverIsLeft() throws Exception {
    try (LoopbackService service = LoopbackService.answering(OK, page(1000, 0, 10));
        HttpAccountApi api = api(service)) {
      assertThat(api.queueIds(BUCKET, "/queue", REST)).hasSize(10);
      assertThat(service.requests).hasSize(2);
    }
  }

  @Test
  void aServiceThatMakesUpQueuesForEverIsLeft() throws Exception {
    AtomicInteger number = new AtomicInteger();
    try (LoopbackService service =
            new LoopbackService(
                (request, connection, out) -> {
                  int first = 10 * number.getAndIncrement();
                  out.write(LoopbackService.whole(OK, page(999_999_999, first, first + 10)));
                });
        HttpAccountApi api = api(service)) {
      assertThat(api.queueIds(BUCKET, "/queue", REST)).hasSizeGreaterThan(1000);
      assertThat(service.requests).hasSize(1000);
    }
  }

  @Test
  void refusesAQueueIdThatNoRequestCouldCarry() throws Exception {
    String page =
        "<Response><QueueList><QueueId>" + "p".repeat(201) + "</QueueId></QueueList></Response>";
    try (LoopbackService service = LoopbackService.answering(OK, page);
        HttpAccountApi api = api(service)) {
      assertThatThrownBy(() -> api.queueIds(BUCKET, "/queue", REST))
          .hasMessageContaining("which has a QueueId of more than 200 characters at line 1");
    }
  }

  @Test
  void noQueueIsAnEmptyListing() throws Exception {
    try (LoopbackService service =
            LoopbackService.answering(OK, "<Response><TotalCount>0</TotalCount></Response>");
        HttpAccountApi api = api(service)) {
      assertThat(api.queueIds(BUCKET, "/queue", REST)).isEmpty();
    }
  }

  @Test
  void saysWhatItWasNotAllowedToAsk() throws Exception {
    try (LoopbackService service =
            LoopbackService.answering(
                "HTTP/1.1 403 Forbidden",
                "<Error><Code>AccessDenied</Code><Message>No</Message></Error>");
        HttpAccountApi api = api(service)) {
      assertThatThrownBy(() -> api.queueIds(BUCKET, "/queue", REST))
          .isInstanceOf(JobsApiException.class)
          .hasMessage(
              "Listing the queues of b-1/queue was refused with HTTP 403 AccessDenied \"No\": grant"
                  + " the key the action ci:DescribeMediaQueues on bucket b-1, or name the queues"
                  + " in ci.queue.ids");
      assertThatThrownBy(() -> api.queueIds(BUCKET, "/ai_queue", REST))
          .hasMessageEndingWith(
              ": grant the key permission to list queues on /ai_queue, or name the queues in"
                  + " ci.queue.ids");
    }
  }

  @Test
  void listsTheBucketsOfARegion() throws Exception {
    String page =
        """
        <Response><TotalCount>2</TotalCount>
        <AiBucketList><BucketId>one-1</BucketId><Name>one</Name><Region>ap-tokyo</Region>
        </AiBucketList><AiBucketList><BucketId>two-1</BucketId></AiBucketList>
        <AiBucketList><BucketId>far-1</BucketId><Region>ap-beijing</Region></AiBucketList>
        </Response>
        """;
    try (LoopbackService service = LoopbackService.answering(OK, page);
        HttpAccountApi api = api(service)) {
      assertThat(api.buckets("ap-tokyo", "/ai_bucket", REST))
          .containsExactly(new Bucket("one-1", "ap-tokyo"), new Bucket("two-1", "ap-tokyo"));
      assertThat(service.requests)
          .extracting(LoopbackService.Request::line)
          .containsExactly("GET /ai_bucket?regions=ap-tokyo&pageNumber=1&pageSize=100 HTTP/1.1");
    }
  }

  /** What an answer names becomes a host to which a signature goes: whoever asks looks at it. */
  @Test
  void oneOddNameLeavesTheOtherBuckets() throws Exception {
    String page =
        "<Response>"
            + "<MediaBucketList><BucketId>evil.example/one-1</BucketId></MediaBucketList>"
            + "<MediaBucketList><Name>none</Name></MediaBucketList>"
            + "<MediaBucketList><BucketId>one-1</BucketId></MediaBucketList>"
            + "</Response>";
    try (LoopbackService service = LoopbackService.answering(OK, page);
        HttpAccountApi api = api(service)) {
      assertThat(api.buckets("ap-tokyo", "/mediabucket", REST))
          .extracting(Bucket::name)
          .containsExactly("", "evil.example/one-1", "one-1");
    }
  }

  /** Such a bucket is one of another region, whatever that is. */
  @ParameterizedTest
  @ValueSource(strings = {"ap-tokyo.evil.example", "tokyo", "ap-beijing"})
  void aBucketOfAnotherRegionIsLeftOut(String region) throws Exception {
    String page =
        "<Response><MediaBucketList><BucketId>one-1</BucketId><Region>"
            + region
            + "</Region></MediaBucketList></Response>";
    try (LoopbackService service = LoopbackService.answering(OK, page);
        HttpAccountApi api = api(service)) {
      assertThat(api.buckets("ap-tokyo", "/mediabucket", REST)).isEmpty();
    }
  }

  @Test
  void saysWhichBucketsItWasNotAllowedToList() throws Exception {
    try (LoopbackService service =
            LoopbackService.answering(
                "HTTP/1.1 403 Forbidden", "<Error><Code>AccessDenied</Code></Error>");
        HttpAccountApi api = api(service)) {
      assertThatThrownBy(() -> api.buckets("ap-tokyo", "/mediabucket", REST))
          .hasMessage(
              "Listing the buckets of ap-tokyo/mediabucket was refused with HTTP 403 AccessDenied:"
                  + " grant the key the action ci:DescribeMediaBuckets on all buckets, or name the"
                  + " buckets in ci.bucket");
      assertThatThrownBy(() -> api.buckets("ap-tokyo", "/ai_bucket", REST))
          .hasMessageEndingWith(
              ": grant the key permission to list buckets on /ai_bucket, or name the buckets in"
                  + " ci.bucket");
    }
  }

  @Test
  void aPageThatIsNoneIsAFailure() throws Exception {
    for (String page :
        new String[] {
          "<html/>",
          "<Response><QueueList>",
          "<Response><QueueList><Name>q</Name></QueueList></Response>"
        }) {
      try (LoopbackService service = LoopbackService.answering(OK, page);
          HttpAccountApi api = api(service)) {
        assertThatThrownBy(() -> api.queueIds(BUCKET, "/queue", REST))
            .isInstanceOf(JobsApiException.class)
            .hasMessageStartingWith(
                "Listing the queues of b-1/queue got an unreadable page with HTTP 200, which ");
      }
    }
  }

  /** A service of 23 queues, which says that there are so many, and has so many on a page. */
  private static LoopbackService paging(int total, int size) throws IOException {
    return new LoopbackService(
        (request, connection, out) -> {
          String number = request.target().replaceAll(".*pageNumber=", "").replaceAll("&.*", "");
          int first = Math.min((Integer.parseInt(number) - 1) * size, 23);
          String shown = page(total, first, Math.min(first + size, 23));
          out.write(LoopbackService.whole(OK, shown));
        });
  }

  private static HttpAccountApi api(LoopbackService service) {
    return new HttpAccountApi(
        settings(service.endpoint(), 10_000),
        CredentialsSource.fixed(CREDENTIALS),
        InstantSource.fixed(NOW));
  }

  private static String page(int total, int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> String.format("<QueueList><QueueId>p%02d</QueueId></QueueList>", i))
        .collect(
            Collectors.joining(
                "", "<Response><TotalCount>" + total + "</TotalCount>", "</Response>"));
  }
}
