package io.mediajobs.client;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import io.mediajobs.bench.SamplePages;
import io.mediajobs.job.JobPage;
import java.util.concurrent.TimeUnit;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLStreamReader2;
import org.codehaus.stax2.io.Stax2ByteArraySource;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** What it takes to read a page, against the least that any reader of all of it does; a job. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@OperationsPerInvocation(SamplePages.SIZE)
public class PageBenchmark {

  private final byte[][] pages = new byte[16][];
  private final XMLInputFactory factory = new InputFactoryImpl();
  private int turn;

  public PageBenchmark() {
    for (int i = 0; i < pages.length; i++) {
      pages[i] = SamplePages.page(i * SamplePages.SIZE, SamplePages.SIZE, "next");
    }
  }

  /** The limit: names and texts by the fastest StAX parser, its tables warm. */
  @Benchmark
  public void tokenised(Blackhole hole) throws XMLStreamException {
    byte[] page = next();
    XMLStreamReader2 in =
        (XMLStreamReader2)
            factory.createXMLStreamReader(new Stax2ByteArraySource(page, 0, page.length));
    while (in.hasNext()) {
      switch (in.next()) {
        case XMLStreamConstants.START_ELEMENT -> hole.consume(in.getLocalName());
        case XMLStreamConstants.CHARACTERS -> hole.consume(in.getText());
        default -> {}
      }
    }
    in.close();
  }

  /** Into jobs, complete. */
  @Benchmark
  public JobPage parsed() throws MalformedPageException {
    return PageReader.read(next(), SamplePages.FIRST);
  }

  private byte[] next() {
    turn = (turn + 1) % pages.length;
    return pages[turn];
  }
}
