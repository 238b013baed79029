package io.mediajobs.standin;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Puts answers onto the wire, with all that may go wrong there. */
final class DeliveryWriter {

  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);
  private static final int PADDING_BLOCK = 64 * 1024;

  private final CountDownLatch closing;

  /** Pauses end as soon as the latch opens, so that nothing keeps the stand-in from closing. */
  DeliveryWriter(CountDownLatch closing) {
    this.closing = closing;
  }

  /**
   * Sends an answer.
   *
   * @return whether the connection can take another request
   */
  boolean write(Delivery delivery, String requestId, boolean keepAlive, Socket socket)
      throws IOException, InterruptedException {
    pause(delivery.delay());
    if (delivery.reset()) {
      // Without lingering, close sends a reset in place of the orderly end.
      socket.setSoLinger(true, 0);
      return false;
    }
    byte[] body = delivery.answer().body().getBytes(StandardCharsets.UTF_8);
    byte[] head = head(delivery, body.length + delivery.padding(), requestId, keepAlive);
    if (delivery.wire() != null) {
      return delivery.wire().write(latin(head), delivery.answer().body(), socket);
    }
    OutputStream out = socket.getOutputStream();
    int end = delivery.cut() ? body.length / 2 : body.length;
    int first = Math.min(end, delivery.chunk());
    // Head and first piece in one write: no answer waits for an acknowledgement of its head.
    byte[] start = Arrays.copyOf(head, head.length + first);
    System.arraycopy(body, 0, start, head.length, first);
    out.write(start);
    for (int from = first; from < end; from += delivery.chunk()) {
      pause(delivery.pause());
      out.write(body, from, Math.min(delivery.chunk(), end - from));
    }
    if (!delivery.cut()) {
      pad(out, delivery.padding());
    }
    return keepAlive && !delivery.cut();
  }

  private static void pad(OutputStream out, long padding) throws IOException {
    byte[] blanks = new byte[(int) Math.min(padding, PADDING_BLOCK)];
    Arrays.fill(blanks, (byte) ' ');
    for (long left = padding; left > 0; left -= blanks.length) {
      out.write(blanks, 0, (int) Math.min(left, blanks.length));
    }
  }

  private static byte[] head(
      Delivery delivery, long contentLength, String requestId, boolean keepAlive) {
    Answer answer = delivery.answer();
    StringBuilder head = new StringBuilder();
    // No client reads the words behind the number, so one word does for all.
    head.append("HTTP/1.1 ")
        .append(answer.status())
        .append(answer.status() < 300 ? " OK" : " Error");
    field(head, "Content-Type", answer.contentType());
    field(head, "Content-Length", Long.toString(contentLength));
    field(head, "Connection", keepAlive ? "keep-alive" : "close");
    field(head, "Date", HTTP_DATE.format(delivery.date()));
    field(head, "Server", "tencent-ci");
    field(head, "x-ci-request-id", requestId);
    if (answer.status() >= 400) {
      field(head, "x-ci-trace-id", requestId);
    }
    if (delivery.retryAfter() != null) {
      field(head, "Retry-After", delivery.retryAfter());
    } else if (answer.retryAfter() != null) {
      field(head, "Retry-After", Long.toString(answer.retryAfter().toSeconds()));
    }
    return head.append("\r\n\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String latin(byte[] head) {
    return new String(head, StandardCharsets.ISO_8859_1);
  }

  private static void field(StringBuilder head, String name, String value) {
    head.append("\r\n").append(name).append(": ").append(value);
  }

  private void pause(Duration duration) throws IOException, InterruptedException {
    if (!duration.isZero() && closing.await(duration.toNanos(), TimeUnit.NANOSECONDS)) {
      throw new IOException("The stand-in closes");
    }
  }
}
