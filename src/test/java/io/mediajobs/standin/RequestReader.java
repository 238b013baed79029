package io.mediajobs.standin;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads the head of HTTP/1.1 requests. Bodies are not read: nothing here takes one. */
final class RequestReader {

  private static final int MAX_LINE = 64 * 1024;

  private RequestReader() {}

  /**
   * Reads the next request.
   *
   * @return null where the peer closed the connection between requests
   * @throws IOException for a broken connection, and for what is no HTTP
   */
  static @Nullable Request read(InputStream in, Supplier<Instant> now) throws IOException {
    String start = line(in);
    if (start == null) {
      return null;
    }
    String[] parts = start.split(" ");
    // What comes to a proxy has its host in front.
    String target = parts.length == 3 ? parts[1].replaceFirst("^http://[^/]+", "") : "";
    if (!target.startsWith("/")) {
      throw new IOException("No request line: " + start);
    }
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line = line(in); !"".equals(line); line = line(in)) {
      int colon = line == null ? -1 : line.indexOf(':');
      if (colon < 1) {
        throw new EOFException("The head ends early");
      }
      headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
    }
    try {
      return Request.of(parts[0], target, headers, now.get());
    } catch (IllegalArgumentException badEscape) {
      throw new IOException("No request target: " + target, badEscape);
    }
  }

  private static @Nullable String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        return null;
      } else if (line.size() > MAX_LINE) {
        throw new IOException("A line of the head is too long");
      }
      line.write(next);
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }
}
