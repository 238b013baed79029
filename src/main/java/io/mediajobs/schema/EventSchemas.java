package io.mediajobs.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** The record types of the plugin, read once from the {@code .avsc} files on the class path. */
public final class EventSchemas {

  /** The namespace of every record type. */
  public static final String NAMESPACE = "io.mediajobs.event";

  /**
   * The files below {@code /avro/} without their ending, each behind those that it refers to: a
   * folder in a jar can't be listed, and Avro resolves names in the order of parsing.
   */
  static final List<String> FILES =
      List.of(
          "JobSource",
          "JobInput",
          "MediaInfo",
          "MediaResult",
          "JobOperation",
          "JobWorkflow",
          "MediaJob",
          "JobStateTransition",
          "MalformedJob",
          "SourceHeartbeat");

  private static final ConnectSchemas TYPES = load();

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
    RecordType type = TYPES.find(NAMESPACE + "." + name);
    if (type == null) {
      throw new IllegalStateException("No .avsc file defines " + NAMESPACE + "." + name);
    }
    return type;
  }

  private static ConnectSchemas load() {
    Schema.Parser parser = new Schema.Parser();
    ConnectSchemas types = new ConnectSchemas();
    for (String file : FILES) {
      types.add(parse(parser, "/avro/" + file + ".avsc"));
    }
    return types;
  }

  private static Schema parse(Schema.Parser parser, String resource) {
    try (InputStream in = EventSchemas.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("The class path has no " + resource);
      }
      return parser.parse(in);
    } catch (IOException e) {
      throw new UncheckedIOException("The class path's " + resource + " can't be read", e);
    }
  }
}
