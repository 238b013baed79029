package io.mediajobs.schema;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The record types of the plugin, read once from the {@code .avsc} files on the class path: those
 * named here, and all that they refer to.
 */
public final class EventSchemas {

  private static final SchemaFiles FILES = new SchemaFiles();
  private static final ConnectSchemas TYPES = new ConnectSchemas();

  /** A job as it was last seen. */
  public static final RecordType MEDIA_JOB = type("MediaJob");

  /** One change of state of one job. */
  public static final RecordType JOB_STATE_TRANSITION = type("JobStateTransition");

  /** The source of a record. */
  public static final RecordType JOB_SOURCE = type("JobSource");

  /** A piece of an answer that could not be read as a job. */
  public static final RecordType MALFORMED_JOB = type("MalformedJob");

  /** A sign of life of a source. */
  public static final RecordType SOURCE_HEARTBEAT = type("SourceHeartbeat");

  /** A job as a row of a table. */
  public static final RecordType MEDIA_JOB_ROW = type("MediaJobRow");

  /** One change of state of one job as a row of a table. */
  public static final RecordType JOB_STATE_TRANSITION_ROW = type("JobStateTransitionRow");

  private EventSchemas() {}

  /** Every record type, the nested ones too. */
  public static Collection<RecordType> all() {
    return TYPES.all();
  }

  /** The record type of an Avro full name; null where the plugin has none of this name. */
  public static @Nullable RecordType find(String fullName) {
    return TYPES.find(fullName);
  }

  private static RecordType type(String name) {
    return TYPES.add(FILES.parse(name));
  }
}
