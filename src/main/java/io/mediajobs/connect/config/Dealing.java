package io.mediajobs.connect.config;

import io.mediajobs.job.JobSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Deals sources out to tasks: as many to each, and as many busy ones to each, up to one. Each
 * source has an order of the tasks of its own, and goes to the first that has room. So where a
 * source is added or gone, few others move.
 */
final class Dealing {

  private final int tasks;
  private final List<List<JobSource>> hands = new ArrayList<>();

  private Dealing(int tasks) {
    this.tasks = tasks;
    for (int i = 0; i < tasks; i++) {
      hands.add(new ArrayList<>());
    }
  }

  /** The sources of each task, in the order of all, of which there are as many as tasks or more. */
  static List<List<JobSource>> of(List<JobSource> sources, Set<JobSource> busy, int tasks) {
    Dealing dealing = new Dealing(tasks);
    if (sources.size() == tasks) {
      for (int i = 0; i < tasks; i++) {
        dealing.hands.get(i).add(sources.get(i));
      }
      return dealing.hands;
    }
    List<JobSource> first = sources.stream().filter(busy::contains).toList();
    List<JobSource> others = sources.stream().filter(source -> !busy.contains(source)).toList();
    dealing.deal(first, first.size());
    dealing.deal(others, sources.size());
    List<List<JobSource>> inOrder = new ArrayList<>();
    for (List<JobSource> hand : dealing.hands) {
      Set<JobSource> dealt = Set.copyOf(hand);
      inOrder.add(sources.stream().filter(dealt::contains).toList());
    }
    return inOrder;
  }

  /** Deals some, after which so many have been dealt in all. */
  private void deal(List<JobSource> some, int total) {
    List<JobSource> mixed = new ArrayList<>(some);
    mixed.sort(Comparator.comparingLong(source -> hash(source, -1)));
    int least = total / tasks;
    int larger = total % tasks - (int) hands.stream().filter(hand -> hand.size() > least).count();
    for (JobSource source : mixed) {
      int task = best(source, larger > 0 ? least + 1 : least);
      hands.get(task).add(source);
      larger -= hands.get(task).size() > least ? 1 : 0;
    }
  }

  /** The first in a source's order of those with less than this. */
  private int best(JobSource source, int full) {
    int best = -1;
    long most = Long.MIN_VALUE;
    for (int task = 0; task < tasks; task++) {
      long hash = hash(source, task);
      if (hands.get(task).size() < full && (best < 0 || hash > most)) {
        best = task;
        most = hash;
      }
    }
    return best;
  }

  /** The same on every worker, and whatever the other sources are. */
  private static long hash(JobSource source, int task) {
    long hash = 0xcbf29ce484222325L;
    for (char c : source.parts().toString().toCharArray()) {
      hash = (hash ^ c) * 0x100000001b3L;
    }
    hash += (task + 2) * 0x9e3779b97f4a7c15L;
    hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
    hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
    return hash ^ (hash >>> 31);
  }
}
