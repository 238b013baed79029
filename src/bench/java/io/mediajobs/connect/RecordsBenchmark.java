package io.mediajobs.connect;

import io.mediajobs.bench.SamplePages;
import io.mediajobs.bench.TaskSettings;
import io.mediajobs.client.page.Reading;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.source.SourceRecord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** From the bytes of a page to source records with their offsets; a job. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@OperationsPerInvocation(SamplePages.SIZE)
public class RecordsBenchmark {

  /** See {@link TaskSettings}. */
  @Param({"jobs", "both", "transitions"})
  public String outputs;

  private final byte[][] pages = new byte[16][];
  private final Reading reading = new Reading();
  private BenchTask task;
  private int turn;

  @Setup(Level.Trial)
  public void start() {
    for (int i = 0; i < pages.length; i++) {
      pages[i] = SamplePages.page(i * SamplePages.SIZE, SamplePages.SIZE, "next");
    }
    task = new BenchTask(outputs);
  }

  /** Reading, tracking, records, offset: all that happens between an answer and the worker. */
  @Benchmark
  public List<SourceRecord> pageToRecords() {
    turn = (turn + 1) % pages.length;
    return task.records(reading.page(pages[turn], BenchTask.NOW));
  }
}
