package io.mediajobs.client;

import io.mediajobs.client.SignedRequests.SignedAnswer;
import io.mediajobs.client.credentials.CredentialsSource;
import io.mediajobs.client.fault.RequestLabel;
import io.mediajobs.client.http.ClientSettings;
import io.mediajobs.client.http.HttpAnswer;
import io.mediajobs.client.page.KnownJobs;
import io.mediajobs.client.page.MalformedPageException;
import io.mediajobs.client.page.PageSalvage;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery;
import io.mediajobs.job.JobsApi;
import io.mediajobs.job.JobsApiException;
import java.time.InstantSource;

/**
 * The job API over HTTP. Every question is signed anew, with the credentials and the time of the
 * moment, and sent once; once more only where the key is refused and another is there.
 *
 * <p>Promises, beside those of {@link JobsApi}:
 *
 * <ol>
 *   <li>An answer is there, or a failure is, within the request timeout of each request that is
 *       sent, however slowly the service writes. Only the look-up of a host name can't be
 *       abandoned.
 *   <li>A page is complete: one that was cut off, damaged or too large is a failure. Of one that
 *       was asked for as a salvage, jobs may be damaged, and are told apart; of one that is too
 *       large it is the beginning, and says so.
 *   <li>No failure, neither its message nor its causes, shows a secret, a signature or an answer's
 *       body, and nothing is logged.
 *   <li>After {@link #close} no thread or socket is left, and questions under way have failed.
 * </ol>
 */
public final class HttpJobsApi implements JobsApi {

  private final ClientSettings settings;
  private final SignedRequests requests;
  private final KnownJobs known = new KnownJobs();

  /** Connects to nothing yet; closes the source of credentials with itself. */
  public HttpJobsApi(ClientSettings settings, CredentialsSource credentials, InstantSource time) {
    this.settings = settings;
    this.requests = new SignedRequests(settings, credentials, time);
  }

  @Override
  public JobPage ask(JobQuery query) throws JobsApiException {
    JobRequest request = JobRequest.of(query.plain());
    RequestLabel label = RequestLabel.of(query.plain());
    boolean salvages = query instanceof JobQuery.Salvage;
    ClientSettings at = settings.at(query.source().bucket(), query.source().region());
    SignedAnswer signed = requests.get(at, request, label, salvages);
    HttpAnswer answer = signed.answer();
    PageSalvage salvage = new PageSalvage(request.target(), signed.redaction());
    if (answer.cut()) {
      JobPage page = salvage.beginning(answer.body(), answer.date());
      if (page == null) {
        throw signed.messages().tooLarge(answer.status());
      }
      return page;
    }
    try {
      return known.read(answer.body(), answer.date());
    } catch (MalformedPageException unreadable) {
      JobPage page = salvages ? salvage.read(answer.body(), answer.date()) : null;
      if (page == null) {
        throw signed.messages().malformed(answer, unreadable);
      }
      return page;
    }
  }

  @Override
  public void close() {
    requests.close();
  }
}
