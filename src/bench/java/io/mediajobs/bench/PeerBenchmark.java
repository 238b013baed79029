package io.mediajobs.bench;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.StringConverter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** What others take for the same pages; a job. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@OperationsPerInvocation(SamplePages.SIZE)
public class PeerBenchmark {

  private final PlainPeer peer = new PlainPeer();
  private final TypedReader typed = new TypedReader();
  private final Tokeniser pages = new Tokeniser();
  private final StringConverter converter = new StringConverter();
  private final List<SourceRecord> records = peer.records(pages.page());

  public PeerBenchmark() {
    converter.configure(Map.of(), false);
  }

  /** From the bytes of a page to records. */
  @Benchmark
  public List<SourceRecord> peerRecords() {
    return peer.records(pages.page());
  }

  /** The same, typed by hand. */
  @Benchmark
  public List<SourceRecord> typedRecords() {
    return typed.records(pages.page());
  }

  /** From records of the peer to bytes. */
  @Benchmark
  public void peerBytes(Blackhole hole) {
    for (SourceRecord record : records) {
      hole.consume(converter.fromConnectData(record.topic(), record.valueSchema(), record.value()));
    }
  }
}
