package io.mediajobs.downstream;

import io.mediajobs.standin.Job;
import io.mediajobs.standin.StandIn;
import java.io.StringReader;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.xml.sax.InputSource;

/**
 * What is true of a job in the end, read from the service's own XML without any of our code.
 *
 * @param state its state now
 * @param duration seconds of its media; null where it has no results
 * @param width of its first video in pixels; null where it has no results
 */
record JobFacts(String state, Double duration, Integer width) {

  /** The facts of all jobs by id, in the order of the ids. */
  static Map<String, JobFacts> of(StandIn service) {
    Map<String, JobFacts> facts = new TreeMap<>();
    for (Job job : service.jobs()) {
      String xml = service.truth().finalXml(job.id());
      String duration = text(xml, "//MediaInfo/Format/Duration");
      String width = text(xml, "//MediaInfo/Stream/Video/Width");
      facts.put(
          job.id(),
          new JobFacts(
              service.truth().state(job.id()).name(),
              duration.isEmpty() ? null : Double.valueOf(duration),
              width.isEmpty() ? null : Integer.valueOf(width)));
    }
    return facts;
  }

  /** What the service's XML says in one place; empty where it says nothing. */
  static String text(String xml, String path) {
    XPath xpath = XPathFactory.newInstance().newXPath();
    try {
      return xpath.evaluate(path, new InputSource(new StringReader(xml)));
    } catch (XPathExpressionException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
