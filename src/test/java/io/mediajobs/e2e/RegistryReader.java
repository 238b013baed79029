package io.mediajobs.e2e;

import io.mediajobs.kafka.RegistryRest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads values of the form that Confluent's consumers expect, a zero byte, the id of the schema in
 * four bytes and Avro binary, with plain Avro.
 */
final class RegistryReader {

  private static final int HEADER_LENGTH = 5;

  private final RegistryRest registry;
  private final Map<Integer, Schema> schemas = new HashMap<>();

  RegistryReader(RegistryRest registry) {
    this.registry = registry;
  }

  /** A record as it was written. */
  GenericRecord read(ConsumerRecord<String, byte[]> record) {
    return read(record, schemaOf(record));
  }

  /** A record as a reader with a schema of its own sees it. */
  GenericRecord read(ConsumerRecord<String, byte[]> record, Schema reader) {
    byte[] value = record.value();
    var in =
        DecoderFactory.get()
            .binaryDecoder(value, HEADER_LENGTH, value.length - HEADER_LENGTH, null);
    try {
      GenericRecord read =
          new GenericDatumReader<GenericRecord>(schemaOf(record), reader, new GenericData())
              .read(null, in);
      if (!in.isEnd()) {
        throw new AssertionError("The value goes on behind its end");
      }
      return read;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** The schema that a record names. */
  Schema schemaOf(ConsumerRecord<String, byte[]> record) {
    ByteBuffer header = ByteBuffer.wrap(record.value());
    if (header.get() != 0) {
      throw new AssertionError("The value does not start with 0");
    }
    return schemas.computeIfAbsent(header.getInt(), registry::schema);
  }
}
