package io.mediajobs.tail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Who reads the records of a command, and ends it after so many lines, as a signal would. */
final class Listener extends OutputStream {

  private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
  private final int enough;

  /** A listener that ends the command on whose thread it gets the last of so many lines. */
  Listener(int enough) {
    this.enough = enough;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    heard.write(bytes, offset, length);
    if (lines().size() >= enough) {
      Thread.currentThread().interrupt();
    }
  }

  /** What has been written. */
  String text() {
    return heard.toString(StandardCharsets.UTF_8);
  }

  /** The same by lines. */
  List<String> lines() {
    return text().lines().toList();
  }
}
