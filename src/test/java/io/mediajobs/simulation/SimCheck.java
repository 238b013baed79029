package io.mediajobs.simulation;

import io.mediajobs.connect.config.Heartbeats;
import io.mediajobs.simulation.SimOutput.Dropped;
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
  private final SimTopic topic;
  private final Map<String, Integer> malformed = new HashMap<>();
  private final List<String> faults = new ArrayList<>();

  private SimCheck(SimRun run) {
    this.run = run;
    this.topic = new SimTopic(run);
  }

  /** What is wrong, one sentence each; empty where all is well. */
  static List<String> faults(SimRun run) {
    SimCheck check = new SimCheck(run);
    run.kafka().topic().forEach(check::read);
    run.service().jobs().forEach(check::check);
    check.faults.addAll(SimCosts.faults(run));
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
      topic.read(record);
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
    int told = malformed.getOrDefault(job.id(), 0);
    checkMalformed(job, told, way.isEmpty());
    boolean untold = told > 0 && !job.damage().legible();
    if (way.isEmpty()) {
      boolean listed = run.notices(job) && !run.service().mayBeHidden(job);
      if (!job.vanishes() && !untold && listed) {
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
    boolean seldomSeen = job.vanishes() || isListedOnly(job) || !run.exact();
    boolean unseen = run.service().mayBeHidden(job) && seldomSeen;
    boolean forgotten = unseen || ((job.vanishes() || untold) && !run.exact());
    if (!job.isEnd(before) && !forgotten && !mayBeUnreadable(job)) {
      faults.add(job + " has not ended: " + way);
    }
    if (job.deleted().equals(Instant.MAX) && !forgotten) {
      checkWay(job, way);
    }
    if (run.output().jobsArrive() && !forgotten) {
      topic.check(job, before, faults);
    }
    checkObservable(job, way);
    checkInTime(job, way);
  }

  /** Where not every transition is a record, the last one that is one is there, and is true. */
  private void checkNewest(SimJob job) {
    boolean readable = job.damage().never() && !job.vanishes();
    String end = job.way().get(job.ends());
    List<Event> read = events.getOrDefault(job.id(), List.of());
    if (!readable || !run.notices(job) || run.service().mayBeHidden(job)) {
      return;
    }
    if (!run.output().failedAlone()) {
      if (!end.equals(topic.newest(job))) {
        faults.add(job + " is " + topic.newest(job) + " on the jobs topic");
      }
    } else if (run.output().dropped() != Dropped.TRANSITIONS) {
      List<String> states = read.stream().map(Event::state).distinct().toList();
      if (!states.equals(end.equals("Failed") ? List.of("Failed") : List.of())) {
        faults.add(job + " has " + read);
      }
    }
  }

  /** Whether look-ups that are sound by themselves can't have denied it for a minute. */
  private boolean isGoneTooSoon(SimJob job, Event event) {
    Instant from = job.awayFrom().isBefore(job.deleted()) ? job.awayFrom() : job.deleted();
    Instant told = Instant.ofEpochMilli(event.observedAt()).plus(run.plan().clockAhead());
    boolean sound = job.lookUps().none() && run.plan().odd().refusal() == 0;
    return sound && told.minusSeconds(60).isBefore(from);
  }

  /**
   * Whether a job that is gone may be one that can't be read, for all that can be seen: where only
   * listings show it, and they show a text for ever that has no id.
   */
  private boolean mayBeUnreadable(SimJob job) {
    return job.vanishes()
        && isListedOnly(job)
        && run.service().jobs().stream().anyMatch(SimJob::nameless);
  }

  /** Whether look-ups may not show a job. */
  private boolean isListedOnly(SimJob job) {
    return run.plan().odd().refusal() > 0 || !job.lookUps().none();
  }

  /** A job that the service still has went all its way, and is where it is. */
  private void checkWay(SimJob job, List<Event> way) {
    List<String> states = new ArrayList<>();
    for (Event event : way) {
      String state = event.state();
      if (!state.equals("Pause") && !state.equals("NonExist") && !states.contains(state)) {
        states.add(state);
      }
    }
    boolean back = !way.get(way.size() - 1).state().equals("NonExist");
    // Where there is little room, one that was gone may be forgotten; and look-ups may deny it
    // still.
    boolean unseen = run.plan().maxTracked() < 20_000 || !job.lookUps().none();
    boolean lost = !back && job.vanishes() && unseen;
    if ((!states.equals(job.canonical()) || !back) && !lost) {
      faults.add(job + " went " + job.way().values() + " but has " + way);
    }
  }

  /** What happens to a job that is known is seen on the slower interval at the latest. */
  private void checkInTime(SimJob job, List<Event> way) {
    SimPlan plan = run.plan();
    boolean dropped = run.output().dropped() != SimOutput.Dropped.NOTHING;
    boolean waits = run.log().isAwaited() && (!plan.exactlyOnce() || dropped);
    if (!plan.smooth() || waits || way.size() < 2) {
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
    if (!neverEmitted && job.damage().always() && !job.damage().legible()) {
      faults.add(job + " was emitted although it can't be read");
    }
  }

  /** Nothing may be told that the job never did. */
  private void checkObservable(SimJob job, List<Event> way) {
    for (Event event : way) {
      boolean gone = event.state().equals("NonExist");
      if (gone ? !job.vanishes() : !job.way().containsValue(event.state())) {
        faults.add(job.id() + " never was " + event.state() + ": " + way);
      }
      if (gone && isGoneTooSoon(job, event)) {
        faults.add(job + " was not gone for a minute yet: " + way);
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
    Map<Integer, Event> firstTold = new TreeMap<>();
    for (Event event : read) {
      firstTold.putIfAbsent(event.sequence(), event);
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
    if (canChange(job)) {
      return newestWay;
    }
    // A crash may cut the second telling short, and the state before it knows the first.
    List<Event> way = cut(job, newestWay);
    return joins(way) ? way : cut(job, new ArrayList<>(firstTold.values()));
  }

  private static boolean joins(List<Event> way) {
    for (int i = 1; i < way.size(); i++) {
      if (!way.get(i - 1).state().equals(way.get(i).previousState())) {
        return false;
      }
    }
    return true;
  }

  private static boolean canChange(SimJob job) {
    return !job.pauses() && !job.vanishes();
  }

  /** Of a job that was told in two ways, the newer: what joins from the start to an end. */
  private static List<Event> cut(SimJob job, List<Event> way) {
    List<Event> joined = new ArrayList<>();
    for (Event event : way) {
      String before = joined.isEmpty() ? null : joined.get(joined.size() - 1).state();
      boolean comesBack = "NonExist".equals(before) && "NonExist".equals(event.previousState());
      if (before != null && job.isEnd(before) && !comesBack) {
        break;
      }
      joined.add(event);
    }
    return joined;
  }
}
