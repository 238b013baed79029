package io.mediajobs.client;

import io.mediajobs.client.SignedRequests.SignedAnswer;
import io.mediajobs.client.credentials.CredentialsSource;
import io.mediajobs.client.fault.RequestLabel;
import io.mediajobs.client.http.ClientSettings;
import io.mediajobs.client.page.ListPage;
import io.mediajobs.client.page.MalformedPageException;
import io.mediajobs.job.Account.Bucket;
import io.mediajobs.job.AccountApi;
import io.mediajobs.job.JobsApiException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The listings of buckets and queues over HTTP, with the promises of {@link HttpJobsApi}. */
public final class HttpAccountApi implements AccountApi {

  /** What the service gives by default; the most that it gives is documented nowhere. */
  private static final int QUEUES = 10;

  /** The most that the service gives. */
  private static final int BUCKETS = 100;

  /** A service that never comes to an end must not fill the memory. */
  private static final int MAX_PAGES = 1000;

  private final ClientSettings settings;
  private final SignedRequests requests;

  /**
   * What is listed.
   *
   * @param filter a parameter, which has this value
   * @param size how many items a page has
   */
  private record Listing(
      ClientSettings at, RequestLabel label, String path, String filter, String value, int size) {}

  /** Reads the body of a page. */
  private interface PageReader<T> {

    ListPage<T> read(byte[] body) throws MalformedPageException;
  }

  /** Connects to nothing yet; closes the source of credentials with itself. */
  public HttpAccountApi(
      ClientSettings settings, CredentialsSource credentials, InstantSource time) {
    this.settings = settings;
    this.requests = new SignedRequests(settings, credentials, time);
  }

  @Override
  public NavigableSet<String> queueIds(Bucket bucket, String path, Rest rest)
      throws JobsApiException, InterruptedException {
    ClientSettings at = settings.at(bucket.name(), bucket.region());
    RequestLabel label = RequestLabel.ofQueues(bucket.name(), path);
    // Without CateAll the queue for fast transcoding is left out.
    return all(
        new Listing(at, label, path, "category", "CateAll", QUEUES), ListPage::ofQueues, rest);
  }

  @Override
  public NavigableSet<Bucket> buckets(String region, String path, Rest rest)
      throws JobsApiException, InterruptedException {
    RequestLabel label = RequestLabel.ofBuckets(region, path);
    NavigableSet<Bucket> buckets =
        all(
            new Listing(settings.at(region), label, path, "regions", region, BUCKETS),
            body -> ListPage.ofBuckets(body, region),
            rest);
    // Those of another region come with their own, or not at all; so no region is an odd one.
    buckets.removeIf(bucket -> !bucket.region().equals(region));
    return buckets;
  }

  @Override
  public void close() {
    requests.close();
  }

  private <T> NavigableSet<T> all(Listing listing, PageReader<T> reader, Rest rest)
      throws JobsApiException, InterruptedException {
    NavigableSet<T> all = new TreeSet<>();
    for (int number = 1; ; number++) {
      rest.beforePage();
      ListPage<T> page = page(listing, number, reader);
      boolean isNew = all.addAll(page.items());
      // Totals may be those of a page, and pages smaller than was asked for.
      boolean more = page.items().size() >= listing.size() || all.size() < page.total();
      // A page with nothing new ends it too, or a service that goes in circles would never; and
      // one that makes new ones up is not followed any further.
      if (!isNew || !more || number == MAX_PAGES) {
        return all;
      }
    }
  }

  private <T> ListPage<T> page(Listing listing, int number, PageReader<T> reader)
      throws JobsApiException {
    Map<String, @Nullable String> params = new LinkedHashMap<>();
    params.put(listing.filter(), listing.value());
    params.put("pageNumber", Integer.toString(number));
    params.put("pageSize", Integer.toString(listing.size()));
    JobRequest request = new JobRequest(listing.path(), params);
    SignedAnswer signed = requests.get(listing.at(), request, listing.label(), false);
    try {
      return reader.read(signed.answer().body());
    } catch (MalformedPageException unreadable) {
      throw signed.messages().malformed(signed.answer(), unreadable);
    }
  }
}
