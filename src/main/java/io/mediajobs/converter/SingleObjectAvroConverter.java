package io.mediajobs.converter;

import io.mediajobs.schema.EventSchemas;
import io.mediajobs.schema.PluginVersion;
import io.mediajobs.schema.RecordType;
import io.mediajobs.schema.ReleasedSchemas;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.avro.AvroRuntimeException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.storage.Converter;

/**
 * Writes the records of the media jobs connector in Avro single-object encoding and reads them
 * again, without a schema registry: the schemas are the {@code .avsc} files of the plugin.
 *
 * <p>A null value is null, in both directions. A record of another schema is refused, also one that
 * a transform has changed: its bytes would carry the fingerprint of a schema that they do not have.
 * It needs no configuration and is safe for use by several threads.
 */
public final class SingleObjectAvroConverter implements Converter, Versioned {

  private static final Map<String, SingleObjectCodec> BY_NAME = new HashMap<>();
  private static final Map<Long, SingleObjectCodec> BY_FINGERPRINT = new HashMap<>();

  static {
    for (RecordType type : EventSchemas.all()) {
      SingleObjectCodec codec = new SingleObjectCodec(type);
      BY_NAME.put(type.name(), codec);
      BY_FINGERPRINT.put(codec.fingerprint(), codec);
    }
  }

  private final Supplier<ReleasedSchemas> released;
  private final Map<Long, SingleObjectCodec> readers = new ConcurrentHashMap<>(BY_FINGERPRINT);

  /** A converter, for the worker. */
  public SingleObjectAvroConverter() {
    this(ReleasedSchemas::bundled);
  }

  SingleObjectAvroConverter(Supplier<ReleasedSchemas> released) {
    this.released = released;
  }

  /**
   * Refuses to be a key converter.
   *
   * @throws ConfigException where it is configured for keys
   */
  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    if (isKey) {
      throw new ConfigException(
          "SingleObjectAvroConverter can't convert keys, which are plain JobIds: set"
              + " key.converter=org.apache.kafka.connect.storage.StringConverter");
    }
  }

  /**
   * Encodes a record.
   *
   * @throws DataException where the schema is not one of the plugin's
   */
  @Override
  @SuppressWarnings("NullAway") // null stands for no bytes by the contract of Converter
  public byte[] fromConnectData(String topic, Schema schema, Object value) {
    if (value == null) {
      return null;
    }
    SingleObjectCodec codec = codec(topic, schema);
    if (!(value instanceof Struct struct)) {
      throw new DataException(
          "Record for topic %s can't be written: its schema is %s, but its value is no Struct"
              .formatted(topic, codec.type().name()));
    }
    return codec.encode(struct);
  }

  /**
   * Decodes a record of this version or a released one. Its schema is that of this version.
   *
   * @throws DataException where the bytes are not a record of the plugin
   */
  @Override
  public SchemaAndValue toConnectData(String topic, byte[] value) {
    if (value == null) {
      return SchemaAndValue.NULL;
    }
    if (!SingleObjectCodec.isSingleObject(value)) {
      throw new DataException(
          "Record of topic %s is not in Avro single-object encoding: it does not start with C3 01"
              .formatted(topic));
    }
    SingleObjectCodec reader = reader(topic, SingleObjectCodec.fingerprint(value));
    try {
      return new SchemaAndValue(reader.type().required(), reader.decode(value));
    } catch (IOException | AvroRuntimeException | DataException e) {
      throw new DataException(
          "Record of topic %s is damaged: it can't be read as %s"
              .formatted(topic, reader.type().name()),
          e);
    }
  }

  @Override
  public String version() {
    return PluginVersion.get();
  }

  private SingleObjectCodec reader(String topic, long fingerprint) {
    SingleObjectCodec known = readers.get(fingerprint);
    if (known != null) {
      return known;
    }
    org.apache.avro.Schema writer = released.get().find(fingerprint);
    SingleObjectCodec current = writer == null ? null : BY_NAME.get(writer.getFullName());
    if (writer == null || current == null) {
      throw new DataException(
          ("Record of topic %s was written with a schema that version %s does not have, fingerprint"
                  + " %016x: use the version of the plugin that wrote it, or a later one")
              .formatted(topic, PluginVersion.get(), fingerprint));
    }
    SingleObjectCodec reader = current.reading(writer);
    readers.put(fingerprint, reader);
    return reader;
  }

  private static SingleObjectCodec codec(String topic, Schema schema) {
    String name = schema == null ? null : schema.name();
    SingleObjectCodec codec = name == null ? null : BY_NAME.get(name);
    if (codec == null) {
      throw new DataException(
          ("Record for topic %s can't be written: SingleObjectAvroConverter only knows the records"
                  + " of the media jobs connector, not %s; use another value.converter for this connector")
              .formatted(topic, describe(schema)));
    }
    if (!codec.type().describes(schema)) {
      throw new DataException(
          ("Record for topic %s can't be written: its schema is named %s but is not that of version"
                  + " %s; remove the transform that changes it, or use another value.converter")
              .formatted(topic, name, PluginVersion.get()));
    }
    return codec;
  }

  private static String describe(Schema schema) {
    if (schema == null) {
      return "a value without a schema";
    }
    return schema.name() == null ? "a value of type " + schema.type() : schema.name();
  }
}
