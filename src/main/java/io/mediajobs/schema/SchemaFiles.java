package io.mediajobs.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Parses the {@code .avsc} files below {@code /avro/} on the class path. A type that a file refers
 * to is defined in that file or in the file of its name, which is parsed before. So the files alone
 * say what there is: a folder in a jar can't be listed, and a list beside them would be one more
 * thing to edit.
 */
final class SchemaFiles {

  /** Where a type goes by its name; Avro's own begin with a small letter, ours with a capital. */
  private static final Pattern REFERENCE =
      Pattern.compile("\"(?:type|items)\"\\s*:\\s*(?:\\[\\s*\"null\"\\s*,\\s*)?\"([A-Z]\\w*)\"");

  private final Schema.Parser parser = new Schema.Parser();
  private final Map<String, Schema> parsed = new HashMap<>();
  private final Set<String> begun = new HashSet<>();

  /**
   * The type that a file defines.
   *
   * @param name of the type, without its namespace, and of the file
   * @throws IllegalStateException where there is no such file
   */
  Schema parse(String name) {
    parseFile(name);
    Schema schema = parsed.get(name);
    if (schema == null) {
      throw new IllegalStateException("The class path has no " + resource(name));
    }
    return schema;
  }

  private void parseFile(String name) {
    String text = begun.add(name) ? read(name) : null;
    if (text == null) {
      return;
    }
    Matcher references = REFERENCE.matcher(text);
    while (references.find()) {
      parseFile(references.group(1));
    }
    parsed.put(name, parser.parse(text));
  }

  private static @Nullable String read(String name) {
    try (InputStream in = SchemaFiles.class.getResourceAsStream(resource(name))) {
      return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("The class path's " + resource(name) + " can't be read", e);
    }
  }

  private static String resource(String name) {
    return "/avro/" + name + ".avsc";
  }
}
