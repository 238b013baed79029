package io.mediajobs.client.http;

import io.mediajobs.job.JobsApiException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.io.Closer;
import org.apache.hc.core5.util.TimeValue;
import org.jspecify.annotations.Nullable;

/**
 * Sends one request and reads the whole answer, within bounds of time and size. The deadline is a
 * timer that closes the connection, or ends the wait for one: a time-out of the socket starts anew
 * with every byte.
 */
public final class Transport implements AutoCloseable {

  private static final Duration IDLE = Duration.ofSeconds(30);

  private final ClientSettings settings;
  private final int maxBytes;
  private final PoolingHttpClientConnectionManager connections;
  private final CloseableHttpClient client;
  private final ScheduledThreadPoolExecutor timer;
  private final Set<Call> underWay = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /** Connects to nothing yet; reads answers of so many bytes at most, whatever settings allow. */
  public Transport(ClientSettings settings, int maxBytes) {
    this.settings = settings;
    this.maxBytes = maxBytes;
    this.connections = HttpClients.pool(settings);
    this.client = HttpClients.client(connections, settings);
    this.timer = new ScheduledThreadPoolExecutor(1, Transport::timerThread);
    timer.setRemoveOnCancelPolicy(true);
    Future<?> unused =
        timer.scheduleWithFixedDelay(
            () -> connections.closeIdle(TimeValue.of(IDLE)),
            IDLE.toMillis(),
            IDLE.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /**
   * Sends a request once.
   *
   * @param origin scheme and authority of the host
   * @param target path and query as they go into the request line
   * @param faults words what goes wrong
   * @param beginning whether of an answer that is too large its beginning is wanted; else it comes
   *     without its body, most often before that was sent
   * @return the answer, whatever its status
   */
  public HttpAnswer get(
      String origin, String target, Map<String, String> headers, Faults faults, boolean beginning)
      throws JobsApiException {
    return send(origin, new HttpGet(URI.create(origin + target)), headers, faults, beginning);
  }

  /**
   * Sends a request with a body once; the rest as with {@link #get}.
   *
   * @param body JSON
   */
  public HttpAnswer post(String origin, Map<String, String> headers, String body, Faults faults)
      throws JobsApiException {
    HttpPost request = new HttpPost(URI.create(origin + "/"));
    request.setEntity(
        new ByteArrayEntity(body.getBytes(StandardCharsets.UTF_8), ContentType.APPLICATION_JSON));
    return send(origin, request, headers, faults, false);
  }

  private HttpAnswer send(
      String origin,
      HttpUriRequestBase request,
      Map<String, String> headers,
      Faults faults,
      boolean beginning)
      throws JobsApiException {
    headers.forEach(request::setHeader);
    Call call = new Call(request);
    underWay.add(call);
    try {
      // Only now: close abandons those that are under way before it ends the timer.
      if (closed) {
        throw faults.closed();
      }
      ScheduledFuture<?> deadline =
          timer.schedule(call::expire, settings.requestTimeout().toMillis(), TimeUnit.MILLISECONDS);
      try {
        HttpHost host = HttpHost.create(URI.create(origin));
        return read(client.executeOpen(host, request, null), call, beginning);
      } finally {
        deadline.cancel(false);
      }
    } catch (IOException | RuntimeException failure) {
      // Closed in the middle of a request, the timer, the pool or the client fail in many ways.
      if (closed) {
        throw faults.closed();
      }
      // So does one whose time is over just where the client goes on to the next step.
      if (call.expired.get()) {
        throw faults.late();
      }
      if (failure instanceof RuntimeException defect) {
        throw defect;
      }
      throw faults.unreachable((IOException) failure);
    } finally {
      underWay.remove(call);
    }
  }

  /** Closes every connection, busy or idle, at once, and ends the timer. */
  @Override
  public void close() {
    closed = true;
    underWay.forEach(call -> call.request.cancel());
    client.close(CloseMode.IMMEDIATE);
    connections.close(CloseMode.IMMEDIATE);
    timer.shutdownNow();
  }

  private HttpAnswer read(ClassicHttpResponse response, Call call, boolean beginning)
      throws IOException {
    boolean complete = false;
    try {
      int status = response.getCode();
      Body body =
          status == 200
              ? Body.of(response.getEntity(), maxBytes, beginning)
              : Body.ofError(response.getEntity(), maxBytes);
      complete = !body.cut();
      return new HttpAnswer(
          status,
          RetryAfter.date(header(response, "Date")),
          header(response, "Retry-After"),
          header(response, "x-ci-request-id"),
          header(response, "Content-Encoding"),
          body.bytes(),
          body.cut());
    } finally {
      if (!complete) {
        // Closing an answer reads the rest of it, unless its connection is gone.
        call.request.cancel();
      }
      Closer.closeQuietly(response);
    }
  }

  private static @Nullable String header(ClassicHttpResponse response, String name) {
    Header header = response.getFirstHeader(name);
    return header == null ? null : header.getValue();
  }

  private static Thread timerThread(Runnable work) {
    Thread thread = new Thread(work, "media-jobs-request-timer");
    thread.setDaemon(true);
    return thread;
  }

  /** Words what keeps an answer from being had, by whom was asked. */
  public interface Faults {

    /** The failure of a request that got no complete answer in time. */
    JobsApiException late();

    /** The failure of a request whose client was closed before the answer was there. */
    JobsApiException closed();

    /**
     * The failure of a request that got no answer, or none that was complete.
     *
     * @param failure what the HTTP client says; its text may quote what came
     */
    JobsApiException unreachable(IOException failure);
  }

  /** A request under way. */
  private static final class Call {

    private final HttpUriRequestBase request;
    private final AtomicBoolean expired = new AtomicBoolean();

    private Call(HttpUriRequestBase request) {
      this.request = request;
    }

    private void expire() {
      expired.set(true);
      request.cancel();
    }
  }
}
