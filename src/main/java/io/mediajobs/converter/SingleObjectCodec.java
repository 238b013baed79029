package io.mediajobs.converter;

import io.mediajobs.schema.RecordType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.connect.data.Struct;

/**
 * Avro's single-object encoding of one record type: {@code C3 01}, the 8 bytes of the schema's
 * CRC-64-AVRO fingerprint, little-endian, and the body in Avro binary.
 */
final class SingleObjectCodec implements MessageReader {

  /** Marker and fingerprint. */
  static final int HEADER_LENGTH = 10;

  private static final int USUAL_LENGTH = 1024;

  private final RecordType type;
  private final long fingerprint;
  private final ValueCodec body;

  SingleObjectCodec(RecordType type) {
    this.type = type;
    this.fingerprint = SchemaNormalization.parsingFingerprint64(type.avro());
    this.body = ValueCodec.of(type.required());
  }

  /** Whether bytes start as every message does. */
  static boolean isSingleObject(byte[] message) {
    return message.length >= HEADER_LENGTH && message[0] == (byte) 0xC3 && message[1] == 1;
  }

  /** The fingerprint in a message. */
  static long fingerprint(byte[] message) {
    return header(message).getLong(2);
  }

  /** The record type that is encoded. */
  @Override
  public RecordType type() {
    return type;
  }

  /** The fingerprint of the record type's Avro schema. */
  long fingerprint() {
    return fingerprint;
  }

  /**
   * Writes a message.
   *
   * @param value a Struct of the record type
   */
  byte[] encode(Struct value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_LENGTH);
    byte[] header = new byte[HEADER_LENGTH];
    header(header).put((byte) 0xC3).put((byte) 1).putLong(fingerprint);
    bytes.writeBytes(header);
    BinaryEncoder out = EncoderFactory.get().directBinaryEncoder(bytes, null);
    try {
      body.writer().write(value, out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("Memory can't be written to", e);
    }
    return bytes.toByteArray();
  }

  @Override
  public Struct decode(byte[] message) throws IOException {
    BinaryDecoder in = body(message);
    Struct value = read(in);
    if (!in.isEnd()) {
      throw new IOException("It goes on behind its end");
    }
    return value;
  }

  /** Reads a value from a decoder that gives the fields of this type. */
  Struct read(Decoder in) throws IOException {
    if (body.reader().read(in) instanceof Struct struct) {
      return struct;
    }
    throw new IllegalStateException(type.name() + " is no record");
  }

  /** A decoder of what comes behind the header of a message. */
  static BinaryDecoder body(byte[] message) {
    return DecoderFactory.get()
        .binaryDecoder(message, HEADER_LENGTH, message.length - HEADER_LENGTH, null);
  }

  private static ByteBuffer header(byte[] message) {
    return ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
  }
}
