package io.mediajobs.client;

import static java.util.stream.Collectors.joining;

import io.mediajobs.job.JobId;
import io.mediajobs.job.JobQuery;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.JobState;
import io.mediajobs.job.JobTags;
import io.mediajobs.job.JobTime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hc.core5.net.PercentCodec;
import org.jspecify.annotations.Nullable;

/**
 * A question to the service as a {@code GET} request.
 *
 * @param path the decoded path, which is signed
 * @param wirePath the encoded path, which is sent
 * @param params the query parameters, decoded, in the order in which they are sent
 */
record JobRequest(String path, String wirePath, Map<String, @Nullable String> params) {

  /** A request to a path that is sent encoded, but for its slashes. */
  JobRequest(String path, Map<String, @Nullable String> params) {
    this(path, encodedPath(path), params);
  }

  /**
   * Writes the question down. Names of parameters are lower camel, as every SDK of the vendor sends
   * them; older tables of the documentation show other cases.
   */
  static JobRequest of(JobQuery query) {
    return query instanceof JobQuery.Listing listing
        ? listing(listing)
        : lookUp((JobQuery.LookUp) query);
  }

  /** Path and query as they stand in the request line. */
  String target() {
    if (params.isEmpty()) {
      return wirePath;
    }
    return params.entrySet().stream()
        .map(p -> encoded(p.getKey()) + "=" + encoded(p.getValue()))
        .collect(joining("&", wirePath + "?", ""));
  }

  private static JobRequest listing(JobQuery.Listing listing) {
    JobSource source = listing.source();
    JobQuery.Filter filter = listing.filter();
    Map<String, @Nullable String> all = new LinkedHashMap<>();
    all.put("queueId", source.queueId());
    all.put("tag", source.tag());
    all.put("queueType", source.queueType());
    all.put("workflowId", filter.workflowId());
    all.put("inventoryTriggerJobId", filter.inventoryTriggerJobId());
    all.put("inputObject", filter.inputObject());
    all.put("orderByTime", listing.order().parameter());
    all.put("nextToken", listing.nextToken());
    all.put("size", Integer.toString(listing.size()));
    if (!listing.states().isEmpty()) {
      all.put("states", listing.states().stream().map(JobState::name).collect(joining(",")));
    }
    if (listing.start() != null) {
      all.put("startCreationTime", JobTime.format(listing.start()));
    }
    if (listing.end() != null) {
      all.put("endCreationTime", JobTime.format(listing.end()));
    }
    all.values().removeIf(value -> value == null);
    return new JobRequest(source.path(), all);
  }

  private static JobRequest lookUp(JobQuery.LookUp lookUp) {
    String path = JobTags.lookUpPath(lookUp.source());
    // The separating commas go raw, as the documentation shows them; one inside an id would not.
    return new JobRequest(
        path + "/" + lookUp.ids().stream().map(JobId::value).collect(joining(",")),
        encodedPath(path)
            + "/"
            + lookUp.ids().stream().map(id -> encoded(id.value())).collect(joining(",")),
        Map.of());
  }

  private static String encodedPath(String path) {
    return encoded(path).replace("%2F", "/");
  }

  /** As the signature prescribes it, too, so that what is signed is what is sent. */
  private static String encoded(@Nullable String text) {
    return text == null ? "" : PercentCodec.RFC3986.encode(text);
  }
}
