package io.mediajobs.connect.config;

import io.mediajobs.schema.RecordType;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.JsonProperties;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigDef.Type;

/**
 * The tables of the documentation that are made from the code: settings and records; in Markdown.
 *
 * @param language what stands on the page for each English word or sentence
 */
record ReferencePage(UnaryOperator<String> language) {

  /** A table for each group of settings, in the order of the groups. */
  String settings(ConfigDef def) {
    StringBuilder page = new StringBuilder();
    for (String group : def.groups()) {
      page.append("### ")
          .append(plain(group))
          .append("\n\n")
          .append(options(def, group))
          .append('\n');
    }
    return page.toString().strip();
  }

  /** A table of the options of one group. */
  String options(ConfigDef def, String group) {
    StringBuilder page = new StringBuilder();
    head(page, "Key", "Type", "Default", "Valid values", "Importance", "What it does");
    def.configKeys().values().stream()
        .filter(key -> key.group.equals(group))
        .sorted(Comparator.comparingInt(key -> key.orderInGroup))
        .forEach(key -> setting(page, key));
    return page.toString();
  }

  /** A table for each record, of its fields, which its head calls by this name. */
  String records(Collection<RecordType> types, String name) {
    StringBuilder page = new StringBuilder();
    for (RecordType type : types) {
      Schema schema = type.avro();
      page.append("### ").append(schema.getName()).append("\n\n");
      page.append(plain(schema.getDoc())).append("\n\n");
      head(page, name, "Type", "Unit", "Meaning");
      for (Schema.Field field : schema.getFields()) {
        String unit = field.getProp("unit");
        row(
            page,
            code(field.name()),
            typeOf(field),
            unit == null ? "" : plain(unit),
            plain(field.doc()));
      }
      page.append('\n');
    }
    return page.toString().strip();
  }

  private void setting(StringBuilder page, ConfigKey key) {
    row(
        page,
        code(key.name),
        key.type.name().toLowerCase(Locale.ROOT),
        defaultOf(key),
        validOf(key),
        plain(key.importance.name().toLowerCase(Locale.ROOT)),
        plain(key.documentation));
  }

  private String defaultOf(ConfigKey key) {
    if (!key.hasDefault()) {
      return plain("required");
    }
    if (key.defaultValue == null) {
      return plain("none");
    }
    // As a person would write it, and as Connect compares it: a list with commas.
    String text = ConfigDef.convertToString(key.defaultValue, key.type);
    return text.isEmpty() ? plain("empty") : code(text);
  }

  private String validOf(ConfigKey key) {
    if (key.validator == null) {
      return plain(key.type == Type.BOOLEAN ? "true, false" : "any");
    }
    // Kafka's own validators print themselves in a notation that is not for readers.
    return plain(
        key.validator
            .toString()
            .replaceAll("^\\[(-?\\d+),\\.\\.\\.\\]$", "$1 or more")
            .replaceAll("^\\[(-?\\d+),\\.\\.\\.,(-?\\d+)\\]$", "$1 to $2")
            .replaceAll("^\\[(.*)\\]$", "$1"));
  }

  private String typeOf(Schema.Field field) {
    Schema schema = field.schema();
    if (!schema.isUnion()) {
      return typeOf(schema);
    }
    // The rules for the schemas allow one kind of union: null, which is the default, or a type.
    if (field.defaultVal() != JsonProperties.NULL_VALUE || schema.getTypes().size() != 2) {
      throw new IllegalArgumentException(field.name() + " is a union but not an optional field");
    }
    return typeOf(schema.getTypes().get(1)) + plain(", optional");
  }

  private static String typeOf(Schema schema) {
    LogicalType logical = schema.getLogicalType();
    if (logical != null) {
      return logical.getName();
    }
    return switch (schema.getType()) {
      case RECORD ->
          "[%s](#%s)".formatted(schema.getName(), schema.getName().toLowerCase(Locale.ROOT));
      case MAP -> "map of " + typeOf(schema.getValueType());
      case ARRAY -> "array of " + typeOf(schema.getElementType());
      default -> schema.getType().getName();
    };
  }

  private void head(StringBuilder page, String... cells) {
    row(page, Stream.of(cells).map(this::plain).toArray(String[]::new));
    row(page, Stream.of(cells).map(cell -> "---").toArray(String[]::new));
  }

  private static void row(StringBuilder page, String... cells) {
    page.append(List.of(cells).stream().collect(Collectors.joining(" | ", "| ", " |\n")));
  }

  private static String code(String text) {
    return "`" + text + "`";
  }

  /** Text in the language of the page, so that Markdown shows it as it stands. */
  private String plain(String text) {
    return language
        .apply(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("|", "\\|")
        .replace("*", "\\*")
        .replace("[", "\\[");
  }
}
