package io.mediajobs.tracking.discovery;

import io.mediajobs.job.JobEvent;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery;
import io.mediajobs.job.JobQuery.Listing;
import io.mediajobs.job.JobQuery.LookUp;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.JobTags;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.tracking.listing.Course;
import io.mediajobs.tracking.listing.PageSeconds;
import io.mediajobs.tracking.listing.ShownJobs;
import io.mediajobs.tracking.listing.Sweep;
import io.mediajobs.tracking.listing.Windows;
import io.mediajobs.tracking.plan.Ask;
import io.mediajobs.tracking.plan.Plan;
import io.mediajobs.tracking.plan.Step;
import io.mediajobs.tracking.state.CreationTimes;
import io.mediajobs.tracking.state.Notices;
import io.mediajobs.tracking.state.PollSettings;
import io.mediajobs.tracking.state.Times;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether the oldest jobs age out while a long listing is read: where tokens are positions, each
 * that is gone makes the next page begin one job too late, and no page shows it. So of a listing
 * that may lose its lower end the oldest job is asked for once more, before what was listed counts
 * as settled, or its page where look-ups are of no use; if it is gone, what was listed since is
 * listed again by creation times.
 */
final class OldestJob implements Plan {

  /** So many pages are listed again at most. */
  private static final int PAGES = 100;

  /** What can't be asked for so often may be gone. */
  private static final int TRIES = 3;

  private final JobSource source;
  private final PollSettings settings;
  private final DiscoveryState discovery;
  private final Notices notices;

  /** What may be the oldest job; null where none is watched. */
  private @Nullable ShownJobs oldest;

  /** The page that has shown it. */
  private @Nullable Listing first;

  /** Whether look-ups have failed. */
  private boolean asksForPage;

  /** Pages taken in since it was asked for, or wanted, last. */
  private int pages;

  private Instant listedAt = Instant.MIN;
  private boolean over;

  /** The question that is wanted; null for none. */
  private @Nullable Wanted wanted;

  /** The question under way; null for none. */
  private @Nullable Ask asked;

  /** Up to where its answer releases what is held. */
  private Instant listed = CreationTimes.BEGINNING;

  /**
   * A question that is wanted.
   *
   * @param at when it may be asked: a moment after the newest page, as another of the service's
   *     servers may answer that has not seen as much
   * @param listed up to where all was listed when that page came; later ones prove nothing more
   */
  private record Wanted(Instant at, Instant listed) {}

  OldestJob(JobSource source, PollSettings settings, DiscoveryState discovery, Notices notices) {
    this.source = source;
    this.settings = settings;
    this.discovery = discovery;
    this.notices = notices;
  }

  /** Takes in a page of the front, after discovery has. */
  void listed(Course before, JobPage page, Instant now) {
    if (!(before.cursor() instanceof Sweep sweep) || sweep.anyOrder()) {
      // Where listings keep to no times, there is no other way.
      return;
    }
    Course front = discovery.turns().front();
    boolean goesOn =
        front != null && front.cursor() instanceof Sweep && front.cursor().token() != null;
    if (oldest == null && asked == null && goesOn && sweep.token() == null) {
      begin(before, page);
      listedAt = now;
    } else if (oldest != null) {
      discovery.settlement().hold();
      pages++;
      listedAt = now;
      // By creation times, nothing is left out of what comes; of what was listed it may be.
      over = front == null || front.cursor() instanceof Windows;
      if (over || pages >= PAGES) {
        ask();
      }
    }
  }

  private void begin(Course front, JobPage page) {
    Instant start = front.cursor().start();
    PageSeconds seconds = PageSeconds.of(page, start, null, CreationTimes.END);
    Instant second = seconds.oldest();
    if (second == null || (start != null && !discovery.evidence().isOld(second))) {
      return;
    }
    oldest = ShownJobs.oldestOf(page, second, JobTags.idsPerLookUp(source));
    asksForPage |= !oldest.canBeLookedUp();
    first = front.cursor().listing(source, settings);
    pages = 0;
    // The first page has left nothing out.
    Settlement settlement = discovery.settlement();
    settlement.release(CreationTimes.later(listed(), settlement.settled()));
  }

  /** Wants to be asked, as what is held is in the way. */
  private void ask() {
    if (oldest != null && wanted == null) {
      wanted = new Wanted(listedAt.plus(CreationTimes.GRAIN), listed());
      pages = 0;
    }
  }

  /** Up to where all is listed by now; the end where none of what comes may be left out. */
  private Instant listed() {
    Course front = discovery.turns().front();
    return over || front == null ? CreationTimes.END : front.openFrom().minus(CreationTimes.GRAIN);
  }

  /** Whether no other listing may begin: the end of one is still to be asked about. */
  boolean isAtEnd() {
    return over && (wanted != null || asked != null);
  }

  /**
   * The question, where its time has come or there is no room for more that is held.
   *
   * @param full whether there is no room
   */
  Step step(boolean full, Instant now) {
    if (full && pages > 0) {
      ask();
    }
    if (first == null || oldest == null || asked != null || wanted == null) {
      return Step.Later.ANSWERED;
    }
    if (now.isBefore(wanted.at())) {
      return new Step.Later(wanted.at());
    }
    listed = wanted.listed();
    JobQuery question = asksForPage ? first : new LookUp(source, List.copyOf(oldest.ids()));
    Ask ask = new Ask(question, this, true);
    asked = ask;
    wanted = null;
    return ask;
  }

  /** Lets go what is held until the next page, where there is no room for one. */
  void makeRoom() {
    if (oldest != null && asked == null && wanted == null && pages == 0) {
      discovery.settlement().release(CreationTimes.END);
    }
  }

  /** Nothing is held any more. */
  void forget() {
    oldest = null;
    first = null;
    asked = null;
    wanted = null;
    over = false;
    discovery.settlement().release(CreationTimes.END);
  }

  @Override
  public List<JobEvent> answered(Ask ask, JobPage page, Times at) {
    if (ask == asked) {
      asked = null;
      if (oldest != null && !oldest.areOn(page, ask.listsAll())) {
        notices.agedOut();
        listAgain();
      } else if (listed.equals(CreationTimes.END)) {
        forget();
      } else {
        discovery.settlement().release(listed);
        if (over) {
          ask();
        }
      }
    }
    return List.of();
  }

  @Override
  public void failed(Ask ask, Instant now) {
    if (ask == asked && ask.failures() >= TRIES - 1) {
      unanswered();
    }
  }

  /** What was given up, or is not held any more, is not asked for again. */
  @Override
  public boolean isAskedAgain(Ask ask, boolean othersFail, Instant now) {
    return ask == asked;
  }

  @Override
  public @Nullable String givenUp(Ask ask, JobsApiException failure, Instant now) {
    if (ask == asked) {
      unanswered();
    }
    return null;
  }

  /** The job is looked for on its page, where look-ups do not tell. */
  private void unanswered() {
    asked = null;
    if (asksForPage) {
      listAgain();
    } else {
      asksForPage = true;
      ask();
    }
  }

  /** The job is gone, or may be: what is held is listed again, by creation times. */
  private void listAgain() {
    Instant from = discovery.settlement().listAgain();
    forget();
    Instant start = from.isAfter(CreationTimes.BEGINNING) ? from : null;
    Instant end = discovery.evidence().latest();
    Turns turns = discovery.turns();
    turns.goOnWith(Course.of(Windows.of(start, end, true, turns.bounds()), from));
  }
}
