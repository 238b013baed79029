package io.mediajobs.converter;

import io.mediajobs.schema.RecordType;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.ResolvingDecoder;
import org.apache.kafka.connect.data.Struct;

/**
 * Reads messages that were written with another version of a record type's schema, as the current
 * one: by Avro's schema resolution a field that is new is null, and one that is gone is left out.
 */
final class ResolvingReader implements MessageReader {

  private final SingleObjectCodec current;
  private final ResolvingDecoder resolving;

  ResolvingReader(Schema writer, SingleObjectCodec current) {
    this.current = current;
    try {
      this.resolving = DecoderFactory.get().resolvingDecoder(writer, current.type().avro(), null);
    } catch (IOException e) {
      throw new UncheckedIOException("Memory can't be read", e);
    }
  }

  @Override
  public RecordType type() {
    return current.type();
  }

  /** One at a time, as the decoder that all of them share has a state. */
  @Override
  public synchronized Struct decode(byte[] message) throws IOException {
    BinaryDecoder in = SingleObjectCodec.body(message);
    resolving.configure(in);
    Struct value = current.read(resolving);
    resolving.drain();
    if (!in.isEnd()) {
      throw new IOException("It goes on behind its end");
    }
    return value;
  }
}
