package io.mediajobs.client;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mediajobs.client.credentials.Credentials;
import io.mediajobs.client.credentials.CredentialsSource;
import io.mediajobs.client.http.ClientSettings;
import io.mediajobs.client.http.Clients;
import io.mediajobs.client.http.Proxy;
import io.mediajobs.job.JobQuery;
import io.mediajobs.job.JobQuery.Listing;
import io.mediajobs.job.JobQuery.Order;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.Jobs;
import io.mediajobs.job.JobsApiException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import javax.net.ssl.SSLContext;

/** What tests of the HTTP client have in common: a question, an answer, credentials, a clock. */
public final class Asking {

  public static final String OK = "HTTP/1.1 200 OK\r\nDate: Tue, 28 Jun 2022 15:23:12 GMT";
  public static final String PAGE =
      "<Response><JobsDetail><JobId>j1</JobId><State>Running</State></JobsDetail></Response>";
  public static final Credentials CREDENTIALS =
      new Credentials("AKIDexample0001", "key-example-0001", null);
  public static final Credentials TEMPORARY =
      new Credentials("AKIDexample0001", "key-example-0001", "token/example+0001");
  public static final Instant NOW = Instant.parse("2022-06-28T15:23:12Z");
  static final JobSource SOURCE =
      new JobSource("b-1", "ap-chongqing", "/jobs", "Transcode", null, null);
  public static final JobQuery LISTING =
      new Listing(SOURCE, Jobs.NO_FILTER, Order.ASC, 100, "a b+", List.of(), NOW, null);

  private Asking() {}

  public static JobsApiException fault(HttpJobsApi api) {
    return catchThrowableOfType(JobsApiException.class, () -> api.ask(LISTING));
  }

  public static HttpJobsApi api(LoopbackService service, Credentials credentials) {
    return api(settings(service.endpoint(), 60_000), credentials);
  }

  public static HttpJobsApi api(ClientSettings settings, Credentials credentials) {
    return new HttpJobsApi(
        settings, CredentialsSource.fixed(credentials), InstantSource.fixed(NOW));
  }

  public static ClientSettings settings(URI endpoint, int requestTimeout) {
    return Clients.of(endpoint).requestTimeout(Duration.ofMillis(requestTimeout)).settings();
  }

  /** Path and query of a question. */
  public static String target(JobQuery query) {
    return JobRequest.of(query.plain()).target();
  }

  /** The settings with a proxy and with other certificates trusted; null for neither. */
  public static ClientSettings by(ClientSettings settings, Proxy proxy, SSLContext tls) {
    return new ClientSettings(
        settings.endpoint(),
        settings.connectTimeout(),
        settings.requestTimeout(),
        settings.maxResponseBytes(),
        settings.maxConnections(),
        settings.userAgent(),
        settings.tokenHeader(),
        proxy,
        tls);
  }
}
