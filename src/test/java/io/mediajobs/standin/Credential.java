package io.mediajobs.standin;

import org.jspecify.annotations.Nullable;

/**
 * A key pair that may ask.
 *
 * @param secretId public half, made up
 * @param secretKey secret half, made up
 * @param token the security token that must come with it; null for a permanent key
 */
public record Credential(String secretId, String secretKey, @Nullable String token) {

  /** The permanent key that a new stand-in knows. */
  public static final Credential PERMANENT =
      new Credential(
          "AKID-example-not-a-real-secret-id-01", "example-not-a-real-secret-key-00001", null);

  /** A temporary key, unknown until {@link Access#accept} is told of it. */
  public static final Credential TEMPORARY =
      new Credential(
          "AKID-example-not-a-real-secret-id-02",
          "example-not-a-real-secret-key-00002",
          "Token+/=EXAMPLE==");
}
