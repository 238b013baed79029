package io.mediajobs.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mediajobs.standin.Fault;
import io.mediajobs.standin.StandIn;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever is wrong with the answers for a while, the task goes on, says so in words of the
 * documentation, and afterwards has told every transition once and in order.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("no-worker")
class FaultSuiteIT {

  static Stream<FaultCase> failures() {
    return Stream.of(
            FaultCases.statuses(),
            FaultCases.broken(),
            FaultCases.withoutEnd(),
            FaultCases.noPages())
        .flatMap(cases -> cases);
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aFaultThatPassesIsOvercome(FaultCase fault) throws Exception {
    try (FaultRun run = new FaultRun(fault.settings())) {
      run.settle();
      run.failing(fault.fault(), 3);
      run.recovers(() -> {});
      run.assertKnown(null);
    }
  }

  static Stream<FaultCase> harmless() {
    return FaultCases.harmless();
  }

  @ParameterizedTest
  @MethodSource("harmless")
  void anOddAnswerIsNoFault(FaultCase fault) throws Exception {
    try (FaultRun run = new FaultRun(fault.settings())) {
      run.settle();
      run.passing(fault.fault(), 5);
      run.settle();
      run.passing(fault.fault(), 5);
      run.settle();
      assertThat(run.complaints()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void aRedirectIsNotFollowed(int status) throws Exception {
    try (FaultRun run = new FaultRun(Map.of());
        StandIn elsewhere = StandIn.start(run.clock)) {
      run.settle();
      ConnectException failure =
          catchThrowableOfType(
              ConnectException.class,
              () -> run.failing(FaultCases.redirect(status, elsewhere.endpoint()), 1));
      run.assertKnown(failure.getMessage());
      assertThat(elsewhere.connections()).as("connections to the other server").isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"error\": \"x\"}", "", "<html>"})
  void aRefusalInAnotherFormIsTheEndOfTheTask(String body) throws Exception {
    try (FaultRun run = new FaultRun(Map.of())) {
      run.settle();
      ConnectException failure =
          catchThrowableOfType(
              ConnectException.class,
              () -> run.failing(Fault.raw(400, "application/json", body), 1));
      run.assertKnown(failure.getMessage());
    }
  }
}
