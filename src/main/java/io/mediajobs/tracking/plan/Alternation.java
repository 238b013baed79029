package io.mediajobs.tracking.plan;

import java.util.function.Supplier;

/** Two that ask in turns: who has asked lets the other go first, so that neither starves. */
public final class Alternation {

  private boolean otherFirst;

  /** The question of the one whose turn it is, or else of the other; or the earlier time. */
  public Step step(Supplier<Step> one, Supplier<Step> other) {
    Step first = otherFirst ? other.get() : one.get();
    Step step = first.or(otherFirst ? one : other);
    if (step.ask() != null) {
      boolean firstAsks = step == first;
      otherFirst = firstAsks != otherFirst;
    }
    return step;
  }
}
