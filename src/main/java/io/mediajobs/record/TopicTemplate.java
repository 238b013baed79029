package io.mediajobs.record;

import io.mediajobs.job.JobSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The name of a topic with placeholders: {@code {prefix} {bucket} {region} {tag} {queueId}
 * {state}}. A character that Kafka does not allow in a topic becomes {@code _}, and a name that is
 * too long for Kafka is cut.
 *
 * <p>Not safe for use by several threads, as it remembers the names that it has made.
 */
public final class TopicTemplate {

  /** So long a name may be in Kafka. */
  static final int MAX_LENGTH = 249;

  /** So many names are remembered: queues and states come from answers, so there must be an end. */
  static final int MAX_REMEMBERED = 1000;

  private static final Map<String, Placeholder> PLACEHOLDERS =
      Map.of(
          "prefix", (prefix, at) -> prefix,
          "bucket", (prefix, at) -> at.source.bucket(),
          "region", (prefix, at) -> at.source.region(),
          "tag", (prefix, at) -> at.source.tag(),
          "queueId", (prefix, at) -> at.queueId,
          "state", (prefix, at) -> at.state);

  private final String prefix;
  private final List<Placeholder> parts;
  private final boolean usesQueueId;
  private final boolean usesState;
  private final Map<Place, String> topics = new HashMap<>();

  private TopicTemplate(String prefix, String template, List<Placeholder> parts) {
    this.prefix = prefix;
    this.parts = parts;
    this.usesQueueId = template.contains("{queueId}");
    this.usesState = template.contains("{state}");
  }

  /**
   * Reads a template.
   *
   * @param prefix the value of {@code topic.prefix}
   * @throws IllegalArgumentException with the sentence of {@link #problem}
   */
  static TopicTemplate of(String template, String prefix) {
    return new TopicTemplate(prefix, template, parse(template));
  }

  /** What is wrong with a template, as one sentence; null where it is fine or empty. */
  public static @Nullable String problem(String template) {
    try {
      parse(template);
      return null;
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }

  /** Whether the topic depends on the queue of a job. */
  boolean usesQueueId() {
    return usesQueueId;
  }

  /** The topic of a record. */
  String topic(JobSource source, String queueId, String state) {
    // What the template does not use must not multiply what is remembered.
    Place place = new Place(source, usesQueueId ? queueId : "", usesState ? state : "");
    if (topics.size() >= MAX_REMEMBERED && !topics.containsKey(place)) {
      topics.clear();
    }
    return topics.computeIfAbsent(place, this::resolve);
  }

  private String resolve(Place place) {
    StringBuilder topic = new StringBuilder();
    for (Placeholder part : parts) {
      topic.append(part.text(prefix, place));
    }
    for (int i = 0; i < topic.length(); i++) {
      if (!isLegal(topic.charAt(i))) {
        topic.setCharAt(i, '_');
      }
    }
    topic.setLength(Math.min(topic.length(), MAX_LENGTH));
    String name = topic.toString();
    // Kafka has no topics of these names.
    return name.equals(".") || name.equals("..") ? name.replace('.', '_') : name;
  }

  private static boolean isLegal(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '.'
        || c == '_'
        || c == '-';
  }

  private static List<Placeholder> parse(String template) {
    List<Placeholder> parts = new ArrayList<>();
    int at = 0;
    while (at < template.length()) {
      int open = template.indexOf('{', at);
      String literal = template.substring(at, open < 0 ? template.length() : open);
      if (literal.indexOf('}') >= 0) {
        throw new IllegalArgumentException("Topic " + template + " has a } without its {");
      }
      parts.add((prefix, place) -> literal);
      if (open < 0) {
        break;
      }
      int close = template.indexOf('}', open);
      if (close < 0) {
        throw new IllegalArgumentException("Topic " + template + " has a { without its }");
      }
      String name = template.substring(open + 1, close);
      Placeholder placeholder = PLACEHOLDERS.get(name);
      if (placeholder == null) {
        throw new IllegalArgumentException(
            ("Topic %s has the unknown placeholder {%s}; known are {prefix}, {bucket}, {region},"
                    + " {tag}, {queueId} and {state}")
                .formatted(template, name));
      }
      parts.add(placeholder);
      at = close + 1;
    }
    return parts;
  }

  private interface Placeholder {
    String text(String prefix, Place place);
  }

  private record Place(JobSource source, String queueId, String state) {}
}
