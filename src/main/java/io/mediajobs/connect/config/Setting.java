package io.mediajobs.connect.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Recommender;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * A setting to be defined. Where nothing else is said, it is null by default, takes any value of
 * its type, is of low importance, and a form always shows it, as wide as its type usually is.
 */
final class Setting implements Recommender {

  private final Type type;
  private final String key;
  private final String displayName;
  private Width width;
  private Importance importance = Importance.LOW;
  private String doc = "";
  private @Nullable Object standard;
  private @Nullable Validator validator;
  private List<Object> offered = List.of();
  private Predicate<Map<String, Object>> visible = others -> true;

  private Setting(Type type, Width width, String key, String displayName) {
    this.type = type;
    this.width = width;
    this.key = key;
    this.displayName = displayName;
  }

  /** Adds settings to a group of a definition, behind those that it has, in their order. */
  static void define(ConfigDef definition, String group, Setting... settings) {
    int order =
        (int) definition.configKeys().values().stream().filter(k -> k.group.equals(group)).count();
    for (Setting one : settings) {
      definition.define(
          one.key,
          one.type,
          one.standard,
          one.validator,
          one.importance,
          one.doc,
          group,
          ++order,
          one.width,
          one.displayName,
          one);
    }
  }

  static Setting text(String key, String displayName) {
    return new Setting(Type.STRING, Width.MEDIUM, key, displayName);
  }

  /** One of these texts, of which the first is the default. */
  static Setting choice(String key, String displayName, String... texts) {
    return new Setting(Type.STRING, Width.SHORT, key, displayName)
        .defaultsTo(texts[0])
        .validatedBy(ValidString.in(texts))
        .offering((Object[]) texts);
  }

  /** A text that is shown to nobody. */
  static Setting secret(String key, String displayName) {
    return new Setting(Type.PASSWORD, Width.MEDIUM, key, displayName);
  }

  /** Texts with commas between them. */
  static Setting list(String key, String displayName) {
    return new Setting(Type.LIST, Width.LONG, key, displayName);
  }

  static Setting flag(String key, String displayName, boolean standard) {
    return new Setting(Type.BOOLEAN, Width.SHORT, key, displayName).defaultsTo(standard);
  }

  static Setting number(String key, String displayName) {
    return new Setting(Type.INT, Width.SHORT, key, displayName);
  }

  /** A number of milliseconds. */
  static Setting millis(String key, String displayName) {
    return new Setting(Type.LONG, Width.SHORT, key, displayName);
  }

  /** A number that may have a fraction. */
  static Setting decimal(String key, String displayName) {
    return new Setting(Type.DOUBLE, Width.SHORT, key, displayName);
  }

  /** The value of a secret; null where it is not set, or blank. */
  static @Nullable String secretOf(AbstractConfig config, String key) {
    Password secret = config.getPassword(key);
    return secret == null || secret.value().isBlank() ? null : secret.value();
  }

  Setting defaultsTo(Object value) {
    standard = value;
    return this;
  }

  /** Has no default, and must be set. */
  Setting required() {
    return defaultsTo(ConfigDef.NO_DEFAULT_VALUE);
  }

  Setting validatedBy(Validator by) {
    validator = by;
    return this;
  }

  Setting matching(Pattern form, String description) {
    return validatedBy(Validators.matching(form.asMatchPredicate(), description));
  }

  /** A number within these bounds, both of them included. */
  Setting between(long least, long most) {
    return validatedBy(Range.between(least, most));
  }

  Setting importance(Importance value) {
    importance = value;
    return this;
  }

  Setting width(Width value) {
    width = value;
    return this;
  }

  /** Offers these values on a form; others may be valid too. */
  Setting offering(Object... values) {
    offered = List.of(values);
    return this;
  }

  /** Shown only where another setting has this value. */
  Setting visibleWith(String other, String value) {
    visible = others -> value.equals(others.get(other));
    return this;
  }

  /** Shown only where another setting is set. */
  Setting visibleWith(String other) {
    visible = others -> others.get(other) != null;
    return this;
  }

  /** What it does, in sentences. */
  Setting doc(String sentences) {
    doc = sentences;
    return this;
  }

  @Override
  public List<Object> validValues(String name, Map<String, Object> others) {
    return new ArrayList<>(offered);
  }

  @Override
  public boolean visible(String name, Map<String, Object> others) {
    return visible.test(others);
  }
}
