package io.mediajobs.tracking.tracked;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobEvent;
import io.mediajobs.job.JobEvent.MalformedJob;
import io.mediajobs.job.JobId;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery.Listing;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.UnreadableJob;
import io.mediajobs.tracking.state.CreationTimes;
import io.mediajobs.tracking.state.PollCounts;
import io.mediajobs.tracking.state.SourceState;
import io.mediajobs.tracking.state.SourceState.QuarantinedJob;
import io.mediajobs.tracking.state.TrackedJob;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The unreadable jobs of one source that have been told, as long as an answer may show them again.
 * A job is told by its first unreadable text; on one page, though, every text is told, should two
 * jobs go by one id there.
 */
public final class Quarantine {

  /**
   * An unreadable job that may be news.
   *
   * @param trackedAs the tracked job that it must be although its text does not say so; null where
   *     there is none
   * @param createdBy when it was created at the latest
   */
  record Suspect(UnreadableJob job, @Nullable JobId trackedAs, Instant createdBy) {

    /** What it is recognised by when an answer shows it again. */
    List<String> names() {
      return trackedAs == null
          ? List.of(job.identity())
          : List.of(job.identity(), trackedAs.value());
    }
  }

  /** Begins what stands for a job that counts as known: no id that can be looked up begins so. */
  private static final String KNOWN = ",";

  private final JobSource source;
  private final Tracker tracker;
  private final PollCounts counts;
  private final Map<String, Instant> told = new HashMap<>();

  /** No job that was created before is new. */
  private Instant floor = Instant.MIN;

  /** The creation time of the newest job that is known; null before the first. */
  private @Nullable Instant newest;

  /** Goes on with the unreadable jobs of a state, which have been told before. */
  public Quarantine(JobSource source, Tracker tracker, PollCounts counts, SourceState state) {
    this.source = source;
    this.tracker = tracker;
    this.counts = counts;
    this.newest = state.lastCreationTime();
    state.quarantinedJobs().forEach(job -> told.put(job.identity(), job.creationTime()));
  }

  /** From now on, no job that was created before this time is new. */
  public void floor(Instant time) {
    floor = time;
  }

  /**
   * Takes in the creation time of the newest job that is known. What was told since the one before,
   * and bounded by clocks, may have been created as late: clocks may be behind.
   */
  public void newest(@Nullable Instant time) {
    if (time != null && (newest == null || time.isAfter(newest))) {
      remember(newest == null ? Instant.MIN : newest.plus(CreationTimes.GRAIN), time);
      newest = time;
    }
  }

  /** Whether a job has been told as unreadable, and not been read since. */
  boolean isUnread(JobDetail job) {
    // One that is older may have been told, and be known no more.
    return told.containsKey(job.id().value())
        && !countsAsKnown(job.id())
        && (job.creationTime() == null || !job.creationTime().isBefore(floor));
  }

  /** Takes a job for known even while it is not tracked. */
  public void countAsKnown(JobId id, Instant creation) {
    told.put(KNOWN + id.value(), creation);
  }

  /** Notes that a job can be read: one that was told as unreadable is known from then on. */
  void read(JobId id) {
    Instant creation = told.isEmpty() ? null : told.get(id.value());
    if (creation != null) {
      countAsKnown(id, creation);
    }
  }

  /** Whether a job counts as known even while it is not tracked. */
  boolean countsAsKnown(JobId id) {
    return !told.isEmpty() && told.containsKey(KNOWN + id.value());
  }

  /** How many jobs are remembered. */
  public int size() {
    return told.size();
  }

  /** How many tracked jobs count as not ended for want of an answer that can be read. */
  public int active() {
    int active = 0;
    for (String name : told.keySet()) {
      TrackedJob job = tracker.get(new JobId(name));
      active += job != null && job.phase() == TrackedJob.Phase.ACTIVE ? 1 : 0;
    }
    return active;
  }

  /** The jobs that are remembered, in no particular order. */
  public List<QuarantinedJob> jobs() {
    return told.entrySet().stream()
        .map(entry -> new QuarantinedJob(entry.getKey(), entry.getValue()))
        .toList();
  }

  /** The unreadable jobs of a listing that are new or tracked. */
  List<Suspect> suspects(JobPage page, Listing asked, NewJobs wanted) {
    List<Suspect> suspects = new ArrayList<>();
    boolean kept = asked.spans(page.jobs());
    // Such a listing was under way when all that it can show was settled.
    boolean isOver = kept && wanted.isTooLateFor(asked.end());
    for (UnreadableJob job : page.unreadable()) {
      TrackedJob known = job.id() == null ? null : tracker.get(job.id());
      // Only where listings keep to the times asked for, another one must be wrong.
      Instant shown = kept ? job.createdBetween(asked.start(), asked.end()) : job.creationTime();
      if (known != null) {
        suspects.add(new Suspect(job, null, known.creationTime()));
      } else if (shown == null && !isOver) {
        suspects.add(new Suspect(job, null, wanted.createdBy(page)));
      } else if (shown != null && wanted.has(shown)) {
        suspects.add(new Suspect(job, null, shown));
      }
    }
    return suspects;
  }

  /**
   * The unreadable jobs of an answer that are tracked.
   *
   * @param silent the jobs that the answer must have shown as well; each stands for one of those
   *     whose text shows no JobId
   */
  List<Suspect> suspects(JobPage page, Collection<JobId> silent) {
    List<Suspect> suspects = new ArrayList<>();
    Deque<JobId> unnamed = new ArrayDeque<>(silent);
    for (UnreadableJob job : page.unreadable()) {
      if (job.id() != null) {
        unnamed.remove(job.id());
      }
    }
    for (UnreadableJob job : page.unreadable()) {
      JobId trackedAs = job.id() == null ? unnamed.poll() : null;
      JobId id = job.id() == null ? trackedAs : job.id();
      TrackedJob known = id == null ? null : tracker.get(id);
      if (known != null) {
        suspects.add(new Suspect(job, trackedAs, known.creationTime()));
      }
    }
    return suspects;
  }

  /** Tells of the unreadable jobs of one page that were not told before it. */
  void tell(List<Suspect> page, Instant now, List<JobEvent> findings) {
    Set<String> onThisPage = new HashSet<>();
    Set<String> texts = new HashSet<>();
    for (Suspect suspect : page) {
      boolean known = false;
      for (String name : suspect.names()) {
        known |= told.put(name, suspect.createdBy()) != null && !onThisPage.contains(name);
      }
      onThisPage.addAll(suspect.names());
      if (!known && texts.add(suspect.job().digest())) {
        counts.malformed();
        findings.add(new MalformedJob(source, suspect.job(), now));
      }
    }
  }

  /**
   * Remembers the jobs that may have been created at this time or later as if they were created at
   * another: of some no more is known than the end of the listing that showed them.
   */
  public void remember(Instant from, Instant until) {
    told.replaceAll((name, by) -> by.isBefore(from) || by.isAfter(until) ? by : until);
  }

  /**
   * Forgets jobs created from then on but before this time: only look-ups show them again, if they
   * are tracked.
   */
  public void forget(Instant from, Instant before) {
    told.entrySet()
        .removeIf(
            job ->
                !job.getValue().isBefore(from)
                    && job.getValue().isBefore(before)
                    && tracker.get(new JobId(job.getKey())) == null);
  }
}
