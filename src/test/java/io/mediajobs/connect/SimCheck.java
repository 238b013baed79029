package io.mediajobs.connect;

import io.mediajobs.connect.SimOutput.Dropped;
import io.mediajobs.job.JobState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/** Holds what a history has put onto the topics against what it was. */
final class SimCheck {

  private record Event(
      String eventId, int sequence, String previousState, String state, long observedAt) {

    boolean same(Event other) {
      return eventId.equals(other.eventId)
          && sequence == other.sequence
          && state.equals(other.state)
          && Objects.equals(previousState, other.previousState);
    }
  }

  private final SimRun run;
  private final Map<String, List<Event>> events = new HashMap<>();
  private final Map<String, String> newest = new HashMap<>();
  private final Map<String, Integer> malformed = new HashMap<>();
  private final List<String> faults = new ArrayList<>();

  private SimCheck(SimRun run) {
    this.run = run;
  }

  /** What is wrong, one sentence each; empty where all is well. */
  static List<String> faults(SimRun run) {
    SimCheck check = new SimCheck(run);
    run.kafka().topic().forEach(check::read);
    run.service().jobs().forEach(check::check);
    check.checkRequests();
    check.faults.addAll(SimHeld.faults(run));
    check.faults.addAll(run.faults());
    return check.faults;
  }

  private void read(SourceRecord record) {
    Struct value = (Struct) record.value();
    if (Heartbeats.is(record)) {
      return;
    }
    if (record.topic().equals("t.malformed")) {
      malformed.merge(value.getString("text").split(" ")[0], 1, Integer::sum);
      return;
    }
    String jobId = (String) record.key();
    if (record.topic().equals("t.jobs")) {
      newest.put(jobId, value.getString("state"));
      return;
    }
    events
        .computeIfAbsent(jobId, id -> new ArrayList<>())
        .add(
            new Event(
                value.getString("eventId"),
                value.getInt32("sequence"),
                value.getString("previousState"),
                value.getString("state"),
                ((Date) value.get("observedAt")).getTime()));
  }

  private void check(SimJob job) {
    if (run.output().failedAlone() || run.output().dropped() == Dropped.TRANSITIONS) {
      checkNewest(job);
      return;
    }
    List<Event> read = events.getOrDefault(job.id(), List.of());
    List<Event> way = withoutRepeats(job, read);
    boolean kept = job.deleted().equals(Instant.MAX);
    int told = malformed.getOrDefault(job.id(), 0);
    checkMalformed(job, told, way.isEmpty());
    if (way.isEmpty()) {
      boolean listed = run.notices(job) && !run.service().mayBeHidden(job);
      if (kept && told == 0 && listed) {
        faults.add(job + " was never emitted");
      }
      return;
    }
    String before = null;
    for (int i = 0; i < way.size(); i++) {
      Event event = way.get(i);
      if (event.sequence() != i || !Objects.equals(event.previousState(), before)) {
        faults.add(job.id() + " does not join: " + way);
        return;
      }
      before = event.state();
    }
    if (!run.notices(job)) {
      return;
    }
    // What was told of a job and then forgotten can't be taken up again once the job is deleted,
    // nor can its snapshot follow where the worker died between the two.
    // The same goes for one that is unreadable by then.
    // Whether one is gone is not known where no listing shows all jobs of its second.
    boolean unseen = run.service().mayBeHidden(job) && !(kept && run.exact());
    boolean forgotten = unseen || ((!kept || told > 0) && !run.exact());
    if (!new JobState(before).ended() && !forgotten) {
      faults.add(job + " has not ended: " + way);
    }
    if (kept && !forgotten) {
      List<String> states = new ArrayList<>();
      for (Event event : way) {
        if (!event.state().equals("Pause") && !states.contains(event.state())) {
          states.add(event.state());
        }
      }
      if (!states.equals(job.canonical())) {
        faults.add(job.id() + " went " + job.way().values() + " but has " + way);
      }
    }
    boolean snapshots = run.output().jobsArrive();
    if (snapshots && !Objects.equals(newest.get(job.id()), before) && !forgotten) {
      faults.add(job.id() + " is " + newest.get(job.id()) + " on the jobs topic, not " + before);
    }
    checkObservable(job, way);
    checkInTime(job, way);
  }

