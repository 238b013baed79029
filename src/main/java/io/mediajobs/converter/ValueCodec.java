package io.mediajobs.converter;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.ResolvingDecoder;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/**
 * How the values of one Connect schema are written in Avro binary and read again. Built once for a
 * schema, with every field resolved, so that a record is a walk without look-ups.
 *
 * @param writer writes a value that is not null
 * @param reader reads a value
 */
record ValueCodec(Writer writer, Reader reader) {

  /** Writes one value. */
  interface Writer {
    void write(Object value, Encoder out) throws IOException;
  }

  /** Reads one value. */
  interface Reader {
    @Nullable Object read(Decoder in) throws IOException;
  }

  /**
   * The codec of a schema, which the Avro schema must have been the origin of: in an Avro union
   * null is the first branch, and fields have the same order.
   */
  static ValueCodec of(Schema schema) {
    if (Timestamp.LOGICAL_NAME.equals(schema.name())) {
      return new ValueCodec(
          (value, out) -> out.writeLong(((Date) value).toInstant().toEpochMilli()),
          in -> Date.from(Instant.ofEpochMilli(in.readLong())));
    }
    return switch (schema.type()) {
      case STRING ->
          new ValueCodec((value, out) -> out.writeString((String) value), Decoder::readString);
      case INT32 -> new ValueCodec((value, out) -> out.writeInt((Integer) value), Decoder::readInt);
      case INT64 -> new ValueCodec((value, out) -> out.writeLong((Long) value), Decoder::readLong);
      case BOOLEAN ->
          new ValueCodec((value, out) -> out.writeBoolean((Boolean) value), Decoder::readBoolean);
      case FLOAT32 ->
          new ValueCodec((value, out) -> out.writeFloat((Float) value), Decoder::readFloat);
      case FLOAT64 ->
          new ValueCodec((value, out) -> out.writeDouble((Double) value), Decoder::readDouble);
      case BYTES -> new ValueCodec(ValueCodec::writeBytes, ValueCodec::readBytes);
      case ARRAY -> array(of(schema.valueSchema()));
      case MAP -> mapOfString();
      case STRUCT -> struct(schema);
      default -> throw new IllegalArgumentException("No Avro type for " + schema.type());
    };
  }

  private static ValueCodec struct(Schema schema) {
    List<Field> fields = schema.fields();
    List<ValueCodec> codecs = fields.stream().map(ValueCodec::field).toList();
    int[] ownOrder = IntStream.range(0, fields.size()).toArray();
    return new ValueCodec(
        (value, out) -> {
          Struct struct = (Struct) value;
          for (int i = 0; i < codecs.size(); i++) {
            Object fieldValue = struct.get(fields.get(i));
            if (fieldValue == null && !fields.get(i).schema().isOptional()) {
              throw new DataException(
                  "Field %s of %s must not be null".formatted(fields.get(i).name(), schema.name()));
            }
            codecs.get(i).writer.write(fieldValue, out);
          }
        },
        in -> {
          Struct struct = new Struct(schema);
          for (int i : in instanceof ResolvingDecoder other ? orderOf(other) : ownOrder) {
            struct.put(fields.get(i), codecs.get(i).reader.read(in));
          }
          return struct;
        });
  }

  /** The fields as the writer's schema had them, then those that only the reader's has. */
  private static int[] orderOf(ResolvingDecoder in) throws IOException {
    return Arrays.stream(in.readFieldOrder()).mapToInt(org.apache.avro.Schema.Field::pos).toArray();
  }

  private static ValueCodec field(Field field) {
    ValueCodec codec = of(field.schema());
    if (!field.schema().isOptional()) {
      return codec;
    }
    return new ValueCodec(
        (value, out) -> {
          if (value == null) {
            out.writeIndex(0);
          } else {
            out.writeIndex(1);
            codec.writer.write(value, out);
          }
        },
        in -> {
          int branch = in.readIndex();
          if (branch < 0 || branch > 1) {
            throw new IOException("A union of two has no branch " + branch);
          }
          return branch == 0 ? null : codec.reader.read(in);
        });
  }

  private static ValueCodec array(ValueCodec item) {
    return new ValueCodec(
        (value, out) -> {
          List<?> items = (List<?>) value;
          out.writeArrayStart();
          out.setItemCount(items.size());
          for (Object each : items) {
            out.startItem();
            item.writer.write(each, out);
          }
          out.writeArrayEnd();
        },
        in -> {
          List<@Nullable Object> items = new ArrayList<>();
          for (long left = in.readArrayStart(); left != 0; left = in.arrayNext()) {
            for (long i = 0; i < left; i++) {
              items.add(item.reader.read(in));
            }
          }
          return items;
        });
  }

  private static ValueCodec mapOfString() {
    return new ValueCodec(
        (value, out) -> {
          Map<?, ?> map = (Map<?, ?>) value;
          out.writeMapStart();
          out.setItemCount(map.size());
          for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.startItem();
            out.writeString((String) entry.getKey());
            out.writeString((String) entry.getValue());
          }
          out.writeMapEnd();
        },
        in -> {
          Map<String, String> map = new LinkedHashMap<>();
          for (long left = in.readMapStart(); left != 0; left = in.mapNext()) {
            for (long i = 0; i < left; i++) {
              map.put(in.readString(), in.readString());
            }
          }
          return map;
        });
  }

  /** Connect allows both forms of bytes. */
  private static void writeBytes(Object value, Encoder out) throws IOException {
    if (value instanceof ByteBuffer buffer) {
      out.writeBytes(buffer);
    } else {
      out.writeBytes((byte[]) value);
    }
  }

  private static Object readBytes(Decoder in) throws IOException {
    ByteBuffer buffer = in.readBytes(null);
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
