package io.mediajobs.client.credentials;

import org.jspecify.annotations.Nullable;

/**
 * What requests are signed with. White space around a value is dropped: values that come from files
 * often end in a line break.
 *
 * @param secretId names the key, {@code AKID…}
 * @param secretKey signs; it is never sent
 * @param token the session token of temporary credentials; null for long-term ones
 */
public record Credentials(String secretId, String secretKey, @Nullable String token) {

  /**
   * Rejects what could not be sent in a header or signed with.
   *
   * @throws IllegalArgumentException with one sentence that does not contain the value
   */
  public Credentials {
    secretId = visible("secret id", secretId.strip());
    secretKey = visible("secret key", secretKey.strip());
    token = token == null || token.isBlank() ? null : visible("session token", token.strip());
  }

  /** Shows stars: a record of secrets ends up in a log sooner or later. */
  @Override
  public String toString() {
    return "Credentials[secretId=****, secretKey=****, token="
        + (token == null ? "none" : "****")
        + "]";
  }

  private static String visible(String what, String value) {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("The " + what + " is empty");
    }
    if (!value.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw new IllegalArgumentException(
          "The " + what + " holds a character other than visible ASCII");
    }
    return value;
  }
}
