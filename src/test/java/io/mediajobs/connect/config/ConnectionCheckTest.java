package io.mediajobs.connect.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.Jobs;
import io.mediajobs.job.JobsApi;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.JobsApiException.Kind;
import io.mediajobs.job.JobsApiException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a trial asks; what came back is judged elsewhere. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ConnectionCheckTest {

  private static final Instant NOW = Instant.parse("2022-06-28T15:23:12Z");
  private static final JobQuery QUESTION =
      new JobQuery.Listing(
          new JobSource("b-1", "ap-chongqing", "/jobs", "Transcode", null, null),
          Jobs.NO_FILTER,
          JobQuery.Order.ASC,
          1,
          null,
          List.of(),
          null,
          null);
  private static final JobPage PAGE = new JobPage(List.of(), null, List.of(), NOW.plusSeconds(900));

  @Test
  void asksOnceAndCloses() {
    Service service = new Service(PAGE);

    assertThat(run(service))
        .isEqualTo(new ConnectionCheck(QUESTION, PAGE, null, ConnectionCheck.LIMIT, null));
    assertThat(service.asked).containsExactly(QUESTION);
    assertThat(service.closed.getCount()).isZero();
  }

  @Test
  void asksOnceMoreWhenTheClockIsCorrected() {
    Service service = new Service(failure(Kind.CLOCK), PAGE);

    assertThat(run(service))
        .isEqualTo(
            new ConnectionCheck(
                QUESTION, PAGE, null, ConnectionCheck.LIMIT, Duration.ofSeconds(-900)));
    assertThat(service.asked).hasSize(2);
  }

  @Test
  void theCheckDoesNotAskAThirdTime() {
    JobsApiException last = failure(Kind.CLOCK);
    Service service = new Service(failure(Kind.CLOCK), last, PAGE);

    assertThat(run(service))
        .isEqualTo(new ConnectionCheck(QUESTION, null, last, ConnectionCheck.LIMIT, null));
    assertThat(service.closed.getCount()).isZero();
  }

  @Test
  void takesAnyOtherFailureAsItIs() {
    JobsApiException refused = failure(Kind.REFUSED);
    Service service = new Service(refused, PAGE);

    assertThat(run(service))
        .isEqualTo(new ConnectionCheck(QUESTION, null, refused, ConnectionCheck.LIMIT, null));
  }

  @Test
  void givesUpOnWhatCannotBeAbandoned() throws Exception {
    Duration limit = Duration.ofMillis(100);
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch lookedUp = new CountDownLatch(1);
    Thread[] thread = new Thread[1];
    Service service =
        new Service() {
          @Override
          public JobPage ask(JobQuery query) {
            thread[0] = Thread.currentThread();
            asked.countDown();
            boolean over = false;
            while (!over) {
              try {
                lookedUp.await();
                over = true;
              } catch (InterruptedException ignored) {
                // Like the look-up of a host name, which nothing stops.
              }
            }
            return PAGE;
          }
        };

    assertThat(ConnectionCheck.run(service, QUESTION, InstantSource.fixed(NOW), limit))
        .isEqualTo(new ConnectionCheck(QUESTION, null, null, limit, null));

    asked.await();
    assertThat(service.closed.getCount()).isZero();
    assertThat(thread[0].isDaemon()).isTrue();
    lookedUp.countDown();
    thread[0].join();
  }

  @Test
  void theCheckDoesNotHideADefect() {
    Service service = new Service();

    assertThatThrownBy(() -> run(service))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("The trial of validate.connection broke");
    assertThat(service.closed.getCount()).isZero();
  }

  private static ConnectionCheck run(JobsApi api) {
    return ConnectionCheck.run(api, QUESTION, InstantSource.fixed(NOW), ConnectionCheck.LIMIT);
  }

  private static JobsApiException failure(Kind kind) {
    return new JobsApiException(kind, Reason.CLOCK, 401, "What failed", null, null);
  }

  /** Answers one by one. */
  private static class Service implements JobsApi {

    private final Queue<Object> answers;
    private final List<JobQuery> asked = new ArrayList<>();
    final CountDownLatch closed = new CountDownLatch(1);

    Service(Object... answers) {
      this.answers = new ArrayDeque<>(List.of(answers));
    }

    @Override
    public JobPage ask(JobQuery query) throws JobsApiException {
      asked.add(query);
      Object answer = answers.remove();
      if (answer instanceof JobsApiException failure) {
        throw failure;
      }
      return (JobPage) answer;
    }

    @Override
    public void close() {
      closed.countDown();
    }
  }
}
