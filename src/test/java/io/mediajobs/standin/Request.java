package io.mediajobs.standin;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as it came in.
 *
 * @param method the HTTP method
 * @param target path and query as they were on the wire
 * @param path the decoded path
 * @param parameters the decoded query by name, in the order of the wire; one without a value has an
 *     empty one
 * @param headers by name in lower case
 * @param receivedAt by the service's clock
 */
public record Request(
    String method,
    String target,
    String path,
    Map<String, String> parameters,
    Map<String, String> headers,
    Instant receivedAt) {

  /** What a request asks for. */
  public enum Kind {
    LISTING,
    LOOK_UP,
    QUEUES,
    OTHER
  }

  /**
   * Takes a target apart. In a query {@code +} is a blank, in a path it is itself.
   *
   * @throws IllegalArgumentException for a percent sign that begins no escape
   */
  static Request of(String method, String target, Map<String, String> headers, Instant receivedAt) {
    int mark = target.indexOf('?');
    String rawPath = mark < 0 ? target : target.substring(0, mark);
    Map<String, String> parameters = new LinkedHashMap<>();
    if (mark >= 0) {
      for (String part : target.substring(mark + 1).split("&")) {
        int equals = part.indexOf('=');
        if (!part.isEmpty()) {
          parameters.put(
              decode(equals < 0 ? part : part.substring(0, equals)),
              equals < 0 ? "" : decode(part.substring(equals + 1)));
        }
      }
    }
    Map<String, String> byLowerCase = new LinkedHashMap<>();
    headers.forEach((name, value) -> byLowerCase.put(name.toLowerCase(Locale.ROOT), value));
    return new Request(
        method, target, decode(rawPath.replace("+", "%2B")), parameters, byLowerCase, receivedAt);
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /** What it asks for, by its path alone. */
  public Kind kind() {
    Family family = Family.ofJobPath(path);
    if (family != null) {
      return path.equals(family.jobPath()) ? Kind.LISTING : Kind.LOOK_UP;
    }
    return Family.ofQueuePath(path) == null ? Kind.OTHER : Kind.QUEUES;
  }

  /** The value of a parameter; null where it is absent or empty, which the service takes alike. */
  public @Nullable String parameter(String name) {
    String value = parameters.get(name);
    return value == null || value.isEmpty() ? null : value;
  }

  /** The ids that a look-up asks for, in order; empty for any other request. */
  public List<String> ids() {
    Family family = Family.ofJobPath(path);
    return family == null || kind() != Kind.LOOK_UP
        ? List.of()
        : List.of(path.substring(family.jobPath().length() + 1).split(","));
  }
}
