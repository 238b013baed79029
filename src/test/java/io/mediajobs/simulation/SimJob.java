package io.mediajobs.simulation;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.Jobs;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A job of a history.
 *
 * @param created its creation time, in whole seconds
 * @param visible when answers begin to show it
 * @param way its states by the time they begin
 * @param deleted when the service forgets it
 * @param awayFrom from when on no answer shows it for a while
 * @param awayTo until when
 * @param damage when and how it can't be read
 * @param lookUps what is wrong with its look-ups
 * @param content what it shows beside its state and times
 */
record SimJob(
    String id,
    Instant created,
    Instant visible,
    NavigableMap<Instant, String> way,
    Instant deleted,
    Instant awayFrom,
    Instant awayTo,
    SimDamage damage,
    SimLookUps lookUps,
    SimContent content) {

  private static final String UNKNOWN_END = "Timeout";

  /** A job that does nothing odd but what the plan wants some to do. */
  static SimJob of(
      String id,
      Instant submitted,
      Instant visible,
      NavigableMap<Instant, String> way,
      Instant deleted,
      SimPlan plan,
      SplittableRandom random) {
    SimOddities odd = plan.odd();
    // Where listings stand in for look-ups, a job that is gone can't be told from one that can't be
    // read, and takes room for ever: there is enough of it.
    boolean stays = plan.maxTracked() < 20_000 && plan.damagedPercent() > 0 && !odd.none();
    // Where tokens are positions, nothing shows that one in the middle of a listing has gone.
    stays |= plan.listings().tokens() == SimListings.Tokens.POSITIONS;
    boolean goesAway = random.nextInt(100) < odd.awayPercent() && !stays;
    Instant away = visible.plusMillis(20_000 + random.nextInt(80_000));
    if (random.nextInt(100) < odd.unknownPercent()) {
      way.put(way.lastKey(), UNKNOWN_END);
    }
    return new SimJob(
        id,
        submitted.truncatedTo(ChronoUnit.SECONDS),
        visible,
        way,
        stays ? Instant.MAX : deleted,
        goesAway ? away : Instant.MAX,
        goesAway ? away.plusMillis(10_000 + random.nextInt(170_000)) : Instant.MAX,
        SimDamage.random(plan.damagedPercent(), submitted, random),
        SimLookUps.random(odd.lookUpPercent(), submitted, random),
        SimContent.random(odd.contentPercent(), random));
  }

  /** A job submitted then, on a way of its own. */
  static SimJob random(String id, Instant submitted, SimPlan plan, SplittableRandom random) {
    Duration latest = plan.latest();
    Instant visible =
        random.nextInt(4) > 0
            ? submitted
            : submitted.plusMillis(random.nextLong(latest.toMillis() + 1));
    NavigableMap<Instant, String> way = new TreeMap<>();
    Instant at = submitted;
    way.put(at, "Submitted");
    boolean brief = random.nextInt(3) == 0;
    int pause = brief ? 1_500 : 30_000;
    at = at.plusMillis(1 + random.nextInt(pause));
    int lot = random.nextInt(20);
    if (lot == 0) {
      way.put(at, "Cancel");
    } else {
      if (lot < 4) {
        way.put(at, "Pause");
        at = at.plusMillis(1 + random.nextInt(20_000));
        if (lot == 1) {
          way.put(at, "Cancel");
        } else if (lot == 2) {
          way.put(at, "Submitted");
          at = at.plusMillis(1 + random.nextInt(10_000));
        }
      }
      if (!way.containsValue("Cancel")) {
        run(way, at, pause, lot == 4, random);
      }
    }
    boolean forgotten = random.nextInt(20) == 0;
    Instant deleted = forgotten ? visible.plusMillis(1 + random.nextInt(60_000)) : Instant.MAX;
    return of(id, submitted, visible, way, deleted, plan, random);
  }

  private static void run(
      NavigableMap<Instant, String> way,
      Instant from,
      int pause,
      boolean interrupted,
      SplittableRandom random) {
    Instant at = from;
    way.put(at, "Running");
    at = at.plusMillis(1 + random.nextInt(pause));
    if (interrupted) {
      way.put(at, "Pause");
      at = at.plusMillis(1 + random.nextInt(pause));
      way.put(at, "Running");
      at = at.plusMillis(1 + random.nextInt(pause));
    }
    way.put(at, random.nextInt(5) == 0 ? "Failed" : "Success");
  }

  /** The same with another creation time. */
  SimJob createdAt(Instant other) {
    Instant second = other.truncatedTo(ChronoUnit.SECONDS);
    return new SimJob(
        id, second, visible, way, deleted, awayFrom, awayTo, damage, lookUps, content);
  }

  /** The same where the service forgets it then. */
  SimJob deletedAt(Instant other) {
    return new SimJob(id, created, visible, way, other, awayFrom, awayTo, damage, lookUps, content);
  }

  boolean shown(Instant now) {
    boolean away = !now.isBefore(awayFrom) && now.isBefore(awayTo);
    return !now.isBefore(visible) && now.isBefore(deleted) && !away;
  }

  /** Whether the service forgets it, for a while or for ever. */
  boolean vanishes() {
    return !deleted.equals(Instant.MAX) || !awayFrom.equals(Instant.MAX);
  }

  /** Whether anything of it is odd. */
  boolean odd() {
    return vanishes() || !lookUps.none() || !content.plain() || !damage.never();
  }

  /** Whether it stays a text for ever that does not say which job it is. */
  boolean nameless() {
    return damage.strikesAtLast() && !damage.never() && !damage.showsId() && !damage.legible();
  }

  /** Whether a job in this state stays in it, unless it comes back. */
  boolean isEnd(String state) {
    return state.equals(way.lastEntry().getValue()) || state.equals("NonExist");
  }

  Instant ends() {
    return way.lastKey();
  }

  /** Whether it is one of many that wait in a queue. */
  boolean isQueued() {
    return id.startsWith("q");
  }

  boolean pauses() {
    return way.containsValue("Pause");
  }

  String state(Instant now) {
    Map.Entry<Instant, String> entry = way.floorEntry(now);
    return entry == null ? "Submitted" : entry.getValue();
  }

  /** What can be told of it for certain once it has ended: its states but for pauses. */
  List<String> canonical() {
    List<String> states = new ArrayList<>();
    for (String state : way.values()) {
      if (!state.equals("Pause") && !states.contains(state)) {
        states.add(state);
      }
    }
    return states;
  }

  /** A number for what there is to see of it, the same only while that is the same. */
  int stage(Instant now) {
    boolean over = !now.isBefore(ends());
    int result = over && content.hasResult(ends(), now) ? 1 : 0;
    int part = over && content.hasPartEnded(ends(), now) ? 2 : 0;
    return 4 * way.headMap(now, true).size() + part + result;
  }

  /**
   * The job as an answer shows it.
   *
   * @param listing whether that is of a listing
   */
  JobDetail at(Instant now, boolean listing) {
    Jobs job = Jobs.job(id).created(created).state(state(now));
    for (Map.Entry<Instant, String> step : way.headMap(now, true).entrySet()) {
      if (step.getValue().equals("Running")) {
        job.started(step.getKey());
        job.progress(50);
        break;
      }
    }
    if (!now.isBefore(ends()) && content.hasResult(ends(), now)) {
      job.ended(state(now), ends());
    }
    content.add(job, listing, ends(), now);
    return job.detail();
  }
}
