package io.mediajobs.build;

/** The chance that tests with random input are given: another one with each run of the build. */
public final class Chance {

  /** How much less a quick run tries. */
  private static final int LESS = 100;

  private Chance() {}

  /** The seed of this run, which {@code -Dtest.seed=} sets; 1 where nobody runs the build. */
  public static long seed() {
    return Long.getLong("junit.jupiter.execution.order.random.seed", 1);
  }

  /** How many inputs to try: so many, or a hundredth of them with {@code -Dquick}. */
  public static int tries(int usual) {
    return Boolean.getBoolean("quick") ? usual / LESS : usual;
  }
}
