package io.mediajobs.standin;

import io.mediajobs.standin.JobStore.Position;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Cuts listings into pages. A page shows what is visible when it is asked for, and the next goes on
 * behind its last job: a job that turns up behind that place is not shown by the pages to come.
 */
final class Listing {

  /**
   * One page.
   *
   * @param jobs in the order asked for
   * @param nextToken null on the last page
   */
  record Page(List<Job> jobs, @Nullable String nextToken) {}

  private final JobStore store;
  private final PageTokens tokens;
  private final Set<Quirk> quirks;

  Listing(JobStore store, PageTokens tokens, Set<Quirk> quirks) {
    this.store = store;
    this.tokens = tokens;
    this.quirks = quirks;
  }

  /** The page that a query asks for, by what is visible now. */
  Page page(ListingQuery query, Instant now) {
    List<Job> jobs = new ArrayList<>();
    for (Job job : candidates(query).values()) {
      if (query.shows(job, now)) {
        if (jobs.size() == query.size()) {
          Position last = Position.of(jobs.get(jobs.size() - 1));
          return new Page(jobs, tokens.issue(query.fingerprint(), last));
        }
        jobs.add(job);
      }
    }
    return new Page(jobs, null);
  }

  /** What lies between the bounds and behind the token, in the order asked for. */
  private NavigableMap<Position, Job> candidates(ListingQuery query) {
    long inset = quirks.contains(Quirk.EXCLUSIVE_TIMES) ? 1 : 0;
    Position first =
        new Position(query.start() == null ? Instant.MIN : query.start().plusSeconds(inset), "");
    Position last =
        new Position(
            query.end() == null ? Instant.MAX : query.end().minusSeconds(inset), Position.LAST);
    if (first.compareTo(last) > 0) {
      return Collections.emptyNavigableMap();
    }
    NavigableMap<Position, Job> jobs = store.ofTag(query.tag()).subMap(first, true, last, true);
    NavigableMap<Position, Job> ordered = query.ascending() ? jobs : jobs.descendingMap();
    if (query.nextToken() == null) {
      return ordered;
    } else if (quirks.contains(Quirk.TOKENS_REFUSED)) {
      throw Refusal.invalidArgument("The nextToken is not valid");
    }
    return ordered.tailMap(tokens.resolve(query.nextToken(), query.fingerprint()), false);
  }
}
