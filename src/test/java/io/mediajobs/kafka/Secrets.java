package io.mediajobs.kafka;

import io.mediajobs.standin.Credential;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What must never leave the connector but on its way to the service. Whatever this rig reads, REST
 * answers, records, logs, it looks through for that.
 */
public final class Secrets {

  private static final Pattern SECRET = pattern();

  private Secrets() {}

  /** A file for the config provider {@code file}, with the keys secret.key and session.token. */
  public static Path file(Credential credential) {
    Path file = Path.of("target", "kafka", credential.secretId() + ".properties").toAbsolutePath();
    String token = credential.token() == null ? "" : credential.token();
    try {
      Files.createDirectories(file.getParent());
      // A worker may be reading it for another connector, and is not to find it empty.
      Path whole = Files.createTempFile(file.getParent(), "secret", null);
      Files.writeString(
          whole, "secret.key=" + credential.secretKey() + "\nsession.token=" + token + "\n");
      return Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /**
   * Fails where a text shows a secret key, a token or a signature.
   *
   * @param where begins the message
   */
  public static void absentFrom(String where, String text) {
    List<String> found = in(text);
    if (!found.isEmpty()) {
      throw new AssertionError(where + " shows " + found.get(0));
    }
  }

  /** The secrets in a text, in its order. */
  public static List<String> in(String text) {
    List<String> found = new ArrayList<>();
    for (Matcher secret = SECRET.matcher(text); secret.find(); ) {
      found.add(secret.group());
    }
    return found;
  }

  private static Pattern pattern() {
    List<String> all = new ArrayList<>(List.of("q-signature=[0-9a-f]+"));
    for (Credential credential : List.of(Credential.PERMANENT, Credential.TEMPORARY)) {
      all.add(Pattern.quote(credential.secretKey()));
      if (credential.token() != null) {
        all.add(Pattern.quote(credential.token()));
      }
    }
    return Pattern.compile(String.join("|", all));
  }
}
