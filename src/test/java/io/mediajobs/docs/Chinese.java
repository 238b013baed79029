package io.mediajobs.docs;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Chinese of what the code says in English, for the tables that are made from it. The English
 * sentence is the key, so one that changes has no Chinese until somebody looks at it.
 */
public final class Chinese implements UnaryOperator<String> {

  /** Where the texts are. */
  public static final Path FILE = Path.of("src", "test", "resources", "docs", "zh-CN.json");

  /** Values that a setting may have, which are not words. */
  private static final Pattern VALUES = Pattern.compile("[\\w-]+(, [\\w-]+)+");

  private static final Pattern RANGE = Pattern.compile("(-?\\d+) to (-?\\d+)");

  /** What the doc of a column ends in: the fields of the record that it comes from. */
  private static final Pattern FIELDS =
      Pattern.compile("(.*\\.) Fields? ([\\w.]+(?: (?:and|or else) [\\w.]+)*)\\.");

  private final Map<String, String> texts;
  private final Set<String> used = new LinkedHashSet<>();
  private final Set<String> missing = new LinkedHashSet<>();

  public Chinese() {
    ObjectMapper json = new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    try {
      this.texts =
          json.readValue(FILE.toFile(), new TypeReference<LinkedHashMap<String, String>>() {});
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The Chinese of a text; the text itself where there is none, which {@link #missing} tells. */
  @Override
  public String apply(String english) {
    String chinese = texts.get(english);
    if (chinese != null) {
      used.add(english);
      return chinese;
    }
    Matcher range = RANGE.matcher(english);
    if (range.matches()) {
      return range.replaceFirst("$1 到 $2");
    }
    Matcher fields = FIELDS.matcher(english);
    if (fields.matches()) {
      String paths = fields.group(2).replace(" or else ", " 或 ").replace(" and ", " 和 ");
      return apply(fields.group(1)) + "字段 " + paths + "。";
    }
    if (!VALUES.matcher(english).matches()) {
      missing.add(english);
    }
    return english;
  }

  /** The texts that were asked for and have no Chinese. */
  public Set<String> missing() {
    return missing;
  }

  /** The texts that have Chinese and were not asked for. */
  public List<String> surplus() {
    List<String> surplus = new ArrayList<>(texts.keySet());
    surplus.removeAll(used);
    return surplus;
  }
}
