package io.mediajobs.client;

import static io.mediajobs.client.Asking.CREDENTIALS;
import static io.mediajobs.client.Asking.NOW;
import static io.mediajobs.client.Asking.OK;
import static io.mediajobs.client.Asking.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediajobs.client.credentials.CredentialsSource;
import io.mediajobs.job.JobsApiException;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HttpQueuesApiTest {

  @Test
  void listsEveryPage() throws Exception {
    try (LoopbackService service =
            new LoopbackService(
                (request, connection, out) -> {
                  int page =
                      Integer.parseInt(
                          request.target().replaceAll(".*pageNumber=", "").replaceAll("&.*", ""));
                  int first = (page - 1) * 10;
                  out.write(LoopbackService.whole(OK, page(23, first, Math.min(first + 10, 23))));
                });
        HttpQueuesApi api = api(service)) {
      assertThat(api.queueIds("/queue")).hasSize(23).contains("p00", "p22");
      assertThat(service.requests)
          .extracting(LoopbackService.Request::line)
          .containsExactly(
              "GET /queue?category=CateAll&pageNumber=1&pageSize=10 HTTP/1.1",
              "GET /queue?category=CateAll&pageNumber=2&pageSize=10 HTTP/1.1",
              "GET /queue?category=CateAll&pageNumber=3&pageSize=10 HTTP/1.1");
    }
  }

  @Test
  void anAnswerWithoutATotalEndsWithAShortPage() throws Exception {
    String page = "<Response><QueueList><QueueId> p1 </QueueId></QueueList></Response>";
    try (LoopbackService service = LoopbackService.answering(OK, page);
        HttpQueuesApi api = api(service)) {
      assertThat(api.queueIds("/queue")).containsExactly("p1");
    }
  }

  @Test
  void aServiceThatGivesTheSamePageForEverIsLeft() throws Exception {
    try (LoopbackService service = LoopbackService.answering(OK, page(1000, 0, 10));
        HttpQueuesApi api = api(service)) {
      assertThat(api.queueIds("/queue")).hasSize(10);
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
        HttpQueuesApi api = api(service)) {
      assertThat(api.queueIds("/queue")).hasSizeGreaterThan(1000);
      assertThat(service.requests).hasSize(1000);
    }
  }

  @Test
  void refusesAQueueIdThatNoRequestCouldCarry() throws Exception {
    String page =
        "<Response><QueueList><QueueId>" + "p".repeat(201) + "</QueueId></QueueList></Response>";
    try (LoopbackService service = LoopbackService.answering(OK, page);
        HttpQueuesApi api = api(service)) {
      assertThatThrownBy(() -> api.queueIds("/queue"))
          .hasMessageContaining("which has a QueueId of more than 200 characters at line 1");
    }
  }

  @Test
  void noQueueIsAnEmptyListing() throws Exception {
    try (LoopbackService service =
            LoopbackService.answering(OK, "<Response><TotalCount>0</TotalCount></Response>");
        HttpQueuesApi api = api(service)) {
      assertThat(api.queueIds("/queue")).isEmpty();
    }
  }

  @Test
  void saysWhatItWasNotAllowedToAsk() throws Exception {
    try (LoopbackService service =
            LoopbackService.answering(
                "HTTP/1.1 403 Forbidden",
                "<Error><Code>AccessDenied</Code><Message>No</Message></Error>");
        HttpQueuesApi api = api(service)) {
      assertThatThrownBy(() -> api.queueIds("/queue"))
          .isInstanceOf(JobsApiException.class)
          .hasMessage(
              "Listing the queues of b-1/queue was refused with HTTP 403 AccessDenied \"No\": grant"
                  + " the key the action ci:DescribeMediaQueues on bucket b-1, or name the queues"
                  + " in ci.queue.ids");
      assertThatThrownBy(() -> api.queueIds("/ai_queue"))
          .hasMessageEndingWith(
              ": grant the key permission to list queues on /ai_queue, or name the queues in"
                  + " ci.queue.ids");
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
          HttpQueuesApi api = api(service)) {
        assertThatThrownBy(() -> api.queueIds("/queue"))
            .isInstanceOf(JobsApiException.class)
            .hasMessageStartingWith(
                "Listing the queues of b-1/queue got an unreadable page with HTTP 200, which ");
      }
    }
  }

  private static HttpQueuesApi api(LoopbackService service) {
    return new HttpQueuesApi(
        settings(service.endpoint(), 10_000),
        CredentialsSource.fixed(CREDENTIALS),
        "b-1",
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
