package io.mediajobs.release;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A key to sign with, made for one test and gone with it.
 *
 * @param home where GnuPG keeps it
 */
record SigningKey(Path home) implements AutoCloseable {

  /** Whether this machine has GnuPG. */
  static boolean possible() {
    try {
      return new ProcessBuilder("gpg", "--version")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException none) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Makes a key without a passphrase. The path must be short: it gets a socket. */
  static SigningKey create() throws IOException {
    Path home =
        Files.createTempDirectory(
            "gpg",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    SigningKey key = new SigningKey(home);
    key.gpg("--quick-generate-key", "A Releaser <releaser@example.org>", "ed25519", "sign", "1d");
    return key;
  }

  /** What a build needs to find it. */
  Map<String, String> environment() {
    return Map.of("GNUPGHOME", home.toString());
  }

  /** Fails where a signature is not that of its file by this key. */
  void verify(Path signature, Path file) {
    gpg("--verify", signature.toString(), file.toString());
  }

  @Override
  public void close() {
    run(List.of("gpgconf", "--kill", "all"));
    try (var files = Files.walk(home)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void gpg(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of("gpg", "--batch", "--pinentry-mode", "loopback", "--passphrase", ""));
    command.addAll(List.of(arguments));
    run(command);
  }

  private void run(List<String> command) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().putAll(environment());
      Process process = builder.start();
      process.getOutputStream().close();
      String said =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (process.waitFor() != 0) {
        throw new IllegalStateException(command + ": " + said);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
