package io.mediajobs.tracking.pace;

import java.util.Collection;

/** Turns that follow changes as far as a test of another package wants. */
public final class FairQueues {

  /** How often a source comes at most for each time of one without changes. */
  public static final int MOST = Weights.MOST;

  private FairQueues() {}

  /**
   * Turns of these sources.
   *
   * @param most stands in for {@link #MOST}
   */
  public static <S> FairQueue<S> of(Collection<S> sources, int most) {
    return new FairQueue<>(sources, new Weights(most, 1));
  }
}
