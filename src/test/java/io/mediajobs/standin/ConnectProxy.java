package io.mediajobs.standin;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/**
 * An HTTP proxy on a free port of loopback. To {@code CONNECT} it answers as it is told to, and
 * after a 200 it joins both ends up; any other request it sends on to where its address says.
 */
public final class ConnectProxy implements AutoCloseable {

  private static final String ESTABLISHED = "HTTP/1.1 200 Connection established";

  /** The heads of all requests that came to the proxy itself. */
  public final List<String> heads = new CopyOnWriteArrayList<>();

  private final ServerSocket server;
  private final UnaryOperator<String> policy;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /**
   * Listens from now on.
   *
   * @param policy the head of an answer, without its last line break, for the head of a request; a
   *     200 lets it pass, null never answers
   */
  public ConnectProxy(UnaryOperator<String> policy) throws IOException {
    this.policy = policy;
    this.server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    start(this::accept);
  }

  /** Lets everybody pass. */
  public static ConnectProxy open() throws IOException {
    return new ConnectProxy(head -> ESTABLISHED);
  }

  /** Lets those pass who say this in {@code Proxy-Authorization}; the others get a 407. */
  public static ConnectProxy asking(String authorization) throws IOException {
    String line = "\r\nProxy-Authorization: " + authorization + "\r\n";
    return new ConnectProxy(
        head ->
            head.contains(line)
                ? ESTABLISHED
                : "HTTP/1.1 407 Who are you\r\nProxy-Authenticate: Basic realm=\"x\"\r\n"
                    + "Content-Length: 0");
  }

  /** Its port on {@code 127.0.0.1}. */
  public int port() {
    return server.getLocalPort();
  }

  /** How many connections, of either side, are open. */
  public int openConnections() {
    return open.size();
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
        start(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      InputStream in = client.getInputStream();
      OutputStream out = client.getOutputStream();
      for (String head = head(in); !head.isEmpty(); head = head(in)) {
        heads.add(head);
        String answer = policy.apply(head);
        if (answer == null) {
          in.read(); // Until the client hangs up.
          return;
        }
        if (!answer.equals(ESTABLISHED)) {
          out.write(bytes(answer + "\r\n\r\n"));
          out.flush();
          continue;
        }
        pass(client, head);
        return;
      }
    } catch (IOException gone) {
      // Either end hung up.
    } finally {
      open.remove(client);
    }
  }

  private void pass(Socket client, String head) throws IOException {
    boolean tunnel = head.startsWith("CONNECT ");
    String to = head.split(" ")[1].replaceFirst("^http://", "").replaceFirst("/.*", "");
    int colon = to.lastIndexOf(':');
    try (Socket service =
        new Socket(to.substring(0, colon), Integer.parseInt(to.substring(colon + 1)))) {
      open.add(service);
      if (tunnel) {
        client.getOutputStream().write(bytes(ESTABLISHED + "\r\n\r\n"));
      } else {
        service.getOutputStream().write(bytes(head.replaceFirst("http://[^/ ]+", "")));
      }
      start(() -> copy(client, service));
      copy(service, client);
      open.remove(service);
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.close();
    } catch (IOException gone) {
      // Either end hung up.
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    for (int octet = in.read(); octet != -1; octet = in.read()) {
      head.append((char) octet);
      if (octet == '\n' && head.toString().endsWith("\r\n\r\n")) {
        return head.toString();
      }
    }
    return "";
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "connect-proxy");
    thread.setDaemon(true);
    thread.start();
  }
}
