package io.mediajobs.client;

import io.mediajobs.client.http.Percent;
import io.mediajobs.job.JobId;
import io.mediajobs.job.JobQuery;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.JobState;
import io.mediajobs.job.JobTags;
import io.mediajobs.job.JobTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A question to the service as a {@code GET} request.
 *
 * @param path the decoded path, which is signed
 * @param wirePath the encoded path, which is sent
 * @param params the query parameters, decoded, in the order in which they are sent
 */
public record JobRequest(String path, String wirePath, Map<String, @Nullable String> params) {

  /**
   * Writes the question down. Names of parameters are lower camel, as every SDK of the vendor sends
   * them; older tables of the documentation show other cases.
   */
  public static JobRequest of(JobQuery query) {
    return query instanceof JobQuery.Listing listing
        ? listing(listing)
        : lookUp((JobQuery.LookUp) query);
  }

  /** Path and query as they stand in the request line. */
  public String target() {
    if (params.isEmpty()) {
      return wirePath;
    }
    return params.entrySet().stream()
        .map(p -> Percent.encode(p.getKey()) + "=" + Percent.encode(text(p.getValue())))
        .collect(Collectors.joining("&", wirePath + "?", ""));
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
      all.put(
          "states", listing.states().stream().map(JobState::name).collect(Collectors.joining(",")));
    }
    if (listing.start() != null) {
      all.put("startCreationTime", JobTime.format(listing.start()));
    }
    if (listing.end() != null) {
      all.put("endCreationTime", JobTime.format(listing.end()));
    }
    all.values().removeIf(value -> value == null);
    return new JobRequest(source.path(), Percent.encodePath(source.path()), all);
  }

  private static JobRequest lookUp(JobQuery.LookUp lookUp) {
    String path = JobTags.lookUpPath(lookUp.source());
    // The separating commas go raw, as the documentation shows them; one inside an id would not.
    return new JobRequest(
        path + "/" + lookUp.ids().stream().map(JobId::value).collect(Collectors.joining(",")),
        Percent.encodePath(path)
            + "/"
            + lookUp.ids().stream()
                .map(id -> Percent.encode(id.value()))
                .collect(Collectors.joining(",")),
        Map.of());
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}
