package io.mediajobs.client.page;

import io.mediajobs.bench.SamplePages;
import io.mediajobs.bench.Tokeniser;
import io.mediajobs.job.JobPage;
import java.util.concurrent.TimeUnit;
import javax.xml.stream.XMLStreamException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What it takes to read a page, against the least that any reader of all of it does; a job. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@OperationsPerInvocation(SamplePages.SIZE)
public class PageBenchmark {

  private final Tokeniser tokeniser = new Tokeniser();

  /** The limit. */
  @Benchmark
  public long tokenised() throws XMLStreamException {
    return tokeniser.read(tokeniser.page());
  }

  /** Into jobs, complete. */
  @Benchmark
  public JobPage parsed() throws MalformedPageException {
    return PageReader.read(tokeniser.page(), SamplePages.FIRST);
  }
}
