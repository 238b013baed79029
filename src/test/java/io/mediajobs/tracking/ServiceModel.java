package io.mediajobs.tracking;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobId;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery;
import io.mediajobs.job.JobQuery.Listing;
import io.mediajobs.job.JobQuery.LookUp;
import io.mediajobs.job.JobQuery.Order;
import io.mediajobs.job.JobState;
import io.mediajobs.job.Jobs;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.JobsApiException.Reason;
import io.mediajobs.job.UnreadableJob;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The job service as pure data on a virtual clock: lists, pages and looks up jobs. */
public final class ServiceModel {

  /**
   * A job on its way.
   *
   * @param created its creation time, which is also when it is submitted
   * @param visible when listings and look-ups begin to show it
   * @param started when it runs
   * @param ended when it ends, in {@code end}
   * @param deleted when the service forgets it
   */
  public record Job(
      String id,
      Instant created,
      Instant visible,
      Instant started,
      Instant ended,
      String end,
      Instant deleted) {

    /** A job that is visible at once and never forgotten. */
    public static Job of(String id, Instant submitted, Duration wait, Duration run, String end) {
      Instant started = submitted.plus(wait);
      // Creation times have whole seconds.
      Instant created = submitted.truncatedTo(ChronoUnit.SECONDS);
      return new Job(id, created, submitted, started, started.plus(run), end, Instant.MAX);
    }

    public Job visibleAfter(Duration late) {
      return new Job(id, created, created.plus(late), started, ended, end, deleted);
    }

    public Job deletedAt(Instant time) {
      return new Job(id, created, visible, started, ended, end, time);
    }

    boolean shownAt(Instant now) {
      return !now.isBefore(visible) && now.isBefore(deleted);
    }

    JobState stateAt(Instant now) {
      if (now.isBefore(ended)) {
        return now.isBefore(started) ? JobState.SUBMITTED : JobState.RUNNING;
      }
      return JobState.of(end);
    }

    Jobs at(Instant now) {
      Jobs job = Jobs.job(id).created(created);
      if (!now.isBefore(ended)) {
        return job.started(started).progress(100).ended(end, ended);
      }
      return now.isBefore(started) ? job : job.running(started, 50);
    }
  }

  /** What answers show of jobs beside their states and times. */
  interface More {
    void add(Jobs shown, Job job, JobQuery asked, Instant now);
  }

  /** Cuts a page out of all the jobs that a listing is of, which are in the order asked for. */
  interface Pages {
    JobPage page(Listing asked, List<JobDetail> all, @Nullable Instant date)
        throws JobsApiException;
  }

  private static final More NOTHING_MORE = (shown, job, asked, now) -> {};

  /** The order of a listing. */
  private static final Comparator<Job> ORDER =
      Comparator.comparing(Job::created).thenComparing(Job::id);

  private final Map<String, Job> jobs = new LinkedHashMap<>();

  /** What was shown of each job while it waited, ran, and had ended, where there is no more. */
  private final Map<Job, JobDetail[]> details = new IdentityHashMap<>();

  /** In the order of a listing; empty since one was added. */
  private List<Job> sorted = List.of();

  private final Duration clockAhead;
  private final Map<String, String> damaged = new HashMap<>();
  private int rejectTokens;

  /** What a question fails with; null where it is answered. */
  Function<JobQuery, @Nullable JobsApiException> fault = query -> null;

  /** Jobs that look-ups deny, and that they are silent about. */
  final Set<String> denied = new HashSet<>();

  final Set<String> silent = new HashSet<>();
  More more = NOTHING_MORE;

  /** The {@code Date} of an answer by the service's own now; null for none. */
  Function<Instant, @Nullable Instant> date = now -> now;

  /** Other pages than those that were asked for; null for these. */
  @Nullable Pages pages;

  /** How much later than listings look-ups see what happens. */
  Duration lookUpsBehind = Duration.ZERO;

  /** Whether listings keep to the creation times asked for. */
  boolean keepsTimes = true;

  int listings;
  int lookUps;
  public final Map<String, Integer> timesListed = new HashMap<>();

  public ServiceModel(Duration clockAhead) {
    this.clockAhead = clockAhead;
  }

  public void add(Job job) {
    jobs.put(job.id(), job);
    sorted = List.of();
  }

  /**
   * Adds the jobs of a queue, in the order in which it starts them.
   *
   * @param submitted when each was submitted, by its id
   * @param run how long each runs, by its id
   * @param from when the queue begins to run jobs
   * @param atOnce how many it runs at once
   */
  void addQueue(
      List<String> order,
      Function<String, Instant> submitted,
      Function<String, Duration> run,
      Instant from,
      int atOnce) {
    PriorityQueue<Instant> free = new PriorityQueue<>(Collections.nCopies(atOnce, from));
    for (String id : order) {
      Duration wait = Duration.between(submitted.apply(id), free.remove());
      Job job = Job.of(id, submitted.apply(id), wait, run.apply(id), "Success");
      add(job);
      free.add(job.ended());
    }
  }

  List<Job> jobs() {
    return List.copyOf(jobs.values());
  }

  /** From now on the job can't be read, and its text is this; null makes it readable again. */
  public void damage(String id, String text) {
    damaged.put(id, text);
  }

  void rejectTokens(int times) {
    rejectTokens = times;
  }

