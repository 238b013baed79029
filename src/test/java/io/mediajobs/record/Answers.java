package io.mediajobs.record;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobElement;
import io.mediajobs.job.JobElement.Attribute;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * The answers that the vendor's pages show, repaired where they are ill-formed, and some made after
 * their descriptions, as job elements.
 */
final class Answers {

  /** Page and number of each answer. */
  static final List<String> NAMES = List.of("000-1", "001-1", "001-2", "002-1", "003-1", "004-1");

  /** A job of every kind of result that those answers do not have, by what it is about. */
  static final List<String> RESULTS =
      List.of(
          "doc-process",
          "extract-digital-watermark",
          "file-compress",
          "file-hash-code",
          "file-uncompress",
          "pic-process",
          "quality-estimate",
          "snapshot-sprite",
          "speech-recognition",
          "speech-recognition-flash",
          "translation-result",
          "video-tag",
          "words-generalize");

  private Answers() {}

  static List<JobDetail> jobs(String name) {
    try (InputStream in = Answers.class.getResourceAsStream("/answers/" + name + ".xml")) {
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8)).children().stream()
          .filter(child -> child.name().equals("JobsDetail"))
          .map(JobDetail::of)
          .toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The element that a text of XML is. */
  static JobElement parse(String xml) {
    try {
      var factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      var in = new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8));
      return element(factory.newDocumentBuilder().parse(in).getDocumentElement());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static JobElement element(Element from) {
    List<JobElement> children = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (Node node = from.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element child) {
        children.add(element(child));
      } else {
        text.append(node.getNodeValue());
      }
    }
    List<Attribute> attributes = new ArrayList<>();
    for (int i = 0; i < from.getAttributes().getLength(); i++) {
      Node attribute = from.getAttributes().item(i);
      attributes.add(new Attribute(attribute.getLocalName(), attribute.getNodeValue()));
    }
    boolean blankBetweenChildren = !children.isEmpty() && text.toString().isBlank();
    return new JobElement(
        from.getLocalName(), blankBetweenChildren ? "" : text.toString(), attributes, children);
  }
}
