package io.mediajobs.client.fault;

import io.mediajobs.client.credentials.Redaction;
import io.mediajobs.client.credentials.RefusedKey;
import io.mediajobs.client.http.ClientSettings;
import io.mediajobs.client.http.HttpAnswer;
import io.mediajobs.client.http.NetworkFailure;
import io.mediajobs.client.http.Proxy;
import io.mediajobs.client.http.RetryAfter;
import io.mediajobs.client.http.ServiceClock;
import io.mediajobs.client.http.TransportFaults;
import io.mediajobs.client.page.MalformedPageException;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.JobsApiException.Kind;
import io.mediajobs.job.JobsApiException.Reason;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Words the failures of one question, each as one sentence: what was asked, what came back, what to
 * do about it. What an answer without a page means is decided here and nowhere else, by the
 * vendor's table of error codes.
 */
public final class FailureMessages implements TransportFaults {

  private static final int TOO_MANY_REQUESTS = 429;

  private final RequestLabel question;
  private final ClientSettings settings;
  private final Redaction redaction;
  private final String ifKeyRefused;

  /**
   * Words failures.
   *
   * @param ifKeyRefused what to do where the service does not accept the key, one clause in the
   *     imperative
   */
  public FailureMessages(
      RequestLabel question, ClientSettings settings, Redaction redaction, String ifKeyRefused) {
    this.question = question;
    this.settings = settings;
    this.redaction = redaction;
    this.ifKeyRefused = ifKeyRefused;
  }

  /**
   * An answer other than 200.
   *
   * @param clock corrected where the service refused the time of the signature
   * @param offset the clock offset that the request was signed with
   */
  public JobsApiException status(HttpAnswer answer, ServiceClock clock, Duration offset) {
    ServiceError error = ErrorReader.read(answer.body(), redaction);
    String detail = detail(answer, error);
    int status = answer.status();
    Instant now = answer.date() == null ? clock.now(offset) : answer.date();
    Duration wait = RetryAfter.parse(answer.retryAfter(), now);
    if (status == TOO_MANY_REQUESTS || (status == 503 && error.hasCode("SlowDown"))) {
      return failure(
          Kind.THROTTLED,
          Reason.OTHER,
          status,
          "was throttled" + detail,
          "lower requests.per.second if this lasts",
          wait);
    }
    if (isTransient(status)) {
      return failure(
          Kind.RETRY,
          Reason.OTHER,
          status,
          "failed" + detail,
          "nothing to do unless it lasts, then report the request id to Tencent Cloud",
          wait);
    }
    if (isAboutTime(status, error)) {
      return time(answer, detail, clock, offset);
    }
    Reason reason = Reasons.of(status, error);
    boolean key =
        reason == Reason.SECRET_ID || reason == Reason.SIGNATURE || reason == Reason.TOKEN;
    String advice = key ? ifKeyRefused : Advice.on(status, error, question);
    return failure(Kind.REFUSED, reason, status, "was refused" + detail, advice, null);
  }

  /** Whether an answer says that this key won't do, and another might. */
  public boolean isAboutKey(HttpAnswer answer) {
    int status = answer.status();
    return (status == 401 || status == 403)
        && !isAboutTime(status, ErrorReader.read(answer.body(), redaction));
  }

  /** An answer that is about the key, of which there may soon be another. */
  public JobsApiException awaitsOtherKey(HttpAnswer answer) {
    ServiceError error = ErrorReader.read(answer.body(), redaction);
    return failure(
        Kind.RETRY,
        Reasons.of(answer.status(), error),
        answer.status(),
        "was refused" + detail(answer, error),
        "new credentials are awaited for up to "
            + RefusedKey.PATIENCE.toSeconds()
            + " s, as those in use are no longer accepted",
        null);
  }

  /** A page that can't be read, on a 200. */
  public JobsApiException malformed(HttpAnswer answer, MalformedPageException reason) {
    String clause = redaction.of(reason.getMessage(), 300);
    return failure(
        Kind.UNREADABLE,
        Reason.PLACE,
        answer.status(),
        "got an unreadable page" + detail(answer, ServiceError.UNKNOWN) + ", which " + clause,
        "if it stays so, check that ci.endpoint is the job API",
        null);
  }

  /** An answer beyond the bound. */
  public JobsApiException tooLarge(int status) {
    return failure(
        Kind.TOO_LARGE,
        Reason.OTHER,
        status,
        "got an answer longer than " + settings.maxResponseBytes() + " bytes",
        "raise response.max.bytes or lower page.size",
        null);
  }

  @Override
  public JobsApiException late() {
    return failure(
        Kind.RETRY,
        Reason.NETWORK,
        0,
        "got no complete answer from "
            + service()
            + " within "
            + settings.requestTimeout().toMillis()
            + " ms",
        "check the network, or raise request.timeout.ms",
        null);
  }

  @Override
  public JobsApiException closed() {
    return failure(
        Kind.RETRY, Reason.OTHER, 0, "was abandoned", "the client has been closed", null);
  }

  @Override
  public JobsApiException unreachable(IOException failure) {
    NetworkFailure why = NetworkFailure.of(failure, settings);
    return new JobsApiException(
        why.kind(),
        why.reason(),
        why.status(),
        sentence(
            "got no answer from " + service() + " (" + redaction.of(why.text(), 300) + ")",
            why.advice()),
        null,
        why.cause());
  }

  private JobsApiException time(
      HttpAnswer answer, String detail, ServiceClock clock, Duration offset) {
    Instant date = answer.date();
    int status = answer.status();
    String what = "was refused" + detail;
    if (date == null) {
      return failure(
          Kind.REFUSED,
          Reason.CLOCK,
          status,
          what,
          "set this machine's clock, the answer has no Date header to correct it by",
          null);
    }
    if (!clock.correct(date, offset)) {
      return failure(
          Kind.REFUSED,
          Reason.CLOCK,
          status,
          what,
          "the clock is right, so check ci.secret.id, ci.secret.key and ci.session.token",
          null);
    }
    return failure(
        Kind.CLOCK,
        Reason.CLOCK,
        status,
        what,
        "this machine's clock is not the service's, whose time is used from now on",
        null);
  }

  /** Timeouts that a gateway in between reports (408) are timeouts like our own. */
  private static boolean isTransient(int status) {
    return status == 408 || (status >= 500 && status != 501) || status < 300;
  }

  private static boolean isAboutTime(int status, ServiceError error) {
    if (status != 401 && status != 403) {
      return false;
    }
    String message = error.message() == null ? "" : error.message();
    return error.hasCode("SignatureExpired")
        || error.hasCode("RequestTimeTooSkewed")
        || (error.hasCode("AccessDenied") && message.contains("Request has expired"));
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
      Kind kind,
      Reason reason,
      int status,
      String what,
      String advice,
      @Nullable Duration retryAfter) {
    return new JobsApiException(kind, reason, status, sentence(what, advice), retryAfter, null);
  }

  private String sentence(String what, String advice) {
    return question.subject() + " " + what + ": " + advice;
  }

  private String service() {
    Proxy proxy = settings.proxy();
    return settings.origin() + (proxy == null ? "" : " through the proxy " + proxy.authority());
  }
}
