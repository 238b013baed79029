package io.mediajobs.standin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** Ways to pack a body, as HTTP names them. */
public enum Packing {
  GZIP("gzip"),
  /** What the standard calls deflate. */
  ZLIB("deflate"),
  /** What some servers take it for. */
  DEFLATE("deflate"),
  NONE("identity");

  private final String coding;

  Packing(String coding) {
    this.coding = coding;
  }

  /** The value of {@code Content-Encoding}. */
  public String coding() {
    return coding;
  }

  /** A text, packed. */
  public byte[] pack(String text) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = into(packed)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return packed.toByteArray();
  }

  /** So many blanks in a thousandth of the bytes. */
  public byte[] bomb(int blanks) throws IOException {
    byte[] piece = new byte[65_536];
    Arrays.fill(piece, (byte) ' ');
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = into(packed)) {
      for (int written = 0; written < blanks; written += piece.length) {
        out.write(piece);
      }
    }
    return packed.toByteArray();
  }

  /** The answer's body, packed; the head says so. */
  public Wire wire() {
    return Wires.bytes("Content-Encoding: " + coding, this::pack);
  }

  private OutputStream into(OutputStream out) throws IOException {
    return switch (this) {
      case GZIP -> new GZIPOutputStream(out);
      case ZLIB -> new DeflaterOutputStream(out);
      case DEFLATE ->
          new DeflaterOutputStream(out, new Deflater(Deflater.DEFAULT_COMPRESSION, true));
      case NONE -> out;
    };
  }
}
