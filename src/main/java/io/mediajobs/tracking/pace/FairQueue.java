package io.mediajobs.tracking.pace;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is where not every source may ask at once: of those that have something to ask, one
 * with many changes comes more often, up to {@value #MOST} times as often as one without.
 *
 * <p>So none starves: between two turns of a source that goes on asking, any other has at most
 * {@value #MOST} turns and one. Turns that a source does not take are not saved up.
 *
 * @param <S> the sources, told apart by identity
 */
public final class FairQueue<S> {

  /** How often a source comes at most for each time of one without changes. */
  static final int MOST = 8;

  /** How much the newest request counts for; those before it count ever less. */
  private static final double NEWEST = 0.1;

  private static final class Place<S> {
    private final S source;
    private final int number;

    /** When its last turn is over, in turns of a source without changes. */
    private double over;

    /** How many changes a request has lately brought. */
    private double changes;

    private Place(S source, int number) {
      this.source = source;
      this.number = number;
    }
  }

  private final IdentityHashMap<S, Place<S>> places = new IdentityHashMap<>();
  private final PriorityQueue<Place<S>> waiting =
      new PriorityQueue<>(
          Comparator.<Place<S>>comparingDouble(place -> place.over)
              .thenComparingInt(place -> place.number));
  private final List<Place<S>> idle = new ArrayList<>();
  private final int most;

  /** When the newest turn began. */
  private double now;

  /** Turns of these sources, the first of which is first. */
  public FairQueue(Collection<S> sources) {
    this(sources, MOST);
  }

  /**
   * Turns of these sources.
   *
   * @param most how often a source comes at most for each time of one without changes; with 1 all
   *     come as often
   */
  FairQueue(Collection<S> sources, int most) {
    this.most = most;
    for (S source : sources) {
      Place<S> place = new Place<>(source, places.size());
      places.put(source, place);
      waiting.add(place);
    }
  }

  /** How many sources there are. */
  public int size() {
    return places.size();
  }

  /** Begins a round, in which any source may have something to ask. */
  public void begin() {
    waiting.addAll(idle);
    idle.clear();
  }

  /** Whose turn it is; null where every source has passed in this round. */
  public @Nullable S next() {
    Place<S> first = waiting.peek();
    return first == null ? null : first.source;
  }

  /** The source whose turn it is has nothing to ask in this round. */
  public void pass() {
    idle.add(waiting.remove());
  }

  /** The source whose turn it is asks. */
  public void take() {
    Place<S> place = waiting.remove();
    now = Math.max(now, place.over);
    place.over = now + 1 / Math.min(most, 1 + place.changes);
    waiting.add(place);
  }

  /** Notes how many changes an answer to a source has brought. */
  public void answered(S source, int changes) {
    Place<S> place = places.get(source);
    if (place != null) {
      place.changes += NEWEST * (changes - place.changes);
    }
  }
}
