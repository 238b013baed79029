package io.mediajobs.record;

import java.util.Date;
import java.util.List;
import org.apache.kafka.connect.data.Struct;

/** The table of records.md that shows, for each type, what becomes of the text of an element. */
public final class TextTable {

  private static final List<String> MEDIA = List.of("Operation", "MediaInfo", "Format");

  private final StringBuilder table =
      new StringBuilder("| Type | The service writes | The field is | `other` has |\n")
          .append("| --- | --- | --- | --- |\n");

  private TextTable() {}

  /** The table in Markdown: texts that were read, and what came out. */
  public static String markdown() {
    TextTable table = new TextTable();
    table.rows("string", List.of(), "Message", " as it is ", "");
    table.rows("int", List.of(), "Progress", "30", "30.0", "30.5", "99999999999", "N/A", "");
    table.rows("long", MEDIA, "Size", "1424687", "9223372036854775808", "N/A", "");
    table.rows("double", MEDIA, "Duration", "13.654000", "1.3e1", "1e400");
    table.rows("double", MEDIA, "Duration", "3.14159265358979312", "N/A", "");
    table.rows("timestamp-millis", List.of(), "EndTime", "2022-06-27T15:23:12+0800", "-", "");
    table.rows("timestamp-millis", List.of(), "EndTime", "2022-06-27T15:23:12.0005Z", "soon");
    return table.table.toString().strip();
  }

  private void rows(String type, List<String> around, String element, String... texts) {
    for (String text : texts) {
      String xml = "<" + element + ">" + text + "</" + element + ">";
      for (int i = around.size() - 1; i >= 0; i--) {
        xml = "<" + around.get(i) + ">" + xml + "</" + around.get(i) + ">";
      }
      Struct job = JobStructs.job(Seen.job(xml), JobStructs.source(Seen.SOURCE));
      Struct holder = job;
      for (String name : around) {
        holder = holder.getStruct(lowerCamel(name));
      }
      List<String> other = List.copyOf(job.<String, String>getMap("other").values());
      row(type, text, holder.get(lowerCamel(element)), other.isEmpty() ? null : other.get(0));
    }
  }

  private void row(String type, String text, Object value, String other) {
    String field = value instanceof Date date ? date.toInstant().toString() : value + "";
    String left = other == null ? "" : shown(other);
    table.append("| %s | %s | %s | %s |%n".formatted(type, shown(text), shown(field), left));
  }

  private static String shown(String text) {
    return text.isEmpty() ? "the empty text" : text.equals("null") ? text : "`" + text + "`";
  }

  private static String lowerCamel(String element) {
    return Character.toLowerCase(element.charAt(0)) + element.substring(1);
  }
}
