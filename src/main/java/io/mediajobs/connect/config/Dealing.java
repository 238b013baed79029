package io.mediajobs.connect.config;

import io.mediajobs.job.JobSource;
import io.mediajobs.tracking.pace.Slots;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Deals sources out to tasks: as many to each, up to one. Each source has an order of the tasks of
 * its own, and goes to the first that has room. So where a source is added or gone, few others
 * move.
 *
 * <p>What sources weigh counts only where that leaves one task with much more than another: then
 * some change places with light ones. So a connector that starts again mostly deals as before, even
 * though what it knows of weights has changed. Otherwise it would stop its tasks while they begin,
 * and under exactly-once such a task waits for the worker's only thread that waits for it.
 */
final class Dealing {

  /** A change of places that only turns the difference around is worth nothing. */
  private static final double MOST_OF_DIFFERENCE = 0.75;

  private final int tasks;
  private final List<Hand> hands = new ArrayList<>();

  /** A source with the number that decides about the order of the tasks. */
  private record Card(JobSource source, double weight, long number) {

    static Card of(JobSource source, double weight) {
      long number = 0xcbf29ce484222325L;
      for (char c : source.parts().toString().toCharArray()) {
        number = (number ^ c) * 0x100000001b3L;
      }
      return new Card(source, weight, number);
    }

    /** How much it wants to be in a task: the same on every worker, whatever others there are. */
    long wish(int task) {
      long hash = number + (task + 2) * 0x9e3779b97f4a7c15L;
      hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
      hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
      return hash ^ (hash >>> 31);
    }
  }

  /** What one task has. */
  private static final class Hand {

    final int task;
    final Set<Card> cards = new HashSet<>();
    double weight;

    Hand(int task) {
      this.task = task;
    }

    void add(Card card) {
      cards.add(card);
      weight += card.weight();
    }

    void remove(Card card) {
      cards.remove(card);
      weight -= card.weight();
    }
  }

  private Dealing(int tasks) {
    this.tasks = tasks;
    for (int task = 0; task < tasks; task++) {
      hands.add(new Hand(task));
    }
  }

  /**
   * The sources of each task, in the order of all, of which there are as many as tasks or more.
   *
   * @param busy the weights of some; all others weigh 1
   */
  static List<List<JobSource>> of(List<JobSource> sources, Map<JobSource, Double> busy, int tasks) {
    if (sources.size() == tasks) {
      return sources.stream().map(List::of).toList();
    }
    Dealing dealing = new Dealing(tasks);
    dealing.deal(sources.stream().map(one -> Card.of(one, busy.getOrDefault(one, 1.0))).toList());
    dealing.level();
    Map<JobSource, Integer> dealt = new HashMap<>();
    dealing.hands.forEach(hand -> hand.cards.forEach(card -> dealt.put(card.source(), hand.task)));
    return IntStream.range(0, tasks)
        .mapToObj(
            task -> sources.stream().filter(one -> Objects.equals(dealt.get(one), task)).toList())
        .toList();
  }

  private void deal(List<Card> cards) {
    List<Card> mixed = new ArrayList<>(cards);
    mixed.sort(Comparator.comparingLong(card -> card.wish(-1)));
    int least = cards.size() / tasks;
    int larger = cards.size() % tasks;
    for (Card card : mixed) {
      int full = larger > 0 ? least + 1 : least;
      Hand hand =
          Collections.max(
              hands.stream().filter(one -> one.cards.size() < full).toList(),
              Comparator.comparingLong(one -> card.wish(one.task)));
      hand.add(card);
      larger -= hand.cards.size() > least ? 1 : 0;
    }
  }

  /** Lets sources change places until no task has much more than another, or nothing helps. */
  private void level() {
    Comparator<Hand> byWeight = Comparator.comparingDouble(hand -> hand.weight);
    boolean helps = true;
    while (helps) {
      Hand most = Collections.max(hands, byWeight);
      Hand least = Collections.min(hands, byWeight);
      helps = !Slots.areAlike(most.weight, least.weight) && change(most, least);
    }
  }

  private static boolean change(Hand most, Hand least) {
    Card light = Collections.min(least.cards, lightest(most.task));
    double difference = MOST_OF_DIFFERENCE * (most.weight - least.weight);
    Optional<Card> heavy =
        most.cards.stream()
            .filter(card -> card.weight() > light.weight())
            .filter(card -> card.weight() - light.weight() <= difference)
            .max(Comparator.comparingLong(card -> card.wish(least.task)));
    heavy.ifPresent(
        card -> {
          most.remove(card);
          least.add(card);
          least.remove(light);
          most.add(light);
        });
    return heavy.isPresent();
  }

  /** The lightest first, and of those the one that wants most to be there. */
  private static Comparator<Card> lightest(int task) {
    return Comparator.comparingDouble(Card::weight)
        .thenComparing(Comparator.<Card>comparingLong(card -> card.wish(task)).reversed());
  }
}
