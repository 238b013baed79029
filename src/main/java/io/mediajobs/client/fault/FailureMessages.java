package io.mediajobs.client.fault;

import io.mediajobs.client.credentials.ChangingCredentials;
import io.mediajobs.client.credentials.Redaction;
import io.mediajobs.client.http.ClientSettings;
import io.mediajobs.client.http.HttpAnswer;
import io.mediajobs.client.http.NetworkFailure;
import io.mediajobs.client.http.Proxy;
import io.mediajobs.client.http.RetryAfter;
import io.mediajobs.client.http.ServiceClock;
import io.mediajobs.client.http.Transport;
import io.mediajobs.client.page.MalformedPageException;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.JobsApiException.Kind;
import io.mediajobs.job.JobsApiException.Reason;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Words the failures of one request, each as one sentence: what was asked, what came back, what to
 * do about it. What an answer without a page means is decided here and nowhere else, by the
 * vendor's tables, {@link ServiceError}.
 */
public final class FailureMessages implements Transport.Faults {

  private final RequestLabel label;
  private final ClientSettings settings;
  private final Redaction redaction;
  private final String ifKeyRefused;

  /** Words the failures of one request, signed with what this redacts. */
  public FailureMessages(
      RequestLabel label, ClientSettings settings, Redaction redaction, String ifKeyRefused) {
    this.label = label;
    this.settings = settings;
    this.redaction = redaction;
    this.ifKeyRefused = ifKeyRefused;
  }

  /**
   * The failure of an answer other than 200.
   *
   * @param clock corrected where the service refused the time of the signature
   * @param offset the clock offset that the request was signed with
   */
  public JobsApiException status(HttpAnswer answer, ServiceClock clock, Duration offset) {
    ServiceError error = ServiceError.read(answer.body(), redaction);
    String detail = detail(answer, error);
    int status = answer.status();
    Instant now = answer.date() == null ? clock.now(offset) : answer.date();
    Duration wait = RetryAfter.parse(answer.retryAfter(), now);
    if (status == 429 || (status == 503 && error.hasCode("SlowDown"))) {
      String advice = "lower requests.per.second if this lasts";
      String what = "was throttled" + detail;
      return failure(Kind.THROTTLED, Reason.OTHER, status, what, advice, wait);
    }
    if (isTransient(status)) {
      String advice = "nothing to do unless it lasts, then report the request id to Tencent Cloud";
      return failure(Kind.RETRY, Reason.OTHER, status, "failed" + detail, advice, wait);
    }
    String what = "was refused" + detail;
    if (error.isAboutTime(status)) {
      return time(answer, what, clock, offset);
    }
    String advice = error.advice(status, label, ifKeyRefused);
    return failure(Kind.REFUSED, error.reason(status), status, what, advice);
  }

  /** Whether an answer says that this key won't do, and another might. */
  public boolean isAboutKey(HttpAnswer answer) {
    // A page is long, and no error.
    return answer.status() != 200
        && ServiceError.read(answer.body(), redaction).isAboutKey(answer.status());
  }

  /** The failure of an answer that is about the key, of which there may soon be another. */
  public JobsApiException awaitsOtherKey(HttpAnswer answer) {
    ServiceError error = ServiceError.read(answer.body(), redaction);
    String advice =
        "new credentials are awaited for up to "
            + ChangingCredentials.PATIENCE.toSeconds()
            + " s, as those in use are no longer accepted";
    Reason reason = error.reason(answer.status());
    String what = "was refused" + detail(answer, error);
    return failure(Kind.RETRY, reason, answer.status(), what, advice);
  }

  /** The failure of a page that can't be read, on a 200. */
  public JobsApiException malformed(HttpAnswer answer, MalformedPageException reason) {
    String clause = redaction.of(reason.getMessage(), 300);
    String what =
        "got an unreadable page" + detail(answer, ServiceError.UNKNOWN) + ", which " + clause;
    String advice = "if it stays so, check that ci.endpoint is the job API";
    return failure(Kind.UNREADABLE, Reason.PLACE, answer.status(), what, advice);
  }

  /** The failure of an answer beyond the bound. */
  public JobsApiException tooLarge(int status) {
    String what = "got an answer longer than " + settings.maxResponseBytes() + " bytes";
    String advice = "raise response.max.bytes or lower page.size";
    return failure(Kind.TOO_LARGE, Reason.OTHER, status, what, advice);
  }

  @Override
  public JobsApiException late() {
    long millis = settings.requestTimeout().toMillis();
    String what = "got no complete answer from " + service() + " within " + millis + " ms";
    String advice = "check the network, or raise request.timeout.ms";
    return failure(Kind.RETRY, Reason.NETWORK, 0, what, advice);
  }

  @Override
  public JobsApiException closed() {
    String advice = "the client has been closed";
    return failure(Kind.RETRY, Reason.OTHER, 0, "was abandoned", advice);
  }

  @Override
  public JobsApiException unreachable(IOException failure) {
    NetworkFailure why = NetworkFailure.of(failure, settings);
    String what = "got no answer from " + service() + " (" + redaction.of(why.text(), 300) + ")";
    String message = sentence(what, why.advice());
    return new JobsApiException(why.kind(), why.reason(), why.status(), message, null, why.cause());
  }

  private JobsApiException time(
      HttpAnswer answer, String what, ServiceClock clock, Duration offset) {
    Kind kind = Kind.REFUSED;
    String advice;
    if (answer.date() == null) {
      advice = "set this machine's clock, the answer has no Date header to correct it by";
    } else if (clock.correct(answer.date(), offset)) {
      kind = Kind.CLOCK;
      advice = "this machine's clock is not the service's, whose time is used from now on";
    } else {
      advice = "the clock is right, so check ci.secret.id, ci.secret.key and ci.session.token";
    }
    return failure(kind, Reason.CLOCK, answer.status(), what, advice);
  }

  /** Timeouts that a gateway in between reports (408) are timeouts like our own. */
  private static boolean isTransient(int status) {
    return status == 408 || (status >= 500 && status != 501) || status < 300;
  }

  private String detail(HttpAnswer answer, ServiceError error) {
    String header = redaction.of(answer.requestId(), 100);
    String requestId = header == null ? error.requestId() : header;
    return " with HTTP "
        + answer.status()
        + (error.code() == null ? "" : " " + error.code())
        + (error.message() == null ? "" : " \"" + error.message() + "\"")
        + (requestId == null ? "" : " (request id " + requestId + ")");
  }

  private JobsApiException failure(
      Kind kind, Reason reason, int status, String what, String advice) {
    return failure(kind, reason, status, what, advice, null);
  }

  private JobsApiException failure(
      Kind kind, Reason reason, int status, String what, String advice, @Nullable Duration wait) {
    return new JobsApiException(kind, reason, status, sentence(what, advice), wait, null);
  }

  private String sentence(String what, String advice) {
    return label.subject() + " " + what + ": " + advice;
  }

  private String service() {
    Proxy proxy = settings.proxy();
    return settings.origin() + (proxy == null ? "" : " through the proxy " + proxy.authority());
  }
}
