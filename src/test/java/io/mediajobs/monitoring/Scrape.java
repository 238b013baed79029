package io.mediajobs.monitoring;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a Prometheus gets when it scrapes.
 *
 * @param samples in their order
 */
public record Scrape(List<Sample> samples) {

  private static final Pattern LINE = Pattern.compile("(\\w+)(?:\\{(.*)})? (\\S+)");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  /** One line. */
  public record Sample(String name, Map<String, String> labels, double value) {}

  /** Reads the text format. */
  public static Scrape parse(String text) {
    List<Sample> samples = new ArrayList<>();
    for (String line : text.lines().filter(l -> !l.startsWith("#") && !l.isBlank()).toList()) {
      Matcher parts = LINE.matcher(line);
      if (!parts.matches()) {
        throw new IllegalArgumentException("No sample: " + line);
      }
      Map<String, String> labels = new LinkedHashMap<>();
      if (parts.group(2) != null) {
        Matcher label = LABEL.matcher(parts.group(2));
        while (label.find()) {
          labels.put(label.group(1), label.group(2));
        }
      }
      double value = Double.parseDouble(parts.group(3).replace("Inf", "Infinity"));
      samples.add(new Sample(parts.group(1), labels, value));
    }
    return new Scrape(samples);
  }

  /** The names of its metrics. */
  public Set<String> names() {
    return samples.stream().map(Sample::name).collect(Collectors.toSet());
  }

  /** The samples of a metric that have this label. */
  public List<Sample> samples(String name, String label, String value) {
    return samples.stream()
        .filter(sample -> sample.name().equals(name))
        .filter(sample -> value.equals(sample.labels().get(label)))
        .toList();
  }

  /** The values of those, added up. */
  public double sum(String name, String label, String value) {
    return samples(name, label, value).stream().mapToDouble(Sample::value).sum();
  }
}
