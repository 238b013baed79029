package io.mediajobs.standin;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.BinaryOperator;

/** Ways to write an answer, from the unusual to the hostile. */
public final class Wires {

  private static final int NO_TIMES_OUT_OF_THIS = 100_000_000;

  private Wires() {}

  /**
   * A text made of head and body, upon which the connection is closed. The head says so: the end of
   * the connection may come later than the next request on it would.
   */
  public static Wire text(BinaryOperator<String> text) {
    return text(text, false);
  }

  /** A text made of head and body, upon which the connection waits for the next request. */
  public static Wire textAndOn(BinaryOperator<String> text) {
    return text(text, true);
  }

  /** The answer up to this share of a hundred of its head, or of its body, and then a reset. */
  public static Wire resetIn(int ofHead, int ofBody) {
    return (head, body, socket) -> {
      OutputStream out = socket.getOutputStream();
      out.write(latin(head.substring(0, head.length() * ofHead / 100)));
      out.write(utf8(body.substring(0, body.length() * ofBody / 100)));
      // Lest the reset takes what was sent with it.
      Thread.sleep(2);
      socket.setSoLinger(true, 0);
      return false;
    };
  }

  /** A text made of head and body, one character at a time. */
  public static Wire drip(BinaryOperator<String> text, Duration pause) {
    return (head, body, socket) -> {
      for (byte octet : utf8(text.apply(head, body))) {
        socket.getOutputStream().write(octet);
        Thread.sleep(pause.toMillis());
      }
      return true;
    };
  }

  /** A text made of head and body, and then this without an end. */
  public static Wire endless(BinaryOperator<String> start, String more) {
    return (head, body, socket) -> {
      OutputStream out = socket.getOutputStream();
      out.write(utf8(start.apply(head, body)));
      byte[] block = utf8(more.repeat(Math.max(1, 4096 / more.length())));
      // Only the client can end this, but for the bound that saves a test that fails.
      for (int sent = 0; sent < NO_TIMES_OUT_OF_THIS; sent += block.length) {
        out.write(block);
      }
      return false;
    };
  }

  /** The body in other bytes, such as those of another charset or compressed. */
  public static Wire bytes(String moreHead, Encoding encoding) {
    return (head, body, socket) -> {
      byte[] bytes = encoding.encode(body);
      String whole = withLength(head, Integer.toString(bytes.length));
      OutputStream out = socket.getOutputStream();
      out.write(latin(whole.replace("\r\n\r\n", "\r\n" + moreHead + "\r\n\r\n")));
      out.write(bytes);
      return true;
    };
  }

  /** Text into bytes. */
  @FunctionalInterface
  public interface Encoding {
    byte[] encode(String text) throws IOException;
  }

  /** The head with another value of Content-Length. */
  public static String withLength(String head, String value) {
    return head.replaceFirst("Content-Length: [0-9]+", "Content-Length: " + value);
  }

  /** The head with another line in place of Content-Length. */
  public static String framed(String head, String line) {
    return head.replaceFirst("Content-Length: [0-9]+", line);
  }

  /** The body as one chunk, without the last one of zero bytes. */
  public static String chunk(String body) {
    return Integer.toHexString(utf8(body).length) + "\r\n" + body + "\r\n";
  }

  private static Wire text(BinaryOperator<String> text, boolean more) {
    return (head, body, socket) -> {
      String said = more ? head : head.replace("Connection: keep-alive", "Connection: close");
      socket.getOutputStream().write(utf8(text.apply(said, body)));
      if (!more) {
        endOrderly(socket);
      }
      return more;
    };
  }

  /** Closing with a request unread would be a reset, which might overtake the answer. */
  private static void endOrderly(Socket socket) throws IOException {
    socket.shutdownOutput();
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
