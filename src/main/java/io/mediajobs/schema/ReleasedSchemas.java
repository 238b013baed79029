package io.mediajobs.schema;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.jspecify.annotations.Nullable;

/**
 * The Avro schemas that records of released versions were written with, found by their CRC-64-AVRO
 * fingerprint. The jar has a copy of each below {@code /avro-released/}, whole in itself, and a
 * list of them.
 */
public final class ReleasedSchemas {

  private static final String FOLDER = "/avro-released/";

  /** A folder in a jar can't be listed, but this file names every copy that was released. */
  private static final String LIST = FOLDER + "SHA256SUMS";

  private static final int DIGEST_LENGTH = 64;

  private final Map<Long, Schema> schemas = new HashMap<>();

  /** The schemas of these copies and, as transforms may take a record apart, every one in them. */
  ReleasedSchemas(Stream<Schema> copies) {
    copies.forEach(this::add);
  }

  /**
   * The schemas that are in the jar, read at the first call: most workers never see a record of
   * another version.
   */
  public static ReleasedSchemas bundled() {
    return Bundled.SCHEMAS;
  }

  /** The copies of the class path that these lines of SHA256SUMS name. */
  static ReleasedSchemas read(Stream<String> lines) {
    return new ReleasedSchemas(lines.map(ReleasedSchemas::parse));
  }

  /** The record schema with this fingerprint; null where no released version has one. */
  public @Nullable Schema find(long fingerprint) {
    return schemas.get(fingerprint);
  }

  private void add(Schema schema) {
    switch (schema.getType()) {
      case RECORD -> {
        if (schemas.put(SchemaNormalization.parsingFingerprint64(schema), schema) == null) {
          schema.getFields().forEach(field -> add(field.schema()));
        }
      }
      case UNION -> schema.getTypes().forEach(this::add);
      case ARRAY -> add(schema.getElementType());
      case MAP -> add(schema.getValueType());
      default -> {
        // Has no record in it.
      }
    }
  }

  private static Schema parse(String line) {
    String resource = FOLDER + line.substring(DIGEST_LENGTH).strip();
    try (InputStream in = open(resource)) {
      return new Schema.Parser().parse(in);
    } catch (IOException e) {
      throw new UncheckedIOException("The class path's " + resource + " can't be read", e);
    }
  }

  private static InputStream open(String resource) {
    InputStream in = ReleasedSchemas.class.getResourceAsStream(resource);
    if (in == null) {
      throw new IllegalStateException("The class path has no " + resource);
    }
    return in;
  }

  private static final class Bundled {

    private static final ReleasedSchemas SCHEMAS = load();

    private static ReleasedSchemas load() {
      try (InputStream in = open(LIST);
          BufferedReader lines =
              new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
        return read(lines.lines());
      } catch (IOException e) {
        throw new UncheckedIOException("The class path's " + LIST + " can't be read", e);
      }
    }
  }
}
