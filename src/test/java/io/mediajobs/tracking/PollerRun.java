package io.mediajobs.tracking;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobEvent;
import io.mediajobs.job.JobEvent.MalformedJob;
import io.mediajobs.job.JobId;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery;
import io.mediajobs.job.JobQuery.LookUp;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.JobTransition;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.JobsApiException.Kind;
import io.mediajobs.job.JobsApiException.Reason;
import io.mediajobs.job.Observation;
import io.mediajobs.tracking.pace.Backoff;
import io.mediajobs.tracking.plan.Ask;
import io.mediajobs.tracking.refresh.Refresh;
import io.mediajobs.tracking.state.FirstStart;
import io.mediajobs.tracking.state.Notices;
import io.mediajobs.tracking.state.PollCounts;
import io.mediajobs.tracking.state.PollSettings;
import io.mediajobs.tracking.state.Polling;
import io.mediajobs.tracking.state.SourceState;
import io.mediajobs.tracking.state.Times;
import io.mediajobs.tracking.tracked.NewJobs;
import io.mediajobs.tracking.tracked.Quarantine;
import io.mediajobs.tracking.tracked.Reach;
import io.mediajobs.tracking.tracked.Reconciler;
import io.mediajobs.tracking.tracked.RefreshSchedule;
import io.mediajobs.tracking.tracked.Tracker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Drives one poller against the model of the service on a virtual clock. */
public final class PollerRun {

  public static final JobSource SOURCE =
      new JobSource("examplebucket-1250000000", "ap-chongqing", "/jobs", "Transcode", null, null);

  private final ServiceModel service;
  private final PollSettings settings;
  private final Map<String, List<String>> emitted = new LinkedHashMap<>();
  public final List<String> malformed = new ArrayList<>();

  /** The jobs that were told themselves, by their ids, in order. */
  public final Map<String, List<JobDetail>> told = new HashMap<>();

  final List<String> notices = new ArrayList<>();

  /** When each transition was seen: {@code id/state}. */
  final Map<String, Instant> seenAt = new HashMap<>();

  public final List<JobQuery> queries = new ArrayList<>();
  private SourcePoller poller;
  public Instant now;

  /** How long an answer is on its way back; time moves on meanwhile. */
  Duration wayBack = Duration.ZERO;

  /** How long the next answer that is there waits to be taken in. */
  Duration waits = Duration.ZERO;

  public PollerRun(ServiceModel service, PollSettings settings, SourceState start, Instant now) {
    this.service = service;
    this.settings = settings;
    this.now = now;
    this.poller = new SourcePoller(SOURCE, settings, start, new Random(1), now);
  }

  public SourcePoller poller() {
    return poller;
  }

  /** What has been emitted of a job: {@code sequence/state}, in order. */
  public List<String> emitted(String id) {
    return emitted.getOrDefault(id, List.of());
  }

  /** How many jobs are tracked. */
  public int tracked() {
    return poller.state().trackedJobs().size();
  }

  /** How many of them have not ended. */
  int active() {
    return poller.figures().tracked().unended();
  }

  public int jobsEmitted() {
    return emitted.size();
  }

  /** Starts again from the state that the poller has now. */
  public void restart() {
    poller = new SourcePoller(SOURCE, settings, poller.state(), new Random(2), now);
  }

  /** Starts again from another state. */
  void restartFrom(SourceState state) {
    poller = new SourcePoller(SOURCE, settings, state, new Random(2), now);
  }

  /** Whether a question is a look-up of this job, be it with others. */
  static boolean asksFor(JobQuery query, String id) {
    return query.plain() instanceof LookUp lookUp && lookUp.ids().contains(new JobId(id));
  }

  /** Lets time go on in steps of a tenth of a second, each request answered within its step. */
  public void runFor(Duration time) {
    Instant end = now.plus(time);
    while (now.isBefore(end)) {
      Ask ask = poller.step(now).ask();
      if (ask == null) {
        now = now.plusMillis(100);
      } else {
        ask(ask);
      }
    }
  }

