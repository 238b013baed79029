package io.mediajobs.tracking.discovery;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobEvent;
import io.mediajobs.job.JobId;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery;
import io.mediajobs.job.JobQuery.Listing;
import io.mediajobs.job.JobQuery.LookUp;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.JobTags;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.UnreadableJob;
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
import java.util.ArrayList;
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

  private int pages;
  private boolean wanted;
  private boolean over;

  /** The question under way; null for none. */
  private @Nullable Ask asked;

  /** Up to where its answer releases what is held. */
  private Instant listed = CreationTimes.BEGINNING;

  OldestJob(JobSource source, PollSettings settings, DiscoveryState discovery, Notices notices) {
    this.source = source;
    this.settings = settings;
    this.discovery = discovery;
    this.notices = notices;
  }

  /** Takes in a page of the front, after discovery has. */
  void listed(Course before, JobPage page) {
    if (!(before.cursor() instanceof Sweep sweep) || sweep.anyOrder()) {
      // Where listings keep to no times, there is no other way.
      return;
    }
    Course front = discovery.turns().front();
    boolean goesOn =
        front != null && front.cursor() instanceof Sweep && front.cursor().token() != null;
    if (oldest == null && asked == null && goesOn && sweep.token() == null) {
      begin(before, page);
    } else if (oldest != null) {
      discovery.settlement().hold();
      pages++;
      // By creation times, nothing is left out of what comes; of what was listed it may be.
      over = front == null || front.cursor() instanceof Windows;
      wanted |= over || pages >= PAGES;
    }
  }

  private void begin(Course front, JobPage page) {
    Instant start = front.cursor().start();
    PageSeconds seconds = PageSeconds.of(page, start, null, CreationTimes.END);
    Instant second = seconds.oldest();
    if (second == null || (start != null && !discovery.evidence().isOld(second))) {
      return;
    }
    oldest = ShownJobs.of(page, oldest(page, second));
    // What shows no id can't be looked up, and may be the oldest of all.
    asksForPage |= page.unreadable().stream().anyMatch(job -> job.id() == null);
    first = front.cursor().listing(source, settings);
    pages = 1;
    over = false;
    discovery.settlement().hold();
  }

  /** The oldest job of a page, and those that may be older, as their times can't be read. */
  private List<JobId> oldest(JobPage page, Instant second) {
    List<JobId> ids = new ArrayList<>();
    boolean found = false;
    for (JobDetail job : page.jobs()) {
      Instant created = job.creationTime();
      boolean mayBe = created == null || !created.isAfter(second.plus(CreationTimes.GRAIN));
      if (!found && mayBe && ids.size() < JobTags.idsPerLookUp(source)) {
        ids.add(job.id());
        found = created != null;
      }
    }
    for (UnreadableJob job : page.unreadable()) {
      if (job.id() != null && ids.size() < JobTags.idsPerLookUp(source)) {
        ids.add(job.id());
      }
    }
    return ids;
  }

  /** Wants to be asked now, as what is held is in the way. */
  void ask() {
    wanted |= oldest != null;
  }

  /**
   * The question, where its time has come or there is no room for more that is held.
   *
   * @param full whether there is no room
   */
  Step step(boolean full) {
    boolean isDue = wanted || (full && pages > 0);
    if (first == null || oldest == null || asked != null || !isDue) {
      return Step.Later.ANSWERED;
    }
    Course front = discovery.turns().front();
    listed = over || front == null ? CreationTimes.END : front.from().minus(CreationTimes.GRAIN);
    JobQuery question = asksForPage ? first : new LookUp(source, List.copyOf(oldest.ids()));
    Ask ask = new Ask(question, this, true);
    asked = ask;
    wanted = false;
    pages = 0;
    return ask;
  }

  /** Lets go what is held until the next page, where there is no room for one. */
  void makeRoom() {
    if (oldest != null && asked == null && !wanted && pages == 0) {
      discovery.settlement().release(CreationTimes.END);
    }
  }

  /** Nothing is held any more. */
  void forget() {
    oldest = null;
    first = null;
    asked = null;
    wanted = false;
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
      wanted = true;
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
