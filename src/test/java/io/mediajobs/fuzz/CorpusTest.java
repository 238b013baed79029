package io.mediajobs.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every input that has been found to matter, and each cut short, once more. */
class CorpusTest {

  @ParameterizedTest
  @EnumSource
  void everyInputIsStoodUpTo(FuzzTarget target) throws Exception {
    List<Path> inputs = inputs(target);
    assertThat(inputs).hasSizeGreaterThan(5);
    for (Path input : inputs) {
      byte[] bytes = Files.readAllBytes(input);
      for (int length = 0; length <= bytes.length; length += 1 + bytes.length / 50) {
        check(target, input, Arrays.copyOf(bytes, length));
      }
      check(target, input, bytes);
    }
  }

  private static void check(FuzzTarget target, Path input, byte[] bytes) {
    try {
      target.target.accept(bytes);
    } catch (Throwable broken) {
      throw new AssertionError(input.getFileName() + " of " + bytes.length + " bytes", broken);
    }
  }

  private static List<Path> inputs(FuzzTarget target) throws Exception {
    try (Stream<Path> files = Files.list(folder(target))) {
      return files.sorted().toList();
    }
  }

  static Path folder(FuzzTarget target) throws URISyntaxException {
    return Path.of(CorpusTest.class.getResource("/fuzz/" + target.folder).toURI());
  }
}
