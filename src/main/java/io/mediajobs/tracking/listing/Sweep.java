package io.mediajobs.tracking.listing;

import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery.Listing;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.UnreadableJob;
import io.mediajobs.tracking.state.CreationTimes;
import io.mediajobs.tracking.state.PollSettings;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A listing in progress that goes from page to page by the service's tokens. Each page must join on
 * to the one before in the order of creation; where one does not, it goes on by {@link Windows}, or
 * from token to token as they come where the service does not keep to creation times at all.
 *
 * @param start the start asked for; null for no bound
 * @param end the end asked for; null for no bound
 * @param token where it goes on; null on its first page
 * @param reached the newest second on the pages before; null for none
 * @param listed up to here its pages have proven that nothing is left out; null for nowhere
 * @param trail where it has been
 * @param refusals how often its token was refused
 * @param anyOrder whether pages need not join: only the last of them proves anything
 */
public record Sweep(
    @Nullable Instant start,
    @Nullable Instant end,
    @Nullable String token,
    @Nullable Instant reached,
    @Nullable Instant listed,
    TokenTrail trail,
    int refusals,
    boolean anyOrder)
    implements Cursor {

  /** A sweep that begins. */
  public Sweep(@Nullable Instant start, @Nullable Instant end) {
    this(start, end, null, null, null, TokenTrail.START, 0, false);
  }

  /**
   * A sweep of an earlier run, which goes on with its token.
   *
   * @param reached the newest second that it had come to; null for none
   */
  public static Sweep resumed(
      @Nullable Instant start, @Nullable Instant end, String token, @Nullable Instant reached) {
    Instant listed = reached == null ? null : reached.minus(CreationTimes.GRAIN);
    return new Sweep(start, end, token, reached, listed, TokenTrail.START, 0, false);
  }

  /** A sweep of a service that does not list by creation times. */
  static Sweep inAnyOrder(@Nullable Instant start, @Nullable Instant end) {
    return new Sweep(start, end, null, null, null, TokenTrail.START, 0, true);
  }

  @Override
  public Listing listing(JobSource source, PollSettings settings) {
    return settings.listing(source, token, List.of(), start, end);
  }

  @Override
  public @Nullable Cursor startingAt(Instant second, TimeBounds bounds) {
    return anyOrder ? null : new Sweep(bounds.surelyFrom(second), end);
  }

  @Override
  public Advance answered(JobPage page, Instant latest, TimeBounds bounds) {
    PageSeconds seconds = PageSeconds.of(page, start, end, latest);
    String next = page.nextToken();
    boolean needsNoOrder = anyOrder || (token == null && next == null);
    boolean joins =
        seconds.ascending()
            && (reached == null || seconds.oldest() == null || !seconds.oldest().isBefore(reached));
    if (!needsNoOrder && !joins) {
      return new Advance(windows(listed, latest, false, bounds), null, null, Trouble.ORDER);
    }
    if (next == null) {
      return new Advance(null, bounds.surelyListed(end), newest(page, seconds, latest), null);
    }
    // In circles it would page for ever.
    if (next.equals(token) || trail.leadsBackBy(next)) {
      if (anyOrder) {
        return new Advance(null, null, null, Trouble.TOKEN);
      }
      return new Advance(windows(rest(), latest, true, bounds), null, null, Trouble.TOKEN);
    }
    if (anyOrder) {
      Cursor goesOn = new Sweep(start, end, next, null, null, trail.then(next), refusals, anyOrder);
      return new Advance(goesOn, null, null, null);
    }
    Instant newest = seconds.newest() == null ? reached : seconds.newest();
    // Only a page that shows the order proves that nothing before its newest second is left out.
    Instant listedTo =
        seconds.provesOrder() && newest != null ? newest.minus(CreationTimes.GRAIN) : null;
    Cursor behind =
        new Sweep(
            start,
            end,
            next,
            newest,
            listedTo == null ? listed : listedTo,
            trail.then(next),
            refusals,
            false);
    return new Advance(behind, listedTo, listedTo == null ? null : newest, null);
  }

  /** The token is dropped once; a second time, no more are asked for. */
  @Override
  public Advance tokenRefused(Instant latest, TimeBounds bounds) {
    if (anyOrder) {
      return new Advance(null, null, null, Trouble.TOKEN);
    }
    if (refusals > 0) {
      return new Advance(windows(rest(), latest, true, bounds), null, null, Trouble.TOKEN);
    }
    Instant rest = rest();
    Instant from = rest == null ? start : bounds.surelyFrom(rest);
    return new Advance(
        new Sweep(from, end, null, null, listed, TokenTrail.START, refusals + 1, false),
        null,
        null,
        null);
  }

  /** From where on not all is listed; null for the start, as long as nothing proves the order. */
  private @Nullable Instant rest() {
    return listed == null ? null : reached;
  }

  /** The rest by creation times. */
  private Windows windows(
      @Nullable Instant from, Instant latest, boolean ordered, TimeBounds bounds) {
    return Windows.of(from == null ? start : from, end == null ? latest : end, ordered, bounds);
  }

  /**
   * The newest creation time that discovery has come to with the last page. That of an unreadable
   * job is not certain, so it counts only here, where nothing is left behind it.
   */
  private @Nullable Instant newest(JobPage page, PageSeconds seconds, Instant latest) {
    Instant newest = seconds.newest();
    for (UnreadableJob job : page.unreadable()) {
      Instant created = job.createdBetween(start, end == null ? latest : end);
      if (created != null && (newest == null || created.isAfter(newest))) {
        newest = created.truncatedTo(ChronoUnit.SECONDS);
      }
    }
    return newest;
  }
}
