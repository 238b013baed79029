package io.mediajobs.tracking.listing;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery.Listing;
import io.mediajobs.tracking.state.CreationTimes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page that discovery asks for, filled backwards: a page costs the same whether it is full or
 * not, so it may begin with jobs that are known, as long as the new ones still fit on it. From
 * where on they do is told by the pages before.
 */
public final class FullPage {

  /** So many places stay free besides those for new jobs. */
  private static final int SPARE = 4;

  private final int size;

  /** The seconds of the newest jobs that pages have shown, in order. */
  private final List<Instant> seconds = new ArrayList<>();

  /** What was created up to then is not shown again for nothing. */
  private Instant after = CreationTimes.BEGINNING;

  /** Nothing is known of the newest jobs. */
  public FullPage(int size) {
    this.size = size;
  }

  /**
   * Takes in a page of a listing of the newest jobs. What can't be read, or shows no time, can't be
   * recognised later, so no page goes back to it.
   *
   * @param latest creation times after this one are not believed
   */
  public void shown(Listing asked, JobPage page, Instant latest) {
    PageSeconds shown = PageSeconds.of(page, null, null, latest);
    boolean plain = page.unreadable().isEmpty() && shown.ascending();
    for (JobDetail job : page.jobs()) {
      Instant created = job.creationTime();
      plain &= created != null && !created.isAfter(latest);
    }
    if (!plain) {
      forget(latest);
      return;
    }
    Instant start = asked.start();
    if (asked.nextToken() == null) {
      seconds.removeIf(second -> start == null || !second.isBefore(start));
    }
    page.jobs().forEach(job -> add(job.creationTime()));
    seconds.subList(0, Math.max(0, seconds.size() - size)).clear();
  }

  /** Takes in a job that another page has shown, and that is one of the newest; null for none. */
  public void add(@Nullable Instant created) {
    if (created != null && created.isAfter(after)) {
      Instant second = CreationTimes.second(created);
      int at = seconds.size();
      while (at > 0 && seconds.get(at - 1).isAfter(second)) {
        at--;
      }
      seconds.add(at, second);
    }
  }

  /**
   * Forgets all jobs: none that was created up to now is shown for nothing again.
   *
   * @param latest no job shows a later time
   */
  public void forget(Instant latest) {
    seconds.clear();
    after = latest;
  }

  /**
   * The first second from which on all known jobs fit on a page; null for none.
   *
   * @param more so many places are for new jobs
   */
  public @Nullable Instant from(int more, TimeBounds bounds) {
    int room = size - more - SPARE;
    if (room <= 0 || seconds.isEmpty()) {
      return null;
    }
    int over = seconds.size() - room;
    Instant first = over <= 0 ? seconds.get(0) : after(seconds.get(over - 1));
    // The second before may be shown as well.
    return first == null || bounds.surelyFrom(first).equals(first)
        ? first
        : first.plus(CreationTimes.GRAIN);
  }

  private @Nullable Instant after(Instant second) {
    return seconds.stream().filter(second::isBefore).findFirst().orElse(null);
  }
}
