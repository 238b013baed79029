package io.mediajobs.build;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;

/** Prints the seed of the random test order, so that a failing order can be run again. */
public final class SeedPrinter implements TestExecutionListener {

  /** Of several processes, each is handed one test class after another as a plan of its own. */
  private static final AtomicBoolean PRINTED = new AtomicBoolean();

  @Override
  public void testPlanExecutionStarted(TestPlan plan) {
    if (PRINTED.getAndSet(true)) {
      return;
    }
    String seed = System.getProperty("junit.jupiter.execution.order.random.seed", "");
    Console.print("Test order seed: " + seed + " (again with -Dtest.seed=" + seed + ")");
  }
}
