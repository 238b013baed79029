package io.mediajobs.transform;

import io.mediajobs.bench.SampleRecords;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.source.SourceRecord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** Records of jobs to rows with all of their columns and details; a job. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@OperationsPerInvocation(100)
public class RowBenchmark {

  private final JobRow<SourceRecord> transform = new JobRow<>();
  private List<SourceRecord> records;

  @Setup(Level.Trial)
  public void start() {
    records = SampleRecords.jobs();
    transform.configure(Map.of());
  }

  @Benchmark
  public void recordToRow(Blackhole hole) {
    for (SourceRecord record : records) {
      hole.consume(transform.apply(record));
    }
  }
}
