package io.mediajobs.record;

import io.mediajobs.job.JobElement;
import io.mediajobs.job.JobElement.Attribute;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Writes elements as XML in every way that means the same: text escaped or in CDATA sections, cut
 * by comments, anywhere between the children; layout or none; prefixes or none.
 */
final class XmlWriter {

  private static final String[] PREFIXES = {"", "p:", "q:"};

  private final StringBuilder xml = new StringBuilder();
  private final Random random;

  private XmlWriter(long seed) {
    this.random = new Random(seed);
  }

  /** A page of jobs. */
  static String page(List<JobElement> jobs, long seed) {
    XmlWriter writer = new XmlWriter(seed);
    jobs.forEach(writer::element);
    boolean prefixes = writer.xml.indexOf("p:") >= 0 || writer.xml.indexOf("q:") >= 0;
    String root = prefixes ? "<Response xmlns:p=\"urn:p\" xmlns:q=\"urn:q\">" : "<Response>";
    return root + writer.xml + "</Response>";
  }

  private void element(JobElement element) {
    String name = (random.nextInt(50) == 0 ? "p:" : "") + element.name();
    xml.append('<').append(name);
    attributes(element.attributes());
    List<JobElement> children = element.children();
    if (children.isEmpty() && element.text().isEmpty() && random.nextBoolean()) {
      xml.append("/>");
      return;
    }
    xml.append('>');
    int textAt = random.nextInt(children.size() + 1);
    boolean layout = random.nextInt(4) == 0;
    for (int i = 0; i <= children.size(); i++) {
      if (i == textAt && !element.text().isEmpty()) {
        text(element.text());
      } else if (layout && !children.isEmpty()) {
        xml.append("\n  ");
      }
      if (i < children.size()) {
        element(children.get(i));
      }
    }
    xml.append("</").append(name).append('>');
  }

  private void attributes(List<Attribute> attributes) {
    List<String> written = new ArrayList<>();
    for (Attribute attribute : attributes) {
      long namesakes = written.stream().filter(attribute.name()::equals).count();
      written.add(attribute.name());
      // In one element only a prefix can tell attributes of one name apart.
      xml.append(' ').append(PREFIXES[(int) namesakes]).append(attribute.name()).append("=\"");
      escaped(attribute.value());
      xml.append('"');
    }
  }

  private void text(String text) {
    int cut = random.nextInt(5) == 0 ? text.offsetByCodePoints(0, 1) : text.length();
    part(text.substring(0, cut));
    if (cut < text.length()) {
      xml.append(random.nextBoolean() ? "<!-- cut -->" : "<?cut here?>");
      part(text.substring(cut));
    }
  }

  private void part(String text) {
    // A carriage return survives as a reference only, and the end of a section can't be in one.
    if (random.nextInt(4) == 0 && text.indexOf('\r') < 0 && !text.contains("]]>")) {
      xml.append("<![CDATA[").append(text).append("]]>");
    } else {
      escaped(text);
    }
  }

  private void escaped(String text) {
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '<' -> xml.append("&lt;");
                case '>' -> xml.append("&gt;");
                case '&' -> xml.append("&amp;");
                case '"' -> xml.append("&quot;");
                case '\r', '\n', '\t' -> xml.append("&#").append(c).append(';');
                default -> {
                  if (c > 0x7f && random.nextInt(8) == 0) {
                    xml.append("&#x").append(Integer.toHexString(c)).append(';');
                  } else {
                    xml.appendCodePoint(c);
                  }
                }
              }
            });
  }
}
