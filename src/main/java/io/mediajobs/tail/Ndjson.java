package io.mediajobs.tail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobElement;
import io.mediajobs.job.JobTransition;
import io.mediajobs.job.Observation;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lines for programs: one JSON object each. A transition has the fields of the connector's record
 * without its job; a job is as the answer showed it, by the names of its elements.
 */
final class Ndjson implements Printer.Format {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  @Override
  public String transition(JobTransition transition, Observation seen) {
    ObjectNode node = JSON.objectNode();
    node.put("eventId", transition.eventId());
    node.put("jobId", transition.jobId().value());
    node.put("sequence", transition.sequence());
    node.put("previousState", text(transition.previousState()));
    node.put("state", transition.state().name());
    node.put("occurredAt", text(transition.occurredAt()));
    node.put("observedAt", observedAt(seen));
    node.put("inferred", transition.inferred());
    node.set("source", source(seen));
    return node.toString();
  }

  @Override
  public String job(Observation seen) {
    ObjectNode node = JSON.objectNode();
    node.put("jobId", seen.jobId().value());
    node.put("sequence", seen.sequence());
    node.put("state", seen.state().name());
    node.put("observedAt", observedAt(seen));
    node.set("source", source(seen));
    JobDetail detail = seen.detail();
    node.set("job", detail == null ? JSON.nullNode() : node(detail.element()));
    if (detail != null && !detail.content().leftOut().isEmpty()) {
      detail.content().leftOut().forEach(node.putArray("truncated")::add);
    }
    return node.toString();
  }

  /** To the millisecond, as records have it. */
  private static String observedAt(Observation seen) {
    return seen.observedAt().truncatedTo(ChronoUnit.MILLIS).toString();
  }

  private static JsonNode source(Observation seen) {
    ObjectNode node = JSON.objectNode();
    seen.source().parts().forEach(node::put);
    return node;
  }

  /** An element as an object of its children, one that repeats as an array, or else as its text. */
  private static JsonNode node(JobElement element) {
    if (element.children().isEmpty() && element.attributes().isEmpty()) {
      return JSON.textNode(element.text());
    }
    ObjectNode node = JSON.objectNode();
    element.attributes().forEach(attribute -> node.put("@" + attribute.name(), attribute.value()));
    if (!element.text().isBlank()) {
      node.put("#text", element.text());
    }
    for (JobElement child : element.children()) {
      JsonNode value = node(child);
      JsonNode before = node.get(child.name());
      if (before == null) {
        node.set(child.name(), value);
      } else if (before instanceof ArrayNode all) {
        all.add(value);
      } else {
        node.putArray(child.name()).add(before).add(value);
      }
    }
    return node;
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }
}
