package io.mediajobs.converter;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.avro.io.Decoder;
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
    void write(Object value, AvroBytes out);
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
          (value, out) -> out.writeNumber(((Date) value).toInstant().toEpochMilli()),
          in -> Date.from(Instant.ofEpochMilli(in.readLong())));
    }
    return switch (schema.type()) {
      case STRING ->
          new ValueCodec((value, out) -> out.writeText((String) value), Decoder::readString);
      case INT32 ->
          new ValueCodec((value, out) -> out.writeNumber((Integer) value), Decoder::readInt);
      case INT64 ->
          new ValueCodec((value, out) -> out.writeNumber((Long) value), Decoder::readLong);
      case BOOLEAN ->
          new ValueCodec(
              (value, out) -> out.writeFixed((Boolean) value ? 1 : 0, 1), Decoder::readBoolean);
      case FLOAT64 ->
          new ValueCodec(
              (value, out) ->
                  out.writeFixed(Double.doubleToRawLongBits((Double) value), Double.BYTES),
              Decoder::readDouble);
      case ARRAY -> array(of(schema.valueSchema()));
      case MAP -> mapOfString();
      case STRUCT -> struct(schema);
      // No record has bytes or floats.
      default -> throw new IllegalArgumentException("No field is of type " + schema.type());
    };
  }

  private static ValueCodec struct(Schema schema) {
    Field[] fields = schema.fields().toArray(Field[]::new);
    ValueCodec[] codecs =
        schema.fields().stream().map(field -> of(field.schema())).toArray(ValueCodec[]::new);
    boolean[] optional = new boolean[fields.length];
    for (Field field : fields) {
      optional[field.index()] = field.schema().isOptional();
    }
    int[] ownOrder = IntStream.range(0, fields.length).toArray();
    return new ValueCodec(
        (value, out) -> {
          Struct struct = (Struct) value;
          for (int i = 0; i < fields.length; i++) {
            Object field = struct.get(fields[i]);
            if (optional[i]) {
              out.writeBranch(field != null);
            }
            if (field != null) {
              codecs[i].writer.write(field, out);
            } else if (!optional[i]) {
              throw missing(fields[i], schema);
            }
          }
        },
        in -> {
          Struct struct = new Struct(schema);
          for (int i : in instanceof ResolvingDecoder other ? orderOf(other) : ownOrder) {
            struct.put(fields[i], readField(fields[i], codecs[i].reader, in));
          }
          return struct;
        });
  }

  /** The fields as the writer's schema had them, then those that only the reader's has. */
  private static int[] orderOf(ResolvingDecoder in) throws IOException {
    return Arrays.stream(in.readFieldOrder()).mapToInt(org.apache.avro.Schema.Field::pos).toArray();
  }

  private static DataException missing(Field field, Schema owner) {
    return new DataException(
        "Field %s of %s must not be null".formatted(field.name(), owner.name()));
  }

  private static @Nullable Object readField(Field field, Reader reader, Decoder in)
      throws IOException {
    int branch = field.schema().isOptional() ? in.readIndex() : 1;
    if (branch < 0 || branch > 1) {
      throw new IOException("A union of two has no branch " + branch);
    }
    return branch == 0 ? null : reader.read(in);
  }

  private static ValueCodec array(ValueCodec item) {
    return new ValueCodec(
        (value, out) -> {
          List<?> items = (List<?>) value;
          if (!items.isEmpty()) {
            out.writeNumber(items.size());
            for (Object each : items) {
              item.writer.write(each, out);
            }
          }
          out.writeNumber(0);
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
          if (!map.isEmpty()) {
            out.writeNumber(map.size());
            for (Map.Entry<?, ?> entry : map.entrySet()) {
              out.writeText((String) entry.getKey());
              out.writeText((String) entry.getValue());
            }
          }
          out.writeNumber(0);
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
}
