package io.mediajobs.build;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;

/** The terminal of the build, past the test runner, which puts what tests print into files. */
public final class Console {

  // Never closed: that would take the error stream from everybody else in this JVM.
  private static final PrintStream ERR =
      new PrintStream(new FileOutputStream(FileDescriptor.err), true);

  private Console() {}

  /** Prints one line. */
  public static void print(String line) {
    ERR.println(line);
  }
}
