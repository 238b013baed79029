package io.mediajobs.standin;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * A small HTTP/1.1 server on a free port of loopback, one daemon thread a connection. The JDK's own
 * server would set the Date by the machine's clock, and would not let answers be broken.
 */
final class HttpListener implements AutoCloseable {

  private static final int BACKLOG = 256;

  private final BiFunction<Request, String, Delivery> handler;
  private final Supplier<Instant> now;
  private final ServerSocket server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final DeliveryWriter writer = new DeliveryWriter(closing);
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "stand-in");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * Listens from now on.
   *
   * @param handler makes answers of a request and its request id
   * @param now the service's clock
   */
  HttpListener(BiFunction<Request, String, Delivery> handler, Supplier<Instant> now) {
    this.handler = handler;
    this.now = now;
    try {
      server = new ServerSocket();
      server.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), BACKLOG);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.execute(this::accept);
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  @Override
  public void close() {
    closing.countDown();
    closeQuietly(server);
    open.forEach(HttpListener::closeQuietly);
    threads.shutdownNow();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        // Known as open before its thread looks whether the server is closed: close misses none.
        open.add(socket);
        start(socket);
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void start(Socket socket) {
    try {
      threads.execute(() -> converse(socket));
    } catch (RejectedExecutionException closed) {
      closeQuietly(socket);
    }
  }

  private void converse(Socket socket) {
    try {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      boolean more = true;
      while (more && !server.isClosed()) {
        Request request = RequestReader.read(in, now);
        more = request != null && answer(request, socket);
      }
    } catch (IOException peerGone) {
      // As in life: whoever sent the request is no longer there, or sent no HTTP.
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(socket);
      closeQuietly(socket);
    }
  }

  private boolean answer(Request request, Socket socket) throws IOException, InterruptedException {
    String requestId = RequestIds.at(now.get());
    Delivery delivery = handler.apply(request, requestId);
    // A request with a body is refused unread, and what is left of it would look like the next one.
    boolean keepAlive =
        request.method().equals("GET")
            && !"close".equalsIgnoreCase(request.headers().getOrDefault("connection", ""));
    return writer.write(delivery, requestId, keepAlive, socket);
  }

  private static void closeQuietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception alreadyGone) {
      // Nothing is left to be freed.
    }
  }
}