  /** Where not every transition is a record, the last one that is one is there, and is true. */
  private void checkNewest(SimJob job) {
    boolean readable = job.damage().never() && job.deleted().equals(Instant.MAX);
    String end = job.way().get(job.ends());
    List<Event> read = events.getOrDefault(job.id(), List.of());
    if (!readable || !run.notices(job) || run.service().mayBeHidden(job)) {
      return;
    }
    if (!run.output().failedAlone()) {
      if (!end.equals(newest.get(job.id()))) {
        faults.add(job + " is " + newest.get(job.id()) + " on the jobs topic");
      }
    } else if (run.output().dropped() != Dropped.TRANSITIONS) {
      List<String> states = read.stream().map(Event::state).distinct().toList();
      if (!states.equals(end.equals("Failed") ? List.of("Failed") : List.of())) {
        faults.add(job + " has " + read);
      }
    }
  }

  /** What happens to a job that is known is seen on the slower interval at the latest. */
  private void checkInTime(SimJob job, List<Event> way) {
    SimPlan plan = run.plan();
    if (!plan.smooth() || way.size() < 2) {
      return;
    }
    Event last = way.get(way.size() - 1);
    Instant known = Instant.ofEpochMilli(way.get(0).observedAt());
    Instant ended = job.ends().minus(plan.clockAhead());
    Instant from = known.isAfter(ended) ? known : ended;
    // A pass, and the look-ups of those that it has not shown, take a while themselves.
    Duration most = Duration.ofSeconds(6L * plan.refreshSeconds() + 15);
    if (job.deleted().equals(Instant.MAX)
        && Instant.ofEpochMilli(last.observedAt()).isAfter(from.plus(most))) {
      faults.add(job + " was seen too late: " + way);
    }
  }

  /** An unreadable job is told as such, once, and only one that is unreadable. */
  private void checkMalformed(SimJob job, int told, boolean neverEmitted) {
    if (told > 0 && job.damage().never()) {
      faults.add(job + " was told as malformed");
    }
    if (told > 1 && run.exact() && !run.plan().listings().showsOldJobs()) {
      faults.add(job + " was told as malformed " + told + " times");
    }
    if (!neverEmitted && job.damage().always()) {
      faults.add(job + " was emitted although it can't be read");
    }
  }

  /** Nothing may be told that the job never did. */
  private void checkObservable(SimJob job, List<Event> way) {
    for (Event event : way) {
      boolean deleted = event.state().equals("NonExist");
      if (deleted ? job.deleted().equals(Instant.MAX) : !job.way().containsValue(event.state())) {
        faults.add(job.id() + " never was " + event.state() + ": " + way);
      }
    }
  }

  /**
   * The events of a job by sequence, once each; says so where repeats differ or are not allowed.
   */
  private List<Event> withoutRepeats(SimJob job, List<Event> read) {
    if (run.exact()) {
      return read;
    }
    Map<String, Event> byId = new LinkedHashMap<>();
    Map<Integer, Event> bySequence = new TreeMap<>();
    for (Event event : read) {
      Event same = byId.put(event.eventId(), event);
      if (same != null && !same.same(event) && !job.pauses()) {
        faults.add(job.id() + " has two events with one id: " + same + " " + event);
      }
      Event other = bySequence.put(event.sequence(), event);
      // A pause that was told, and whose telling was forgotten, may be over at the second look.
      if (other != null && !other.eventId().equals(event.eventId()) && canChange(job)) {
        faults.add(job.id() + " has two ways: " + read);
      }
    }
    List<Event> newestWay = new ArrayList<>(bySequence.values());
    return canChange(job) ? newestWay : cut(newestWay);
  }

  private static boolean canChange(SimJob job) {
    return !job.pauses() && job.deleted().equals(Instant.MAX);
  }

  /** Of a job that was told in two ways, the newer: what joins from the start to an end. */
  private static List<Event> cut(List<Event> way) {
    List<Event> joined = new ArrayList<>();
    for (Event event : way) {
      joined.add(event);
      if (new JobState(event.state()).ended()) {
        break;
      }
    }
    return joined;
  }

  private void checkRequests() {
    SimPlan plan = run.plan();
    int jobs = run.service().jobs().size();
    long cycles = run.lasted().toSeconds() / plan.pollSeconds() + 1;
    long pages = 3L * (jobs / plan.pageSize() + 1);
    // A restart and a fault may each cost the rest of a sweep again.
    long again =
        (run.restarts() + run.service().faults + run.service().unreadableAnswers)
            * (2L + jobs / plan.pageSize());
    // Each slice may end with a page that is not full, after one that reaches beyond it.
    long slices = 3L * run.slices().cuts();
    long most = 2 * cycles + pages + again + slices;
    if (plan.listings().honest() && run.service().discoveryListings > most) {
      faults.add(run.service().discoveryListings + " listings where " + most + " would do");
    }
  }
}
