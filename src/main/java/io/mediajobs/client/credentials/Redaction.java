package io.mediajobs.client.credentials;

import io.mediajobs.job.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.hc.core5.net.PercentCodec;
import org.jspecify.annotations.Nullable;

/**
 * Makes text of the service fit for a message: one line, short, and free of what was signed with,
 * since an error message may echo a request.
 */
public final class Redaction {

  private static final String STARS = "****";

  /** White space, and characters that act on a terminal or reorder what is read there. */
  private static final Pattern INVISIBLE = Pattern.compile("[\\s\\p{C}\\p{Z}]+");

  private static final Pattern SECRETS =
      Pattern.compile(
          // Any part of an Authorization value, the whole header, the token header, a secret id
          // and, last, what is as long as a signature.
          "q-(?:sign|ak|key|header|url|signature)[a-z-]{0,40}=[^\\s\"'<>]*"
              + "|(?:proxy-)?authorization[\"']?\\s*[:=]\\s*(?:basic |bearer )?\\S+"
              + "|security-token[\"']?\\s*[:=]\\s*\\S+"
              + "|AKID[0-9A-Za-z_-]+"
              + "|(?<![0-9A-Fa-f])[0-9A-Fa-f]{40}(?![0-9A-Fa-f])",
          Pattern.CASE_INSENSITIVE);

  private final List<String> literals = new ArrayList<>();

  /** Redacts what a request was signed with, as it is and as it stands in a request. */
  public Redaction(Credentials credentials) {
    literals.add(credentials.secretKey());
    literals.add(credentials.secretId());
    if (credentials.token() != null) {
      literals.add(credentials.token());
      literals.add(PercentCodec.RFC3986.encode(credentials.token()));
    }
  }

  /**
   * The text with stars for secrets, cut to a length.
   *
   * @return null where nothing visible is left
   */
  public @Nullable String of(@Nullable String text, int maxLength) {
    if (text == null) {
      return null;
    }
    // Literals first: as they are, and once more for one that a line break had split.
    String clean = INVISIBLE.matcher(withoutLiterals(text)).replaceAll(" ").strip();
    clean = SECRETS.matcher(withoutLiterals(clean)).replaceAll(STARS);
    if (clean.isEmpty()) {
      return null;
    }
    return clean.length() <= maxLength ? clean : Printable.cut(clean, maxLength) + "…";
  }

  /** The text with stars for the credentials themselves, and else as it is. */
  public String withoutLiterals(String text) {
    String clean = text;
    for (String literal : literals) {
      clean = clean.replace(literal, STARS);
    }
    return clean;
  }
}
