package io.mediajobs.client;

import io.mediajobs.client.Signature.KeyTime;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery;
import io.mediajobs.job.JobsApi;
import io.mediajobs.job.JobsApiException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The job API over HTTP. Every question is signed anew, with the credentials and the time of the
 * moment, and sent exactly once.
 *
 * <p>Promises, beside those of {@link JobsApi}:
 *
 * <ol>
 *   <li>An answer is there, or a failure is, within the request timeout, however slowly the service
 *       writes. Only the look-up of a host name can't be abandoned.
 *   <li>A page is complete: one that was cut off or damaged is a failure. Of one that was asked for
 *       as a salvage, jobs may be damaged, and are told apart.
 *   <li>No failure, neither its message nor its causes, shows a secret, a signature or an answer's
 *       body, and nothing is logged.
 *   <li>After {@link #close} no thread or socket is left, and questions under way have failed.
 * </ol>
 */
public final class HttpJobsApi implements JobsApi {

  private final ClientSettings settings;
  private final CredentialsSource credentials;
  private final ServiceClock clock;
  private final Transport transport;

  /**
   * Connects to nothing yet.
   *
   * @param credentials asked before every request
   * @param time our clock; corrected by the service's where the service refuses it
   */
  public HttpJobsApi(ClientSettings settings, CredentialsSource credentials, InstantSource time) {
    this.settings = settings;
    this.credentials = credentials;
    this.clock = new ServiceClock(time);
    this.transport = new Transport(settings);
  }

  @Override
  public JobPage ask(JobQuery query) throws JobsApiException {
    Credentials current = credentials.get();
    Redaction redaction = new Redaction(current);
    Faults faults = new Faults(query.plain(), settings, redaction);
    JobRequest request = JobRequest.of(query.plain());
    Duration offset = clock.offset();
    Answer answer = transport.get(request.target(), headers(request, current, offset), faults);
    if (answer.status() != 200) {
      throw faults.status(answer, clock, offset);
    }
    try {
      return PageReader.read(answer.body(), answer.date());
    } catch (MalformedPageException unreadable) {
      if (query instanceof JobQuery.Salvage) {
        JobPage rest =
            new PageSalvage(request.target(), redaction).read(answer.body(), answer.date());
        if (rest != null) {
          return rest;
        }
      }
      throw faults.malformed(answer, unreadable);
    }
  }

  @Override
  public void close() {
    transport.close();
  }

  private Map<String, String> headers(JobRequest request, Credentials current, Duration offset) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Host", settings.host());
    headers.put("Accept", "application/xml");
    if (current.token() != null) {
      headers.put("x-ci-security-token", current.token());
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
