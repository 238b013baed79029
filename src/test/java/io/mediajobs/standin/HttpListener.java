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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * A small HTTP/1.1 server on a free port of loopback, one daemon thread a connection. The JDK's own
 * server would set the Date by the machine's clock, and would not let answers be broken.
 */
final class HttpListener implements AutoCloseable {

  private static final int BACKLOG = 256;

  private final BiFunction<Request, String, Delivery> handler;
  private final Supplier<Instant> now;
  private final @Nullable Supplier<SSLSocketFactory> tls;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();
  private volatile ServerSocket server;
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
   * @param tls asked for every connection; null for none
   */
  HttpListener(
      BiFunction<Request, String, Delivery> handler,
      Supplier<Instant> now,
      @Nullable Supplier<SSLSocketFactory> tls) {
    this.handler = handler;
    this.now = now;
    this.tls = tls;
    this.server = listen(0);
  }

  URI endpoint() {
    String scheme = tls == null ? "http" : "https";
    return URI.create(scheme + "://127.0.0.1:" + server.getLocalPort());
  }

  /** How many connections there have been. */
  int connections() {
    return connections.get();
  }

  /** Ends every connection, busy or idle. */
  void hangUp() {
    open.forEach(HttpListener::closeQuietly);
  }

  /** Says that nothing more will come on any connection, but leaves it open. */
  void hangUpHalf() {
    for (Socket socket : open) {
      try {
        socket.shutdownOutput();
      } catch (IOException | UnsupportedOperationException gone) {
        // It has ended by itself.
      }
    }
  }

  /** Frees the port, and ends every connection, until {@link #returnTo}. */
  int leave() {
    int port = server.getLocalPort();
    closeQuietly(server);
    hangUp();
    return port;
  }

  /** Listens again where it did before. */
  void returnTo(int port) {
    server = listen(port);
  }

  private ServerSocket listen(int port) {
    try {
      ServerSocket listening = new ServerSocket();
      listening.setReuseAddress(true);
      listening.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), BACKLOG);
      threads.execute(() -> accept(listening));
      return listening;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    closing.countDown();
    closeQuietly(server);
    open.forEach(HttpListener::closeQuietly);
    threads.shutdownNow();
  }

  private void accept(ServerSocket listening) {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
        connections.incrementAndGet();
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
      Socket talk = secured(socket);
      InputStream in = new BufferedInputStream(talk.getInputStream());
      boolean more = true;
      while (more && !server.isClosed()) {
        Request request = RequestReader.read(in, now);
        more = request != null && answer(request, talk);
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

  private Socket secured(Socket plain) throws IOException {
    if (tls == null) {
      return plain;
    }
    SSLSocket secured = (SSLSocket) tls.get().createSocket(plain, null, plain.getPort(), true);
    secured.setUseClientMode(false);
    secured.startHandshake();
    return secured;
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
