package io.mediajobs.build;

import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;

/** Prints the seed of the random test order, so that a failing order can be run again. */
public final class SeedPrinter implements TestExecutionListener {

  @Override
  public void testPlanExecutionStarted(TestPlan plan) {
    String seed = System.getProperty("junit.jupiter.execution.order.random.seed", "");
    Console.print("Test order seed: " + seed + " (again with -Dtest.seed=" + seed + ")");
  }
}
