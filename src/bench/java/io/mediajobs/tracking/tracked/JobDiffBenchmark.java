package io.mediajobs.tracking.tracked;

import io.mediajobs.bench.SamplePages;
import io.mediajobs.client.page.Reading;
import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** What a look at an ended job means that was never seen before: three transitions; a job. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@OperationsPerInvocation(SamplePages.SIZE)
public class JobDiffBenchmark {

  private static final JobSource SOURCE =
      new JobSource("b-1", "ap-chongqing", "/jobs", "Transcode", null, null);

  private final List<JobDetail> jobs =
      new Reading().page(SamplePages.page(0, SamplePages.SIZE, null), SamplePages.FIRST).jobs();

  @Benchmark
  public void firstLook(Blackhole hole) {
    for (JobDetail job : jobs) {
      hole.consume(JobDiff.at(SOURCE, null, job, SamplePages.FIRST, SamplePages.FIRST));
    }
  }
}
