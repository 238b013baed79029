package io.mediajobs.tracking.pace;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which slots of a connector's rate are somebody's own. Slots come in cycles, one after another; of
 * those that share a rate each has the same places in every cycle, and no place is that of two.
 *
 * @param cycle how many slots a cycle has
 * @param own the places of those that are one's own, from 0, in order; at least one
 */
public record Slots(int cycle, List<Integer> own) {

  /** Every slot there is. */
  public static final Slots ALL = new Slots(1, List.of(0));

  /** For looks at an account: one of twenty, which tasks leave where there are looks. */
  public static final Slots LOOKS = new Slots(20, List.of(0));

  /** So many slots a task has in a cycle on average, so that weights can be told apart. */
  private static final int OF_A_TASK = 5;

  /** So far apart changes are of no account. */
  private static final Duration RARELY = Duration.ofDays(1);

  /** Weights are worth other numbers of slots only where one is so many times another. */
  private static final double NOTABLE = 2;

  /**
   * Deals the slots of a cycle out, spread evenly, as many to each as its weight says. Weights tell
   * of the past, so one below half of the mean counts as that.
   *
   * @param weights of those that share the rate, each greater than 0
   * @param leavesLooks whether {@link #LOOKS} are left
   */
  public static List<Slots> deal(List<Double> weights, boolean leavesLooks) {
    int shares = weights.size();
    boolean alike = areAlike(Collections.max(weights), Collections.min(weights));
    double half = weights.stream().mapToDouble(weight -> weight).sum() / shares / 2;
    List<Double> worth =
        weights.stream().map(weight -> alike ? 1 : Math.max(half, weight)).toList();
    int rounds = Math.max(2, (shares * OF_A_TASK + LOOKS.cycle - 1) / LOOKS.cycle);
    int cycle = alike && !leavesLooks ? shares : rounds * LOOKS.cycle;
    List<Integer> counts = counts(worth, cycle - (leavesLooks ? rounds : 0));
    List<List<Integer>> own = new ArrayList<>();
    weights.forEach(weight -> own.add(new ArrayList<>()));
    int[] credit = new int[shares];
    for (int place = 0; place < cycle; place++) {
      if (leavesLooks && LOOKS.own.contains(place % LOOKS.cycle)) {
        continue;
      }
      int next = 0;
      for (int i = 0; i < shares; i++) {
        credit[i] += counts.get(i);
        next = credit[i] > credit[next] ? i : next;
      }
      credit[next] -= counts.stream().mapToInt(count -> count).sum();
      own.get(next).add(place);
    }
    return own.stream().map(places -> new Slots(cycle, List.copyOf(places))).toList();
  }

  /**
   * How often a source comes of many, for each time of one without changes, whose newest change was
   * so long ago.
   */
  public static double weight(Duration age) {
    double root = Math.sqrt(RARELY.toMillis() / Math.max(1, (double) age.toMillis()));
    return Math.max(1, Math.min(Weights.MOST_OF_MANY, root));
  }

  /** Whether two weights are worth as many slots. */
  public static boolean areAlike(double larger, double smaller) {
    return larger <= NOTABLE * smaller;
  }

  /** Reads what {@link #toString} writes. */
  public static Slots parse(String text) {
    String[] parts = text.split("/", 2);
    return new Slots(
        Integer.parseInt(parts[1]), Stream.of(parts[0].split(",")).map(Integer::valueOf).toList());
  }

  /** What part of all slots they are. */
  public double part() {
    return (double) own.size() / cycle;
  }

  /** How many slots there are before the next that is one's own, from this place on. */
  int until(int place) {
    for (int wait = 0; wait < cycle; wait++) {
      if (own.contains((place + wait) % cycle)) {
        return wait;
      }
    }
    throw new IllegalStateException("No slot is one's own: " + this);
  }

  /** The slots as {@code 0,2,5/20}: their places, and how many there are. */
  @Override
  public String toString() {
    return own.stream().map(String::valueOf).collect(Collectors.joining(",")) + "/" + cycle;
  }

  /** So many for each that they are the given number together. */
  private static List<Integer> counts(List<Double> weights, int total) {
    double sum = weights.stream().mapToDouble(weight -> weight).sum();
    List<Integer> counts = new ArrayList<>();
    int left = total - weights.size();
    for (double weight : weights) {
      int count = (int) (weight / sum * (total - weights.size()));
      counts.add(1 + count);
      left -= count;
    }
    for (; left > 0; left--) {
      int poorest = 0;
      for (int i = 1; i < counts.size(); i++) {
        double lack = weights.get(i) / sum * total - counts.get(i);
        double most = weights.get(poorest) / sum * total - counts.get(poorest);
        poorest = lack > most ? i : poorest;
      }
      counts.set(poorest, counts.get(poorest) + 1);
    }
    return counts;
  }
}
