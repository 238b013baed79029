package io.mediajobs.build;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Comment;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** The newer releases that are left alone, {@code src/build/versions.xml}. */
final class VersionRules {

  static final Path FILE = Path.of("src", "build", "versions.xml").toAbsolutePath();

  private VersionRules() {}

  /** The reason that the comment before each rule gives, or none, by group and artifact. */
  static Map<String, String> reasons() throws Exception {
    Element root =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(FILE.toFile())
            .getDocumentElement();
    Map<String, String> reasons = new TreeMap<>();
    NodeList rules = root.getElementsByTagName("rule");
    for (int i = 0; i < rules.getLength(); i++) {
      Element rule = (Element) rules.item(i);
      reasons.put(
          rule.getAttribute("groupId") + ":" + rule.getAttribute("artifactId"), before(rule));
    }
    return reasons;
  }

  private static String before(Element rule) {
    Node node = rule.getPreviousSibling();
    while (node != null && node.getNodeType() == Node.TEXT_NODE) {
      node = node.getPreviousSibling();
    }
    return node instanceof Comment comment ? comment.getData().strip() : "";
  }
}
