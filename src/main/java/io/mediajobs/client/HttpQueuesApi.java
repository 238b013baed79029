package io.mediajobs.client;

import io.mediajobs.client.SignedRequests.SignedAnswer;
import io.mediajobs.client.credentials.CredentialsSource;
import io.mediajobs.client.fault.RequestLabel;
import io.mediajobs.client.http.ClientSettings;
import io.mediajobs.client.page.MalformedPageException;
import io.mediajobs.client.page.QueuePage;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.QueuesApi;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The listings of queues over HTTP, with the promises of {@link HttpJobsApi}. */
public final class HttpQueuesApi implements QueuesApi {

  /** What the service gives by default; the most that it gives is documented nowhere. */
  private static final int PAGE_SIZE = 10;

  /** A service that never comes to an end must not fill the memory. */
  private static final int MAX_PAGES = 1000;

  private final SignedRequests requests;
  private final String bucket;

  /**
   * Connects to nothing yet.
   *
   * @param credentials asked before every request; closed with this
   * @param bucket for messages
   * @param time our clock; corrected by the service's where the service refuses it
   */
  public HttpQueuesApi(
      ClientSettings settings, CredentialsSource credentials, String bucket, InstantSource time) {
    this.requests = new SignedRequests(settings, credentials, time);
    this.bucket = bucket;
  }

  @Override
  public NavigableSet<String> queueIds(String path) throws JobsApiException {
    NavigableSet<String> ids = new TreeSet<>();
    for (int number = 1; ; number++) {
      QueuePage page = page(path, number);
      boolean last =
          page.total() < 0
              ? page.queueIds().size() < PAGE_SIZE
              : number * PAGE_SIZE >= page.total();
      // A page with nothing new ends it too, or a service that goes in circles would never; and
      // one that makes new ones up is not followed any further.
      if (!ids.addAll(page.queueIds()) || last || number == MAX_PAGES) {
        return ids;
      }
    }
  }

  @Override
  public void close() {
    requests.close();
  }

  private QueuePage page(String path, int number) throws JobsApiException {
    // Without CateAll the queue for fast transcoding is left out.
    Map<String, @Nullable String> params = new LinkedHashMap<>();
    params.put("category", "CateAll");
    params.put("pageNumber", Integer.toString(number));
    params.put("pageSize", Integer.toString(PAGE_SIZE));
    SignedAnswer signed =
        requests.get(new JobRequest(path, params), RequestLabel.ofQueues(bucket, path), false);
    try {
      return QueuePage.read(signed.answer().body());
    } catch (MalformedPageException unreadable) {
      throw signed.messages().malformed(signed.answer(), unreadable);
    }
  }
}
