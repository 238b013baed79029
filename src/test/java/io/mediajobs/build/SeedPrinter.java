package io.mediajobs.build;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;

/** Prints the seed of the random test order, so that a failing order can be run again. */
public final class SeedPrinter implements TestExecutionListener {

  @Override
  public void testPlanExecutionStarted(TestPlan plan) {
    String seed = System.getProperty("junit.jupiter.execution.order.random.seed", "");
    // Past the test runner, which would put what is printed before the first test aside.
    try (PrintStream console = new PrintStream(new FileOutputStream(FileDescriptor.err))) {
      console.println("Test order seed: " + seed + " (again with -Dtest.seed=" + seed + ")");
    }
  }
}
