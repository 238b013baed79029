package io.mediajobs.transform;

import io.mediajobs.schema.EventSchemas;
import io.mediajobs.schema.PluginVersion;
import io.mediajobs.schema.RecordType;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.transforms.Transformation;
import org.jspecify.annotations.Nullable;

/**
 * Makes flat rows of the records of jobs and of transitions, for sinks that take neither structs
 * nor maps: the most wanted values in columns, all the rest as one JSON text. For the connector
 * itself or for any sink, by the name of the schema; records of other schemas pass as they are.
 *
 * @param <R> the records of a source or a sink
 */
public final class JobRow<R extends ConnectRecord<R>> implements Transformation<R>, Versioned {

  private static final String COLUMNS = "columns";
  private static final String DETAILS = "details";
  private static final String KEY = "key";

  /** The rows of each type of record, by the name of its schema. */
  private static final Map<String, RecordType> ROWS =
      Map.of(
          EventSchemas.MEDIA_JOB.name(), EventSchemas.MEDIA_JOB_ROW,
          EventSchemas.JOB_STATE_TRANSITION.name(), EventSchemas.JOB_STATE_TRANSITION_ROW);

  private static final Schema KEY_SCHEMA =
      SchemaBuilder.struct()
          .name("io.mediajobs.event.JobKey")
          .field("job_id", Schema.STRING_SCHEMA)
          .build();

  private static final ConfigDef CONFIG =
      new ConfigDef()
          .define(
              COLUMNS,
              Type.LIST,
              "",
              ConfigDef.LambdaValidator.with(
                  JobRow::checkColumns, () -> "a list of columns, none twice"),
              Importance.MEDIUM,
              "The columns of the rows, in this order; empty is all of them. Rows of jobs and of"
                  + " transitions each have those that they know. What is left out stands in details,"
                  + " if that is there.",
              "Rows",
              1,
              Width.LONG,
              "Columns")
          .define(
              DETAILS,
              Type.STRING,
              "json",
              ValidString.in("json", "none"),
              Importance.MEDIUM,
              "What the column details has: json is all that no other column holds, none is null.",
              "Rows",
              2,
              Width.SHORT,
              "Details")
          .define(
              KEY,
              Type.STRING,
              "plain",
              ValidString.in("plain", "struct"),
              Importance.MEDIUM,
              "The key of the rows: plain leaves the JobId as it is, struct makes it a struct with"
                  + " the field job_id, for sinks that take the key of a table from there; tombstones"
                  + " get the same. The converter of the keys must take structs: StringConverter would"
                  + " write Struct{job_id=…}.",
              "Rows",
              3,
              Width.SHORT,
              "Key");

  /** A converter that makes a schema anew for each record must not fill the memory. */
  private static final int MAX_PLANS = 64;

  private final IdentityHashMap<Schema, RowPlan> plans = new IdentityHashMap<>();
  private List<String> columns = List.of();
  private boolean details = true;
  private boolean structKey;

  /** A transform, for the worker, which configures it. */
  public JobRow() {}

  @Override
  public void configure(Map<String, ?> configs) {
    AbstractConfig config = new AbstractConfig(CONFIG, configs, false);
    columns = List.copyOf(config.getList(COLUMNS));
    details = config.getString(DETAILS).equals("json");
    structKey = config.getString(KEY).equals("struct");
    plans.clear();
  }

  @Override
  public ConfigDef config() {
    return CONFIG;
  }

  @Override
  public String version() {
    return PluginVersion.get();
  }

  /**
   * The row of a record; any other record as it is, but for the key of a row or a tombstone.
   *
   * @throws DataException where the value has no schema, or not what the columns are made of
   */
  @Override
  public R apply(R record) {
    Object value = record.value();
    if (value == null) {
      return structKey && record.key() instanceof String jobId
          ? changed(record, jobId, record.valueSchema(), null)
          : record;
    }
    Schema schema = record.valueSchema();
    if (schema == null) {
      throw new DataException(
          ("Record of topic %s has a value without a schema, so JobRow can't tell what it is: use a"
                  + " value.converter that keeps schemas, or a predicate that keeps JobRow from"
                  + " this topic")
              .formatted(record.topic()));
    }
    if (schema.name() == null || !(value instanceof Struct struct)) {
      return record;
    }
    RecordType type = ROWS.get(schema.name());
    if (type != null) {
      return row(record, struct, plan(type, schema));
    }
    boolean isRow = ROWS.values().stream().anyMatch(row -> row.name().equals(schema.name()));
    return isRow && structKey && record.key() instanceof String jobId
        ? changed(record, jobId, schema, struct)
        : record;
  }

  private R row(R record, Struct value, RowPlan plan) {
    try {
      Struct row = plan.row(value);
      String jobId = structKey ? value.getString("jobId") : "";
      return changed(record, jobId, row.schema(), row);
    } catch (DataException lacking) {
      throw new DataException(
          ("Record of topic %s makes no row, as a transform before JobRow or another version left"
                  + " something out: %s; leave the column out by columns, or keep the field")
              .formatted(record.topic(), lacking.getMessage()),
          lacking);
    }
  }

  @Override
  public void close() {}

  private R changed(R record, String jobId, @Nullable Schema schema, @Nullable Struct row) {
    Schema keySchema = structKey ? KEY_SCHEMA : record.keySchema();
    Object key = structKey ? new Struct(KEY_SCHEMA).put("job_id", jobId) : record.key();
    return record.newRecord(
        record.topic(), record.kafkaPartition(), keySchema, key, schema, row, record.timestamp());
  }

  private RowPlan plan(RecordType type, Schema schema) {
    RowPlan known = plans.get(schema);
    if (known != null) {
      return known;
    }
    if (plans.size() == MAX_PLANS) {
      plans.clear();
    }
    RowPlan plan = new RowPlan(type, columns, schema, details);
    plans.put(schema, plan);
    return plan;
  }

  private static void checkColumns(String name, @Nullable Object value) {
    if (value == null) {
      throw new ConfigException(name, null, "it must be a list of columns; leave it out for all");
    }
    Set<Object> seen = new HashSet<>();
    for (Object column : (List<?>) value) {
      if (!seen.add(column)) {
        throw new ConfigException(name, value, "it has " + column + " twice");
      }
      if (ROWS.values().stream().allMatch(row -> row.required().field(column.toString()) == null)) {
        String which = column.equals("") ? "without a name" : column.toString();
        throw new ConfigException(name, value, "no row has a column " + which);
      }
    }
  }
}
