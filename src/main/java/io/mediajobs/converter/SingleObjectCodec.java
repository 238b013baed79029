package io.mediajobs.converter;

import io.mediajobs.schema.RecordType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.ResolvingDecoder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * Avro's single-object encoding of one record type: {@code C3 01}, the 8 bytes of the schema's
 * CRC-64-AVRO fingerprint, little-endian, and the body in Avro binary.
 *
 * <p>Messages that were written with another version of the type's schema are read as the current
 * one: by Avro's schema resolution a field that is new is null, and one that is gone is left out.
 */
final class SingleObjectCodec {

  /** Marker and fingerprint. */
  static final int HEADER_LENGTH = 10;

  private static final int USUAL_LENGTH = 2048;

  /** What has written a longer message is not kept. */
  private static final int MOST_KEPT = 65_536;

  private final RecordType type;
  private final long fingerprint;
  private final ValueCodec body;

  /** For the next message, as one that is written again is quicker than a new one. */
  private final AtomicReference<@Nullable AvroBytes> spare = new AtomicReference<>();

  /** Reads what another version wrote; null for the current one. */
  private final @Nullable ResolvingDecoder resolving;

  /** The codec of messages of the current version. */
  SingleObjectCodec(RecordType type) {
    this(type, ValueCodec.of(type.required()), null);
  }

  private SingleObjectCodec(
      RecordType type, ValueCodec body, @Nullable ResolvingDecoder resolving) {
    this.type = type;
    this.fingerprint = SchemaNormalization.parsingFingerprint64(type.avro());
    this.body = body;
    this.resolving = resolving;
  }

  /** A codec that reads messages which were written with this version of the type's schema. */
  SingleObjectCodec reading(Schema writer) {
    try {
      DecoderFactory decoders = DecoderFactory.get();
      return new SingleObjectCodec(
          type, body, decoders.resolvingDecoder(writer, type.avro(), null));
    } catch (IOException e) {
      throw new UncheckedIOException("Memory can't be read", e);
    }
  }

  /** Whether bytes start as every message does. */
  static boolean isSingleObject(byte[] message) {
    return message.length >= HEADER_LENGTH && message[0] == (byte) 0xC3 && message[1] == 1;
  }

  /** The fingerprint in a message. */
  static long fingerprint(byte[] message) {
    return ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN).getLong(2);
  }

  /** The record type that is encoded. */
  RecordType type() {
    return type;
  }

  /** The fingerprint of the record type's Avro schema. */
  long fingerprint() {
    return fingerprint;
  }

  /** Writes a Struct of the record type as a message. */
  byte[] encode(Struct value) {
    AvroBytes used = spare.getAndSet(null);
    AvroBytes out = used == null ? new AvroBytes(USUAL_LENGTH) : used;
    out.writeFixed(0x01C3, 2);
    out.writeFixed(fingerprint, Long.BYTES);
    body.writer().write(value, out);
    byte[] message = out.taken();
    spare.set(message.length > MOST_KEPT ? null : out);
    return message;
  }

  /**
   * Reads a message.
   *
   * @return a Struct of the type's required schema
   * @throws IOException where the message is shorter or longer than its schema says
   */
  Struct decode(byte[] message) throws IOException {
    BinaryDecoder in =
        DecoderFactory.get()
            .binaryDecoder(message, HEADER_LENGTH, message.length - HEADER_LENGTH, null);
    Struct value = resolving == null ? read(in) : resolved(in, resolving);
    if (!in.isEnd()) {
      throw new IOException("It goes on behind its end");
    }
    return value;
  }

  /** One at a time, as the decoder that all of them share has a state. */
  private synchronized Struct resolved(BinaryDecoder in, ResolvingDecoder other)
      throws IOException {
    other.configure(in);
    Struct value = read(other);
    other.drain();
    return value;
  }

  private Struct read(Decoder in) throws IOException {
    if (body.reader().read(in) instanceof Struct struct) {
      return struct;
    }
    throw new IllegalStateException(type.name() + " is no record");
  }
}
