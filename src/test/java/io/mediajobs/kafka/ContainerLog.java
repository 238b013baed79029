package io.mediajobs.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.testcontainers.containers.output.OutputFrame;

/** Takes down what a container says, among the logs of the processes in {@code target/kafka}. */
public final class ContainerLog implements Consumer<OutputFrame> {

  private final Path file;

  private ContainerLog(Path file) {
    this.file = file;
  }

  /** A log of its own, whose file begins with a name. */
  public static ContainerLog named(String name) {
    Path parent = Path.of("target", "kafka").toAbsolutePath();
    try {
      Files.createDirectories(parent);
      return new ContainerLog(Files.createTempFile(parent, name + "-", ".log"));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public void accept(OutputFrame frame) {
    if (frame.getType() == OutputFrame.OutputType.END) {
      return;
    }
    try {
      Files.write(file, frame.getBytes(), StandardOpenOption.APPEND);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
