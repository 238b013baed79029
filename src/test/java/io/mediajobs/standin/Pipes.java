package io.mediajobs.standin;

import java.io.IOException;
import java.nio.file.Path;

/** Named pipes, which Java can't make by itself. */
public final class Pipes {

  private Pipes() {}

  /** Makes one that nobody writes to: whoever opens it to read waits for ever. */
  public static Path make(Path pipe) throws IOException, InterruptedException {
    int status = new ProcessBuilder("mkfifo", pipe.toString()).inheritIO().start().waitFor();
    if (status != 0) {
      throw new IOException("mkfifo ends with " + status);
    }
    return pipe;
  }
}
