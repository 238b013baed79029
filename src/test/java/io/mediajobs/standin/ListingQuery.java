package io.mediajobs.standin;

import io.mediajobs.job.JobTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a listing, checked: names are lower camel, and what the service does not know
 * is an InvalidArgument rather than ignored, so that a misspelt parameter is seen.
 *
 * @param family whose path is asked
 * @param tag the one tag
 * @param queueId null for every queue
 * @param queueType null for every kind, and where a queueId is given, which outranks it
 * @param workflowId null for any
 * @param inventoryTriggerJobId null for any
 * @param inputObject null for any
 * @param ascending oldest first
 * @param nextToken null for the first page
 * @param size jobs a page, 1 to 100
 * @param states empty for all
 * @param start null for no bound
 * @param end null for no bound
 * @param fingerprint path and all parameters but the token: what a token is bound to
 */
record ListingQuery(
    Family family,
    String tag,
    @Nullable String queueId,
    @Nullable String queueType,
    @Nullable String workflowId,
    @Nullable String inventoryTriggerJobId,
    @Nullable String inputObject,
    boolean ascending,
    @Nullable String nextToken,
    int size,
    Set<String> states,
    @Nullable Instant start,
    @Nullable Instant end,
    String fingerprint) {

  private static final Set<String> KNOWN =
      Set.of(
          "tag",
          "queueId",
          "queueType",
          "workflowId",
          "inventoryTriggerJobId",
          "inputObject",
          "orderByTime",
          "nextToken",
          "size",
          "states",
          "startCreationTime",
          "endCreationTime");
  private static final Set<String> STATES =
      Set.of("Submitted", "Running", "Success", "Failed", "Pause", "Cancel");
  private static final int DEFAULT_SIZE = 10;
  private static final int MAX_SIZE = 100;

  /**
   * Reads the parameters.
   *
   * @throws Refusal 400 InvalidArgument for what the service would not take
   */
  static ListingQuery of(Family family, Request request) {
    for (String name : request.parameters().keySet()) {
      if (!KNOWN.contains(name)) {
        throw Refusal.invalidArgument("Unknown parameter " + name);
      }
    }
    String tag = request.parameter("tag");
    if (tag == null) {
      throw Refusal.invalidArgument("The parameter tag is required");
    }
    String queueId = request.parameter("queueId");
    Map<String, String> bound = new TreeMap<>(request.parameters());
    bound.remove("nextToken");
    return new ListingQuery(
        family,
        tag,
        queueId,
        queueId == null ? request.parameter("queueType") : null,
        request.parameter("workflowId"),
        request.parameter("inventoryTriggerJobId"),
        request.parameter("inputObject"),
        ascending(request.parameter("orderByTime")),
        request.parameter("nextToken"),
        size(request.parameter("size")),
        states(request.parameter("states")),
        time(request, "startCreationTime"),
        time(request, "endCreationTime"),
        request.path() + bound);
  }

  /** Whether the listing shows this job now; its place in time is not looked at. */
  boolean shows(Job job, Instant now) {
    return job.visible(now)
        && family.shows(job.family())
        && (queueId == null || queueId.equals(job.queueId()))
        && (queueType == null || queueType.equals(job.queueType()))
        && (workflowId == null || workflowId.equals(job.details().workflowId()))
        && (inventoryTriggerJobId == null
            || inventoryTriggerJobId.equals(job.details().inventoryTriggerJobId()))
        && (inputObject == null || inputObject.equals(job.details().inputObject()))
        && (states.isEmpty() || states.contains(job.state(now).name()));
  }

  private static boolean ascending(@Nullable String order) {
    if (order != null && !order.equals("Asc") && !order.equals("Desc")) {
      throw Refusal.invalidArgument("orderByTime must be Asc or Desc");
    }
    return "Asc".equals(order);
  }

  private static int size(@Nullable String text) {
    if (text == null) {
      return DEFAULT_SIZE;
    }
    int size = text.matches("\\d{1,4}") ? Integer.parseInt(text) : 0;
    if (size < 1 || size > MAX_SIZE) {
      throw Refusal.invalidArgument("size must be 1 to 100");
    }
    return size;
  }

  private static Set<String> states(@Nullable String text) {
    if (text == null || text.equals("All")) {
      return Set.of();
    }
    Set<String> states = Set.copyOf(List.of(text.split(",")));
    if (states.contains("All")) {
      return Set.of();
    } else if (!STATES.containsAll(states)) {
      throw Refusal.invalidArgument("Unknown state in states");
    }
    return states;
  }

  private static @Nullable Instant time(Request request, String name) {
    String text = request.parameter(name);
    if (text == null) {
      return null;
    }
    // Only the documented form, %Y-%m-%dT%H:%M:%S%z: whether the service takes others is unknown.
    boolean documented = text.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d[+-]\\d{4}");
    Instant time = documented ? JobTime.parse(text) : null;
    if (time == null) {
      throw Refusal.invalidArgument(name + " must look like 2022-06-27T15:23:12+0800");
    }
    return time;
  }
}
