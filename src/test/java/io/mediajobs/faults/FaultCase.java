package io.mediajobs.faults;

import io.mediajobs.standin.Fault;
import io.mediajobs.standin.Wire;
import java.util.Map;

/**
 * A fault of every answer, with a name for reports.
 *
 * @param settings of the task, where the fault shows sooner or only with these
 */
record FaultCase(String name, Fault fault, Map<String, String> settings) {

  static FaultCase of(String name, Fault fault) {
    return new FaultCase(name, fault, Map.of());
  }

  static FaultCase of(String name, Wire wire) {
    return of(name, Fault.wire(wire));
  }

  /** One that shows at the deadline of a request only. */
  static FaultCase slow(String name, Wire wire) {
    return new FaultCase(name, Fault.wire(wire), Map.of("request.timeout.ms", "250"));
  }

  FaultCase with(String key, String value) {
    return new FaultCase(name, fault, Map.of(key, value));
  }

  @Override
  public String toString() {
    return name;
  }
}
