package io.mediajobs.client.credentials;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A file that a setting names, of whatever kind that turns out to be. Only a regular file is
 * opened, or a link to one, and never is more of it held than may be: a device without end costs no
 * memory, and a pipe that nobody writes to costs no thread.
 *
 * @param path the file
 * @param maxBytes how long it may be
 */
public record RegularFile(Path path, int maxBytes) {

  /**
   * What there is to know before the file is opened.
   *
   * @throws Refused where it may not be opened
   * @throws IOException where there is no such file, or nobody may know of it
   */
  BasicFileAttributes attributes() throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    if (!attributes.isRegularFile()) {
      throw new Refused("is no regular file");
    }
    if (attributes.size() > maxBytes) {
      throw tooLong();
    }
    return attributes;
  }

  /**
   * Reads all of the file.
   *
   * @throws Refused where it is no regular file, or a longer one
   * @throws IOException where it can't be read
   */
  public byte[] read() throws IOException {
    // Opening a pipe waits for its writer, so the look comes first. Who puts a pipe in the place of
    // the file between the look and the opening still gets a thread to wait: Java can't open a file
    // without waiting. That takes the right to write into the folder of a trust store or of keys.
    attributes();
    try (InputStream in = Files.newInputStream(path)) {
      // The size that was just seen says little of what grows meanwhile, or is made while it is
      // read.
      byte[] bytes = in.readNBytes(maxBytes + 1);
      if (bytes.length > maxBytes) {
        throw tooLong();
      }
      return bytes;
    }
  }

  private Refused tooLong() {
    return new Refused("is longer than " + maxBytes + " bytes");
  }

  /** A file that may not be read, and why. */
  public static final class Refused extends IOException {

    private static final long serialVersionUID = 1L;

    private final String why;

    private Refused(String why) {
      super(why);
      this.why = why;
    }

    /** The rest of a sentence that begins with the file. */
    public String why() {
      return why;
    }
  }
}