  /** Asks until the poller has nothing left that is due now; time stands still. */
  void drain() {
    Ask ask = poller.step(now).ask();
    int most = queries.size() + 10_000;
    while (ask != null) {
      if (queries.size() > most) {
        throw new AssertionError("Goes on asking " + ask);
      }
      ask(ask);
      ask = poller.step(now).ask();
    }
  }

  /** Asks a number of queries; time stands still. */
  public void ask(int queries) {
    for (int i = 0; i < queries; i++) {
      Ask ask = poller.step(now).ask();
      if (ask != null) {
        ask(ask);
      }
    }
  }

  private void ask(Ask ask) {
    JobQuery query = ask.query();
    queries.add(query);
    Instant askedAt = now;
    try {
      JobPage page = service.answer(query, now);
      Instant answeredAt = now.plus(wayBack);
      now = answeredAt.plus(waits);
      waits = Duration.ZERO;
      Times at = new Times(askedAt, answeredAt, now, now);
      for (JobEvent finding : poller.answered(ask, page, at)) {
        if (finding instanceof MalformedJob malformed) {
          this.malformed.add(malformed.job().identity());
          continue;
        }
        Observation seen = (Observation) finding;
        List<String> line = emitted.computeIfAbsent(seen.jobId().value(), id -> new ArrayList<>());
        if (seen.snapshot()) {
          told.computeIfAbsent(seen.jobId().value(), id -> new ArrayList<>()).add(seen.detail());
        }
        for (JobTransition t : seen.transitions()) {
          line.add(t.sequence() + "/" + t.state());
          seenAt.put(seen.jobId() + "/" + t.state(), seen.observedAt());
        }
      }
    } catch (JobsApiException failure) {
      String fatal = poller.failed(ask, failure, now);
      if (fatal != null) {
        throw new AssertionError(fatal);
      }
    }
    notices.addAll(poller.notices());
  }

  /** The jobs that each look-up asked for, in order, since queries were cleared. */
  List<List<String>> lookUps() {
    return queries.stream()
        .filter(query -> query.plain() instanceof LookUp)
        .map(query -> ((LookUp) query.plain()).ids().stream().map(JobId::value).toList())
        .toList();
  }

  /** Lets a try of a question fail in passing. */
  public static void fail(Ask ask, Instant now) {
    Backoff backoff = settings(new FirstStart.Earliest(), Duration.ZERO).backoff();
    JobsApiException busy =
        new JobsApiException(Kind.RETRY, Reason.OTHER, 503, "Busy.", null, null);
    ask.failed(busy, backoff, new Random(1), now);
  }

  /** The refresh of a source, alone. */
  static Refresh refresh(PollSettings settings, Tracker tracker, RefreshSchedule schedule) {
    Notices notices = new Notices(SOURCE, new PollCounts());
    Reach reach = new Reach(SOURCE, tracker, notices);
    Reconciler reconciler = reconciler(tracker, schedule);
    return new Refresh(SOURCE, settings, tracker, schedule, reconciler, reach, notices);
  }

  /** What holds answers against these jobs, alone. */
  public static Reconciler reconciler(Tracker tracker, RefreshSchedule schedule) {
    PollCounts counts = new PollCounts();
    Quarantine quarantine = new Quarantine(SOURCE, tracker, counts, SourceState.NEW);
    Reach reach = new Reach(SOURCE, tracker, new Notices(SOURCE, new PollCounts()));
    return new Reconciler(SOURCE, tracker, schedule, quarantine, reach, counts);
  }

  /** Takes in jobs as a listing that shows them, so that each is known from then on. */
  public static void see(Reconciler reconciler, List<JobDetail> jobs, Instant now) {
    PollSettings settings = settings(new FirstStart.Earliest(), Duration.ZERO);
    reconciler.listed(
        settings.listing(SOURCE, null, List.of(), null, null),
        new JobPage(jobs, null, List.of(), now),
        new NewJobs(Instant.MIN, null, Instant.EPOCH, now, now),
        new Times(now, now, now, now));
  }

  /** Settings of polling with these two, the others as they are by default. */
  public static PollSettings settings(FirstStart start, Duration overlap) {
    return Polling.settings().firstStart(start).overlap(overlap).build();
  }
}
