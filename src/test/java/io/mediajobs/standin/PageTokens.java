package io.mediajobs.standin;

import io.mediajobs.standin.JobStore.Position;
import java.util.HashMap;
import java.util.Map;

/**
 * Hands out NextTokens: numbers that say nothing. A token stands for the last job of its page and
 * works only with the parameters it was made for. The same page asked for twice has one token, so
 * that equal requests get equal answers.
 */
final class PageTokens {

  private record Page(String fingerprint, Position last) {}

  private final Map<Page, String> tokens = new HashMap<>();
  private final Map<String, Page> pages = new HashMap<>();
  private long next = 225_508;

  /** The token of the page that ends with this job. */
  synchronized String issue(String fingerprint, Position last) {
    Page page = new Page(fingerprint, last);
    String token = tokens.computeIfAbsent(page, unused -> Long.toString(next++));
    pages.put(token, page);
    return token;
  }

  /**
   * Where the page before ended.
   *
   * @throws Refusal 400 InvalidArgument for a token that is unknown, expired, or of other
   *     parameters
   */
  synchronized Position resolve(String token, String fingerprint) {
    Page page = pages.get(token);
    if (page == null || !page.fingerprint().equals(fingerprint)) {
      throw Refusal.invalidArgument("The nextToken is not valid");
    }
    return page.last();
  }

  /** Makes every token handed out so far unknown. */
  synchronized void expire() {
    tokens.clear();
    pages.clear();
  }
}
