package io.mediajobs.client;

import io.mediajobs.client.Signature.KeyTime;
import io.mediajobs.client.credentials.Credentials;
import io.mediajobs.client.credentials.CredentialsSource;
import io.mediajobs.client.credentials.Redaction;
import io.mediajobs.client.fault.FailureMessages;
import io.mediajobs.client.fault.RequestLabel;
import io.mediajobs.client.http.ClientSettings;
import io.mediajobs.client.http.HttpAnswer;
import io.mediajobs.client.http.ServiceClock;
import io.mediajobs.client.http.Transport;
import io.mediajobs.client.page.MalformedPageException;
import io.mediajobs.job.JobsApiException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Asks the service whatever a {@code GET} can ask: every request is signed anew, with the
 * credentials and the time of the moment. It is sent once, and once more only where its key is
 * refused and another is there. Safe for use by several threads.
 */
final class SignedRequests implements AutoCloseable {

  private final ClientSettings settings;
  private final CredentialsSource credentials;
  private final ServiceClock clock;
  private final Transport transport;

  /** Connects to nothing yet; closes the source of credentials with itself. */
  SignedRequests(ClientSettings settings, CredentialsSource credentials, InstantSource time) {
    this.settings = settings;
    this.credentials = credentials;
    this.clock = new ServiceClock(time);
    this.transport = new Transport(settings, settings.maxResponseBytes());
  }

  /**
   * An answer, of status 200 where it is handed out, and what the reader of its body needs.
   *
   * @param redaction takes what the request was signed with out of any text
   * @param messages words what is wrong with the body
   */
  record SignedAnswer(HttpAnswer answer, Redaction redaction, FailureMessages messages) {}

  /**
   * Sends a request.
   *
   * @param at how the host is reached that it is for
   * @param label how a failure calls it
   * @param beginning whether of an answer that is too large its beginning is wanted; else that is a
   *     failure
   * @throws JobsApiException where there is no such answer, or one with another status than 200
   */
  SignedAnswer get(ClientSettings at, JobRequest request, RequestLabel label, boolean beginning)
      throws JobsApiException {
    Credentials current = credentials.get();
    Duration offset = clock.offset();
    SignedAnswer signed = send(at, request, label, beginning, current, offset);
    if (signed.messages().isAboutKey(signed.answer())) {
      Credentials renewed = credentials.renewed(current);
      if (!renewed.equals(current)) {
        current = renewed;
        offset = clock.offset();
        signed = send(at, request, label, beginning, current, offset);
      }
    }
    HttpAnswer answer = signed.answer();
    FailureMessages messages = signed.messages();
    if (answer.status() == 200 && answer.cut() && !beginning) {
      throw messages.tooLarge(200);
    }
    if (answer.status() == 200) {
      return signed;
    }
    throw messages.isAboutKey(answer) && credentials.awaitsOthers(current)
        ? messages.awaitsOtherKey(answer)
        : messages.status(answer, clock, offset);
  }

  /** Abandons what is under way and frees every connection. */
  @Override
  public void close() {
    transport.close();
    credentials.close();
  }

  private SignedAnswer send(
      ClientSettings at,
      JobRequest request,
      RequestLabel label,
      boolean beginning,
      Credentials current,
      Duration offset)
      throws JobsApiException {
    Redaction redaction = new Redaction(current);
    FailureMessages messages = new FailureMessages(label, at, redaction, credentials.ifRefused());
    HttpAnswer answer =
        transport.get(
            at.origin(),
            request.target(),
            headers(at, request, current, offset),
            messages,
            beginning);
    return new SignedAnswer(unpacked(answer, messages), redaction, messages);
  }

  private HttpAnswer unpacked(HttpAnswer answer, FailureMessages messages) throws JobsApiException {
    try {
      return Unpacking.of(answer, settings.maxResponseBytes());
    } catch (MalformedPageException broken) {
      if (answer.status() == 200) {
        throw messages.malformed(answer, broken);
      }
      // The status says more than an error's body.
      return answer.unpacked(new byte[0], answer.cut());
    }
  }

  private Map<String, String> headers(
      ClientSettings at, JobRequest request, Credentials current, Duration offset) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Host", at.host());
    headers.put("Accept", "application/xml");
    if (current.token() != null) {
      headers.put(at.tokenHeader(), current.token());
    }
    headers.put(
        "Authorization",
        Signature.authorization(
            "GET",
            request.path(),
            request.params(),
            headers,
            current,
            KeyTime.around(clock.now(offset))));
    return headers;
  }
}
