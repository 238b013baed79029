package io.mediajobs.converter;

import io.apicurio.registry.utils.converter.avro.AvroData;
import io.mediajobs.bench.SampleRecords;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
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

/** Records of jobs to Avro bytes, by the plugin's converter and by way of another's data; a job. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@OperationsPerInvocation(100)
public class ConverterBenchmark {

  private final SingleObjectAvroConverter bundled = new SingleObjectAvroConverter();
  private final AvroData avroData = new AvroData(100);
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
  private List<SourceRecord> records;
  private BinaryEncoder encoder;
  private GenericDatumWriter<Object> writer;

  @Setup(Level.Trial)
  public void start() {
    records = SampleRecords.jobs();
    SourceRecord first = records.get(0);
    Schema schema =
        ((IndexedRecord) avroData.fromConnectData(first.valueSchema(), first.value())).getSchema();
    writer = new GenericDatumWriter<>(schema);
  }

  @Benchmark
  public void bundledConverter(Blackhole hole) {
    for (SourceRecord record : records) {
      hole.consume(bundled.fromConnectData(record.topic(), record.valueSchema(), record.value()));
    }
  }

  @Benchmark
  public void apicurioAvroData(Blackhole hole) throws IOException {
    for (SourceRecord record : records) {
      bytes.reset();
      encoder = EncoderFactory.get().directBinaryEncoder(bytes, encoder);
      writer.write(avroData.fromConnectData(record.valueSchema(), record.value()), encoder);
      encoder.flush();
      hole.consume(bytes.toByteArray());
    }
  }
}
