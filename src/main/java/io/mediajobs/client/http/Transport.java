package io.mediajobs.client.http;

import io.mediajobs.job.JobsApiException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
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
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.io.Closer;
import org.apache.hc.core5.util.TimeValue;
import org.jspecify.annotations.Nullable;

/**
 * Sends one {@code GET} and reads the whole answer, within bounds of time and size. The deadline is
 * a timer that closes the connection: a time-out of the socket starts anew with every byte.
 */
public final class Transport implements AutoCloseable {

  private static final int MAX_ERROR_BYTES = 65_536;

  /** So long an answer may call itself before it is there: a usual page is a third of it. */
  private static final int TRUSTED_BYTES = 1_048_576;

  private static final Duration IDLE = Duration.ofSeconds(30);

  private final ClientSettings settings;
  private final HttpHost host;
  private final PoolingHttpClientConnectionManager connections;
  private final CloseableHttpClient client;
  private final ScheduledThreadPoolExecutor timer;
  private final Set<Call> underWay = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /** Connects to nothing yet. */
  public Transport(ClientSettings settings) {
    this.settings = settings;
    this.host = HttpHost.create(URI.create(settings.origin()));
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
   * @param target path and query as they go into the request line
   * @param faults words what goes wrong
   * @param beginning whether of an answer that is too large its beginning is wanted; else it comes
   *     without its body, most often before that was sent
   * @return the answer, whatever its status
   */
  public HttpAnswer get(
      String target, Map<String, String> headers, TransportFaults faults, boolean beginning)
      throws JobsApiException {
    HttpGet request = new HttpGet(URI.create(settings.origin() + target));
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
      if (call.expired.get() || failure instanceof ConnectionRequestTimeoutException) {
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
              ? body(response.getEntity(), settings.maxResponseBytes(), beginning)
              : errorBody(response.getEntity());
      complete = !body.cut;
      return new HttpAnswer(
          status,
          RetryAfter.date(header(response, "Date")),
          header(response, "Retry-After"),
          header(response, "x-ci-request-id"),
          header(response, "Content-Encoding"),
          body.bytes,
          body.cut);
    } finally {
      if (!complete) {
        // Closing an answer reads the rest of it, unless its connection is gone.
        call.request.cancel();
      }
      Closer.closeQuietly(response);
    }
  }

  /** The status says more than an error's body: one that can't be had is empty and no failure. */
  private Body errorBody(@Nullable HttpEntity entity) {
    try {
      return body(entity, Math.min(settings.maxResponseBytes(), MAX_ERROR_BYTES), false);
    } catch (IOException incomplete) {
      return Body.TOO_LARGE;
    }
  }

  /** The body up to a limit. Never holds more than that in memory. */
  private static Body body(@Nullable HttpEntity entity, int limit, boolean beginning)
      throws IOException {
    if (entity == null) {
      return Body.NONE;
    }
    long length = entity.getContentLength();
    if (length > limit && !beginning) {
      return Body.TOO_LARGE;
    }
    InputStream content = entity.getContent();
    byte[] bytes;
    if (length >= 0 && length <= Math.min(limit, TRUSTED_BYTES)) {
      // Right into its place, not piece by piece.
      bytes = new byte[(int) length];
      if (content.readNBytes(bytes, 0, bytes.length) < bytes.length) {
        throw new EOFException("The answer ended early");
      }
    } else {
      bytes = content.readNBytes(limit);
    }
    if (content.read() == -1) {
      return new Body(bytes, false);
    }
    return beginning ? new Body(bytes, true) : Body.TOO_LARGE;
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

  /** What was read of a body. */
  @SuppressWarnings("ArrayRecordComponent") // Handed on once and never compared.
  private record Body(byte[] bytes, boolean cut) {
    private static final Body NONE = new Body(new byte[0], false);
    private static final Body TOO_LARGE = new Body(new byte[0], true);
  }

  /** A request under way. */
  private static final class Call {

    private final HttpGet request;
    private final AtomicBoolean expired = new AtomicBoolean();

    private Call(HttpGet request) {
      this.request = request;
    }

    private void expire() {
      expired.set(true);
      request.cancel();
    }
  }
}
