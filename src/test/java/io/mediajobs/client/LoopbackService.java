package io.mediajobs.client;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLServerSocket;

/**
 * Accepts requests on a free loopback port and lets a test write the bytes that come back, also
 * those that no proper server would send.
 */
public final class LoopbackService implements AutoCloseable {

  /** What a test does with a request. A connection lives on unless it is closed here. */
  @FunctionalInterface
  public interface Script {
    void answer(Request request, Socket connection, OutputStream out) throws Exception;
  }

  /** A request as it came in; names of headers are lower case. */
  public record Request(String line, Map<String, String> headers) {

    public String target() {
      return line.split(" ")[1];
    }
  }

  public final List<Request> requests = new CopyOnWriteArrayList<>();
  final AtomicInteger connections = new AtomicInteger();
  private final ServerSocket server;
  private final Script script;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  public LoopbackService(Script script) throws IOException {
    this(script, ServerSocketFactory.getDefault());
  }

  /** Over TLS, where the factory makes such sockets. */
  public LoopbackService(Script script, ServerSocketFactory sockets) throws IOException {
    this.script = script;
    this.server = sockets.createServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    start(this::accept);
  }

  /** Answers every request alike. */
  public static LoopbackService answering(String head, String body) throws IOException {
    return new LoopbackService((request, connection, out) -> out.write(whole(head, body)));
  }

  /** Status line and headers, Content-Length added, and the body. */
  public static byte[] whole(String head, String body) {
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    return bytes(head + "\r\nContent-Length: " + length + "\r\n\r\n" + body);
  }

  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  public URI endpoint() {
    String scheme = server instanceof SSLServerSocket ? "https" : "http";
    return URI.create(scheme + "://127.0.0.1:" + server.getLocalPort());
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        connections.incrementAndGet();
        start(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      for (Request request = read(in); request != null; request = read(in)) {
        requests.add(request);
        script.answer(request, socket, socket.getOutputStream());
        socket.getOutputStream().flush();
      }
    } catch (Exception gone) {
      // The client hung up, which is what several tests are about.
    }
  }

  private static Request read(InputStream in) throws IOException {
    String line = readLine(in);
    if (line == null) {
      return null;
    }
    Map<String, String> headers = new LinkedHashMap<>();
    for (String header = readLine(in); header != null && !header.isEmpty(); header = readLine(in)) {
      int colon = header.indexOf(':');
      headers.put(
          header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).strip());
    }
    return new Request(line, headers);
  }

  private static String readLine(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int octet = in.read(); octet != -1; octet = in.read()) {
      if (octet == '\n') {
        return line.toString().strip();
      }
      line.append((char) octet);
    }
    return null;
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "loopback-service");
    thread.setDaemon(true);
    thread.start();
  }
}
