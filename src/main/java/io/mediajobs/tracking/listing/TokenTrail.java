package io.mediajobs.tracking.listing;

import org.jspecify.annotations.Nullable;

/**
 * Where a listing has been, in two words of memory however long it is: one token is remembered, and
 * replaced by a newer one each time the way since then has doubled. A listing that goes in circles
 * comes back to it after at most three rounds.
 *
 * @param mark the token remembered; null before the first
 * @param since how many pages ago it was
 * @param replaceAfter how many pages it is remembered for
 */
record TokenTrail(@Nullable String mark, int since, int replaceAfter) {

  static final TokenTrail START = new TokenTrail(null, 0, 1);

  private static final int LONGEST = 1 << 30;

  /** Whether a page with this token has been there before, as far as is remembered. */
  boolean leadsBackBy(String token) {
    return token.equals(mark);
  }

  /** The trail with one more page. */
  TokenTrail then(String token) {
    return since + 1 < replaceAfter
        ? new TokenTrail(mark, since + 1, replaceAfter)
        : new TokenTrail(token, 0, Math.min(2 * replaceAfter, LONGEST));
  }
}
