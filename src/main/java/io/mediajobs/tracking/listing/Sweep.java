package io.mediajobs.tracking.listing;

import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery.Listing;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.UnreadableJob;
import io.mediajobs.tracking.state.CreationTimes;
import io.mediajobs.tracking.state.Notices.Trouble;
import io.mediajobs.tracking.state.PollSettings;
import io.mediajobs.tracking.state.SourceState.OpenSweep;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A listing in progress that goes from page to page by the service's tokens. Each page must join on
 * to the one before in the order of creation; where one does not, it goes on by {@link Windows}, or
 * from token to token as they come where the service does not keep to creation times at all.
 *
 * @param start the start asked for; null for no bound
 * @param end the end asked for; null for no bound
 * @param trail where it goes on, and where it has been
 * @param reached the newest second on the pages before; null for none
 * @param listed up to here its pages have proven that nothing is left out; null for nowhere
 * @param before how the page before ended
 * @param refusals how often its token was refused
 * @param anyOrder whether pages need not join: only the last of them proves anything
 */
public record Sweep(
    @Nullable Instant start,
    @Nullable Instant end,
    TokenTrail trail,
    @Nullable Instant reached,
    @Nullable Instant listed,
    PageEnd before,
    int refusals,
    boolean anyOrder)
    implements Cursor {

  /** A sweep that begins. */
  public Sweep(@Nullable Instant start, @Nullable Instant end) {
    this(start, end, TokenTrail.START, null, null, PageEnd.NONE, 0, false);
  }

  /** A sweep of an earlier run, which goes on with its token: from where, its page has to tell. */
  public static Sweep resumed(@Nullable Instant start, @Nullable Instant end, String token) {
    return new Sweep(start, end, TokenTrail.from(token), null, null, PageEnd.NONE, 0, false);
  }

  /** A sweep of a service that does not list by creation times. */
  static Sweep inAnyOrder(@Nullable Instant start, @Nullable Instant end) {
    return new Sweep(start, end, TokenTrail.START, null, null, PageEnd.NONE, 0, true);
  }

  /** What an offset has of it; null where it has no token to go on with. */
  public @Nullable OpenSweep open() {
    return token() == null ? null : new OpenSweep(token(), start, end);
  }

  @Override
  public Listing listing(JobSource source, PollSettings settings) {
    return settings.listing(source, token(), List.of(), start, end);
  }

  @Override
  public @Nullable String token() {
    return trail.token();
  }

  @Override
  public @Nullable Cursor startingAt(Instant second, TimeBounds bounds) {
    return anyOrder ? null : new Sweep(bounds.surelyFrom(second), end);
  }

  @Override
  public Advance answered(JobPage page, Instant latest, TimeBounds bounds) {
    PageSeconds seconds = PageSeconds.of(page, start, end, latest);
    String next = page.nextToken();
    boolean needsNoOrder = anyOrder || (token() == null && next == null);
    PageEnd last = before.then(page);
    boolean gap = before.mayLeaveOut(last);
    boolean joins =
        seconds.ascending()
            && !gap
            && (reached == null || seconds.oldest() == null || !seconds.oldest().isBefore(reached));
    if (!needsNoOrder && !joins) {
      return Advance.after(
          gap ? Trouble.GAP : Trouble.ORDER, windows(listed, latest, false, bounds));
    }
    if (next == null) {
      return Advance.of(null, bounds.surelyListed(end), newest(page, seconds, latest));
    }
    TokenTrail on = trail.then(next, page);
    if (on == null) {
      // In circles it would page for ever.
      return withoutTokens(latest, bounds);
    }
    if (on.isEndless()) {
      return endless(bounds);
    }
    if (anyOrder) {
      return Advance.to(new Sweep(start, end, on, null, null, last, refusals, true));
    }
    Instant newest = seconds.newest() == null ? reached : seconds.newest();
    if (newest == null || !seconds.provesOrder()) {
      return Advance.to(new Sweep(start, end, on, newest, listed, last, refusals, false));
    }
    // Only a page that shows the order proves that nothing before its newest second is left out.
    Instant listedTo = seconds.listedTo();
    Cursor rest = new Sweep(start, end, on, newest, listedTo, last, refusals, false);
    return Advance.of(rest, listedTo, newest);
  }

  /** The token is dropped once; a second time, no more are asked for. */
  @Override
  public Advance tokenRefused(Instant latest, TimeBounds bounds) {
    if (anyOrder || refusals > 0) {
      return withoutTokens(latest, bounds);
    }
    Instant rest = rest();
    Instant from = rest == null ? start : bounds.surelyFrom(rest);
    return Advance.to(
        new Sweep(from, end, TokenTrail.START, null, listed, PageEnd.NONE, refusals + 1, false));
  }

  /**
   * From the newest second on it is asked for anew, as there may be more that its tokens don't lead
   * to. Where it comes no further, it is at its end.
   */
  private Advance endless(TimeBounds bounds) {
    Instant from = reached == null || anyOrder ? null : bounds.surelyFrom(reached);
    return from != null && (start == null || from.isAfter(start))
        ? Advance.after(Trouble.ENDLESS, new Sweep(from, end))
        : new Advance(null, bounds.surelyListed(end), reached, Trouble.ENDLESS, null);
  }

  private Advance withoutTokens(Instant latest, TimeBounds bounds) {
    Cursor rest = anyOrder ? null : windows(rest(), latest, true, bounds);
    return Advance.after(Trouble.TOKEN, rest);
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
        newest = CreationTimes.second(created);
      }
    }
    return newest;
  }
}
