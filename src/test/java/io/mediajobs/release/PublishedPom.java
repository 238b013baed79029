package io.mediajobs.release;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** A POM as others read it: all they have is what stands in it. */
final class PublishedPom {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]+)}");
  private static final XPath XPATH = XPathFactory.newInstance().newXPath();

  /** What has to be said, and of what form. */
  private static final Map<String, String> FORMS =
      Map.ofEntries(
          Map.entry("modelVersion", "4\\.0\\.0"),
          Map.entry("name", ".+"),
          Map.entry("description", ".+"),
          Map.entry("url", "https?://.+"),
          Map.entry("licenses/license/name", ".+"),
          Map.entry("licenses/license/url", "https?://.+"),
          Map.entry("developers/developer/name", ".+"),
          Map.entry("developers/developer/email", "[^@]+@[^@]+"),
          Map.entry("scm/connection", "scm:[a-z]+:.+"),
          Map.entry("scm/developerConnection", "scm:[a-z]+:.+"),
          Map.entry("scm/url", "https?://.+"),
          Map.entry("issueManagement/url", "https?://.+"));

  private final Document document;
  private final Map<String, String> properties = new HashMap<>();

  PublishedPom(String text) {
    try {
      document =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader(text)));
    } catch (ParserConfigurationException | SAXException | IOException unreadable) {
      throw new IllegalArgumentException(unreadable);
    }
    for (String own : List.of("groupId", "artifactId", "version", "name", "description")) {
      properties.put("project." + own, raw(own));
    }
    Node node = document.getElementsByTagName("properties").item(0);
    for (Node one = node == null ? null : node.getFirstChild();
        one != null;
        one = one.getNextSibling()) {
      if (one instanceof Element property) {
        properties.put(property.getTagName(), property.getTextContent().strip());
      }
    }
  }

  /** What is missing or wrong in it, to be read behind "The POM". */
  List<String> faults(String groupId, String artifactId, String version) {
    List<String> faults = new ArrayList<>();
    Map<String, String> forms = new HashMap<>(FORMS);
    forms.put("groupId", Pattern.quote(groupId));
    forms.put("artifactId", Pattern.quote(artifactId));
    forms.put("version", "(?!.*-SNAPSHOT)" + Pattern.quote(version));
    forms.keySet().stream()
        .sorted()
        .filter(path -> !value(path).matches(forms.get(path)))
        .forEach(path -> faults.add("says \"" + value(path) + "\" as " + path));
    for (String path : List.of("dependencies/dependency", "build/plugins/plugin")) {
      if (!select("count(/project/" + path + "[contains(version,'SNAPSHOT')])").equals("0")) {
        faults.add("has a version that is not released in " + path);
      }
    }
    return faults;
  }

  /** The text of an element with the POM's own properties filled in; empty where it is absent. */
  String value(String path) {
    String text = raw(path);
    for (int depth = 0; depth < 5 && text.contains("${"); depth++) {
      Matcher placeholder = PLACEHOLDER.matcher(text);
      text =
          placeholder.replaceAll(
              found ->
                  Matcher.quoteReplacement(
                      properties.getOrDefault(found.group(1), "{" + found.group(1) + "}")));
    }
    return text;
  }

  private String raw(String path) {
    return select("/project/" + path).strip();
  }

  private String select(String expression) {
    try {
      return XPATH.evaluate(expression, document);
    } catch (XPathExpressionException wrong) {
      throw new IllegalArgumentException(wrong);
    }
  }
}
