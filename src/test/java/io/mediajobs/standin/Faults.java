package io.mediajobs.standin;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What is to go wrong, and how often. Safe for use by several threads. */
public final class Faults {

  /** For a fault that stays. */
  public static final int ALWAYS = Integer.MAX_VALUE;

  private static final class Rule {
    private final Predicate<Request> condition;
    private final Fault fault;
    private int left;

    private Rule(Predicate<Request> condition, int left, Fault fault) {
      this.condition = condition;
      this.left = left;
      this.fault = fault;
    }
  }

  private final List<Rule> rules = new ArrayList<>();

  /** Strikes the next so many requests, whatever they ask for. */
  public void next(int count, Fault fault) {
    when(request -> true, count, fault);
  }

  /**
   * Strikes the next so many requests like this. Of several faults that fit a request only the one
   * told first strikes.
   */
  public synchronized void when(Predicate<Request> condition, int count, Fault fault) {
    rules.add(new Rule(condition, count, fault));
  }

  /** How many strikes are still to come, not counting faults that stay. */
  public synchronized int left() {
    return rules.stream().mapToInt(rule -> rule.left).filter(left -> left != ALWAYS).sum();
  }

  /** Nothing goes wrong any more. */
  public synchronized void clear() {
    rules.clear();
  }

  /** Uses up one strike on this request; null where none fits. */
  synchronized @Nullable Fault take(Request request) {
    for (Rule rule : rules) {
      if (rule.left > 0 && rule.condition.test(request)) {
        rule.left -= rule.left == ALWAYS ? 0 : 1;
        return rule.fault;
      }
    }
    return null;
  }
}
