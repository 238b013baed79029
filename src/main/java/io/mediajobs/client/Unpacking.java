package io.mediajobs.client;

import io.mediajobs.client.http.HttpAnswer;
import io.mediajobs.client.page.MalformedPageException;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks bodies that come packed. No request asks for that, but gateways on the way do as they
 * like. The bound on an answer holds for what comes out, so a bomb is an answer that is too large.
 */
final class Unpacking {

  private static final int FIRST_PIECE = 8192;

  private Unpacking() {}

  /**
   * The answer with its body unpacked, or as it is where that is not packed.
   *
   * @param limit how many bytes are unpacked; of a body that is longer it is the beginning
   * @throws MalformedPageException where it is broken, or packed in a way that is not known here
   */
  static HttpAnswer of(HttpAnswer answer, int limit) throws MalformedPageException {
    String coding = coding(answer);
    if (coding == null) {
      return answer;
    }
    Inflater inflater = inflater(answer.body());
    try (InputStream in = stream(answer.body(), coding, inflater)) {
      return unpacked(answer, in, limit);
    } catch (IOException broken) {
      throw new MalformedPageException("is packed as " + coding + " and broken");
    } finally {
      inflater.end();
    }
  }

  /** How the body is packed; null where it is not. */
  private static @Nullable String coding(HttpAnswer answer) {
    byte[] body = answer.body();
    String named = answer.coding() == null ? "" : answer.coding().strip().toLowerCase(Locale.ROOT);
    if (named.isEmpty() || named.equals("identity")) {
      // What a page begins with is none of these bytes.
      return body.length > 1 && body[0] == 0x1f && body[1] == (byte) 0x8b ? "gzip" : null;
    }
    return named.equals("x-gzip") ? "gzip" : named;
  }

  private static InputStream stream(byte[] body, String coding, Inflater inflater)
      throws IOException, MalformedPageException {
    InputStream in = new ByteArrayInputStream(body);
    return switch (coding) {
      case "gzip" -> new GZIPInputStream(in);
      case "deflate" -> new InflaterInputStream(in, inflater);
      default ->
          throw new MalformedPageException("is packed as " + coding + ", for which nobody asked");
    };
  }

  /** The standard means a stream with the frame of zlib by deflate, some servers one without. */
  private static Inflater inflater(byte[] body) {
    boolean framed =
        body.length > 1
            && (body[0] & 0x0f) == 8
            && ((body[0] & 0xff) << 8 | (body[1] & 0xff)) % 31 == 0;
    return new Inflater(!framed);
  }

  private static HttpAnswer unpacked(HttpAnswer answer, InputStream in, int limit)
      throws IOException {
    byte[] bytes = new byte[Math.min(limit, FIRST_PIECE)];
    int length = 0;
    try {
      for (int read = 0; read >= 0; length += Math.max(0, read)) {
        if (length == limit) {
          // Reads on to the end too, where a checksum stands.
          return answer.unpacked(bytes, in.read() >= 0 || answer.cut());
        }
        if (length == bytes.length) {
          bytes = Arrays.copyOf(bytes, (int) Math.min(limit, 2L * length));
        }
        read = in.read(bytes, length, bytes.length - length);
      }
    } catch (EOFException end) {
      if (!answer.cut()) {
        throw end;
      }
    }
    return answer.unpacked(Arrays.copyOf(bytes, length), answer.cut());
  }
}
