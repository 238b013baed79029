package io.mediajobs.connect;

import io.mediajobs.bench.SamplePages;
import io.mediajobs.connect.offset.Besides;
import io.mediajobs.connect.offset.OffsetCodec;
import io.mediajobs.job.JobId;
import io.mediajobs.job.JobState;
import io.mediajobs.tracking.state.SourceState;
import io.mediajobs.tracking.state.SourceStates;
import io.mediajobs.tracking.state.TrackedJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Writing and reading an offset with a thousand tracked jobs; a job. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@OperationsPerInvocation(OffsetBenchmark.JOBS)
public class OffsetBenchmark {

  static final int JOBS = 1000;

  private final SourceState state;
  private final Map<String, Object> offset;

  public OffsetBenchmark() {
    List<TrackedJob> jobs = new ArrayList<>();
    for (int i = 0; i < JOBS; i++) {
      JobId id = new JobId(SamplePages.id(i));
      jobs.add(new TrackedJob(id, SamplePages.created(i), JobState.RUNNING, 1, 30, true));
    }
    state = SourceStates.of(SamplePages.created(JOBS), SamplePages.FIRST, null, jobs);
    offset = OffsetCodec.toMap(state, Besides.NOTHING);
  }

  @Benchmark
  public Map<String, Object> written() {
    return OffsetCodec.toMap(state, Besides.NOTHING);
  }

  @Benchmark
  public SourceState read() {
    return OffsetCodec.fromMap(offset);
  }
}
