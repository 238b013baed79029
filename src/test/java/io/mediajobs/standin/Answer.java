package io.mediajobs.standin;

import io.mediajobs.standin.Truth.Sighting;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer before it meets the wire.
 *
 * @param status the HTTP status
 * @param contentType of the body
 * @param body text, sent as UTF-8
 * @param retryAfter null for no such header
 * @param sightings the jobs that the body shows
 */
record Answer(
    int status,
    String contentType,
    String body,
    @Nullable Duration retryAfter,
    List<Sighting> sightings) {

  static Answer ok(String body, List<Sighting> sightings) {
    return new Answer(200, "application/xml", body, null, List.copyOf(sightings));
  }

  /** An error in the service's own form. */
  static Answer error(
      int status, String code, String message, @Nullable Duration retryAfter, String requestId) {
    Xml xml = new Xml().raw("<?xml version='1.0' encoding='utf-8' ?>\n");
    xml.group(
        "Error",
        error ->
            error
                .leaf("Code", code)
                .leaf("Message", message)
                .leaf("RequestId", requestId)
                .leaf("TraceId", requestId));
    return new Answer(status, "application/xml", xml.toString(), retryAfter, List.of());
  }
}
