package io.mediajobs.tracking.pace;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is where not every source may ask at once: of those that have something to ask, one
 * with many changes comes more often. A source has one turn more for each change that its requests
 * bring, or, where there are many sources, for each two hundredth of one: then rates go by the root
 * of each source's rate of change, by which changes are told soonest on the whole.
 *
 * <p>So none starves: between two turns of a source that goes on asking, any other has at most
 * {@value Weights#MOST} turns and one, or {@value Weights#MOST_OF_MANY} and one where there are
 * many. Of many, each has a time of its own in {@link Rounds}, at which it comes before its turn;
 * one turn of five is left to others. Turns that a source does not take are not saved up.
 *
 * @param <S> the sources, told apart by identity
 */
public final class FairQueue<S> {

  /** So many sources are few. */
  public static final int FEW = 10;

  /** So many turns in a row go to those that have waited until a time of their own. */
  private static final int PATIENT_TURNS = 4;

  /** One of many that was asked so shortly before a time of its own need not be asked again. */
  private static final Duration RECENTLY = Duration.ofSeconds(5);

  private final IdentityHashMap<S, Place<S>> places = new IdentityHashMap<>();

  /** Those that may have something to ask, in the order of their turns. */
  private final TreeSet<Place<S>> waiting = new TreeSet<>(Place.byTurn());

  /** The same, in the order of the times at which they come before their turns. */
  private final TreeSet<Place<S>> longest = new TreeSet<>(Place.by(place -> place.due));

  /** Those that have nothing to ask, in the order of the times until when. */
  private final TreeSet<Place<S>> idle = new TreeSet<>(Place.by(place -> place.until));

  private final Weights weights;

  /** When the newest turn began. */
  private double now;

  /** When the newest turn of one without changes is over, of many. */
  private double quiet;

  /** How many turns in a row went to those that had waited until a time of their own. */
  private int patientTurns;

  private Rounds rounds = Rounds.NONE;

  /** Until when sources are searched for those that have jobs. */
  private Instant searched = Instant.MIN;

  /** When the newest round began. */
  private Instant time = Instant.MIN;

  /** Turns of these sources, the first of which is first. */
  public FairQueue(Collection<S> sources) {
    this(sources, Weights.of(sources.size()));
  }

  /** The same where other weights count. */
  FairQueue(Collection<S> sources, Weights weights) {
    this.weights = weights;
    for (S source : sources) {
      Place<S> place = new Place<>(source, places.size());
      places.put(source, place);
      waiting.add(place);
      longest.add(place);
    }
  }

  /** How many sources there are. */
  public int size() {
    return places.size();
  }

  /** Says in which rounds sources come where there are many, before the first. */
  public void in(Rounds these) {
    rounds = these;
  }

  /**
   * Says how long ago a source had its newest change, before the first round: where there are many,
   * that tells how often it should come until its answers tell more.
   */
  public void expect(S source, Duration age) {
    Place<S> place = places.get(source);
    if (place != null) {
      place.changes = weights.expected(age);
    }
  }

  /** Lets a source come first, before the first round. */
  public void hurry(S source) {
    Place<S> place = places.get(source);
    if (place != null) {
      waiting.remove(place);
      place.over = -1;
      waiting.add(place);
    }
  }

  /** Begins a round, in which any source may ask that has not passed until then. */
  public void begin(Instant at) {
    if (time.equals(Instant.MIN) && weights.areOfMany()) {
      order(at);
    }
    time = at;
    while (!idle.isEmpty() && !idle.first().until.isAfter(at)) {
      Place<S> back = idle.first();
      // Of many, hundreds may be back at once: apart from each other, they let busy ones between.
      double apart = now + weights.turn(back.changes) * back.number / size();
      apart = weights.areOfMany() ? apart : back.over;
      back.over = Math.max(back.over, apart);
      await(back);
    }
  }

  /** Whose turn it is; null where every source has passed in this round. */
  public @Nullable S next() {
    return waiting.isEmpty() ? null : first().source;
  }

  /** Whether the source whose turn it is has waited until a time of its own, be it quiet or not. */
  public boolean isPatient() {
    return weights.areOfMany()
        && patientTurns < PATIENT_TURNS
        && !longest.first().due.isAfter(time);
  }

  /** Where the rounds of many sources stand; null where there are few, or before the first. */
  public @Nullable RoundsMark mark(Instant wall) {
    if (!weights.areOfMany() || time.equals(Instant.MIN)) {
      return null;
    }
    Instant first = longest.isEmpty() ? time : longest.first().due;
    return rounds.mark(first, time, searched, wall);
  }

  /** The source whose turn it is has nothing to ask in this round, nor before this time. */
  public void pass(Instant until) {
    Place<S> place = leave();
    // A time of its own that is of no use to it does not hold up the rounds.
    place.due = place.due.isBefore(until) ? until : place.due;
    place.until = until;
    idle.add(place);
  }

  /** The source whose turn it is asks. */
  public void take() {
    boolean patient = isPatient();
    Place<S> place = leave();
    patientTurns = patient ? patientTurns + 1 : 0;
    // One that comes before its turn does not bring on the turns of all that are behind it.
    now = patient ? now : Math.max(now, place.over);
    place.begun = now;
    place.over = now + weights.turn(place.changes);
    if (weights.isIdle(place.changes)) {
      // Or all that come at their own times meanwhile would come in a row one day.
      quiet = Math.max(now + 1, quiet + 1.0 / places.size());
      place.over = quiet;
    }
    if (weights.areOfMany()) {
      Instant from = time.isBefore(searched) ? searched : time.plus(RECENTLY);
      place.due = rounds.next(place.number, size(), from);
    }
    await(place);
  }

  /** Notes how many changes an answer to a source has brought; it may have more to ask. */
  public void answered(S source, int changes) {
    Place<S> place = places.get(source);
    if (place != null) {
      place.answered(changes);
      boolean waits = waiting.remove(place);
      if (weights.areOfMany() && !weights.isIdle(place.changes)) {
        // Of many, one that shows itself as busy must not wait for the turn of one that is not.
        place.over = Math.min(place.over, place.begun + weights.turn(place.changes));
      }
      if (waits) {
        waiting.add(place);
      } else {
        await(place);
      }
    }
  }

  /** When the first of those that have passed comes again; {@link Instant#MAX} where none does. */
  public Instant comesAgain() {
    return idle.isEmpty() ? Instant.MAX : idle.first().until;
  }

  private Place<S> first() {
    return isPatient() ? longest.first() : waiting.first();
  }

  private Place<S> leave() {
    Place<S> place = first();
    waiting.remove(place);
    longest.remove(place);
    return place;
  }

  private void await(Place<S> place) {
    idle.remove(place);
    waiting.add(place);
    longest.add(place);
  }

  /** Puts many sources in the order of their first turns. */
  private void order(Instant at) {
    searched = rounds.searched(at);
    waiting.clear();
    longest.clear();
    for (Place<S> place : places.values()) {
      Instant start = rounds.start(place.number, size(), at);
      place.due = place.over < 0 ? rounds.first(at) : start;
      longest.add(place);
    }
    int rank = 0;
    for (Place<S> place : longest) {
      // One that has had its first turn need not wait for the first turns of all others.
      place.over = weights.turn(place.changes) * rank++ / size();
      waiting.add(place);
    }
  }
}