  /** Answers as of the service's own now. */
  JobPage answer(JobQuery query, Instant callersNow) throws JobsApiException {
    Instant now = callersNow.plus(clockAhead);
    JobsApiException failure = fault.apply(query);
    if (failure != null) {
      throw failure;
    }
    JobPage page =
        query.plain() instanceof LookUp lookUp
            ? lookUp(lookUp, now.minus(lookUpsBehind))
            : list((Listing) query.plain(), now);
    List<JobDetail> readable = new ArrayList<>(page.jobs());
    List<UnreadableJob> unreadable = new ArrayList<>();
    for (JobDetail job : page.jobs()) {
      String text = damaged.get(job.id().value());
      if (text != null) {
        readable.remove(job);
        unreadable.add(unreadable(job, text));
      }
    }
    if (!unreadable.isEmpty() && !(query instanceof JobQuery.Salvage)) {
      throw new JobsApiException(
          JobsApiException.Kind.UNREADABLE,
          Reason.OTHER,
          200,
          "The page is ill-formed.",
          null,
          null);
    }
    return new JobPage(
        readable, page.nextToken(), page.nonExistIds(), date.apply(now), unreadable, false);
  }

  /** Shows the JobId where the text does, or in place of it one with a comma before a blank. */
  private static UnreadableJob unreadable(JobDetail job, String text) {
    String begin = text.substring(0, text.indexOf(' ') + 1).strip();
    JobId other = begin.contains(",") ? new JobId(begin) : null;
    JobId id = text.contains(job.id().value()) ? job.id() : other;
    JobDetail legible = text.startsWith("legible") ? job.withoutContent() : null;
    return new UnreadableJob(
        id,
        job.creationTime(),
        text,
        false,
        text.length(),
        "x" + text,
        "is damaged",
        "/jobs",
        legible);
  }

  private JobPage lookUp(LookUp lookUp, Instant now) {
    lookUps++;
    List<JobDetail> found = new ArrayList<>();
    List<JobId> unknown = new ArrayList<>();
    for (JobId id : lookUp.ids()) {
      Job job = jobs.get(id.value());
      if (silent.contains(id.value())) {
        continue;
      }
      if (job == null || !job.shownAt(now) || denied.contains(id.value())) {
        unknown.add(id);
      } else {
        found.add(show(job, lookUp, now));
      }
    }
    return new JobPage(found, null, unknown, now);
  }

  private JobPage list(Listing listing, Instant now) throws JobsApiException {
    listings++;
    if (listing.nextToken() != null && rejectTokens > 0) {
      rejectTokens--;
      throw new JobsApiException(
          JobsApiException.Kind.REFUSED, Reason.OTHER, 400, "The token was refused.", null, null);
    }
    if (pages != null) {
      List<Job> all = matching(listing, first(listing), Integer.MAX_VALUE, now);
      return pages.page(listing, all.stream().map(job -> show(job, listing, now)).toList(), now);
    }
    List<Job> page = matching(listing, next(listing), listing.size() + 1, now);
    String token = null;
    if (page.size() > listing.size()) {
      page.remove(listing.size());
      token = page.get(page.size() - 1).id();
    }
    if (listing.states().isEmpty()) {
      page.forEach(job -> timesListed.merge(job.id(), 1, Integer::sum));
    }
    List<JobDetail> shown = page.stream().map(job -> show(job, listing, now)).toList();
    return new JobPage(shown, token, List.of(), now);
  }

  /** The first jobs, from a place on, that a listing is of. */
  private List<Job> matching(Listing listing, int from, int most, Instant now) {
    List<Job> found = new ArrayList<>();
    int step = listing.order() == Order.DESC ? -1 : 1;
    for (int i = from; i >= 0 && i < sorted.size() && found.size() < most; i += step) {
      Job job = sorted.get(i);
      if (step > 0 && (job.created().isAfter(now) || isBehind(listing.end(), job))) {
        break;
      }
      if (job.shownAt(now)
          && (!keepsTimes || isBetween(listing.start(), job, listing.end()))
          && (listing.states().isEmpty() || listing.states().contains(job.stateAt(now)))) {
        found.add(job);
      }
    }
    return found;
  }

  /** The place at which a page of a listing begins. A token names the last job before it. */
  private int next(Listing listing) {
    if (listing.nextToken() == null) {
      return first(listing);
    }
    Job last = Objects.requireNonNull(jobs.get(listing.nextToken()));
    int at = Collections.binarySearch(inOrder(), last, ORDER);
    return listing.order() == Order.DESC ? at - 1 : at + 1;
  }

  /** The place at which a listing begins. */
  private int first(Listing listing) {
    List<Job> all = inOrder();
    if (listing.order() == Order.DESC) {
      return all.size() - 1;
    }
    if (listing.start() == null || !keepsTimes) {
      return 0;
    }
    // No job has this empty id, so this is the place before those of that second.
    Job start = Job.of("", listing.start(), Duration.ZERO, Duration.ZERO, "Success");
    return -1 - Collections.binarySearch(all, start, ORDER);
  }

  private List<Job> inOrder() {
    if (sorted.size() < jobs.size()) {
      sorted = new ArrayList<>(jobs.values());
      sorted.sort(ORDER);
    }
    return sorted;
  }

  private boolean isBehind(@Nullable Instant end, Job job) {
    return keepsTimes && end != null && job.created().isAfter(end);
  }

  private static boolean isBetween(@Nullable Instant start, Job job, @Nullable Instant end) {
    return (start == null || !job.created().isBefore(start))
        && (end == null || !job.created().isAfter(end));
  }

  private JobDetail show(Job job, JobQuery asked, Instant now) {
    if (more == NOTHING_MORE) {
      JobDetail[] shown = details.computeIfAbsent(job, unknown -> new JobDetail[3]);
      int stage = !now.isBefore(job.ended()) ? 2 : now.isBefore(job.started()) ? 0 : 1;
      shown[stage] = shown[stage] == null ? job.at(now).detail() : shown[stage];
      return shown[stage];
    }
    Jobs shown = job.at(now);
    more.add(shown, job, asked, now);
    return shown.detail();
  }
}
