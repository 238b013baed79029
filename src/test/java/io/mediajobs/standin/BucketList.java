package io.mediajobs.standin;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** The listing of the buckets that a family is turned on for. */
final class BucketList {

  private BucketList() {}

  /** The answer to a request for these buckets. */
  static Answer answer(
      Family family,
      Collection<BucketStandIn> buckets,
      Access access,
      Request request,
      Instant now,
      String requestId) {
    try {
      access.check(request, now);
      return Answer.ok(page(family, buckets, request, requestId), List.of());
    } catch (Refusal refusal) {
      return Answer.error(refusal.status(), refusal.code(), refusal.getMessage(), null, requestId);
    }
  }

  private static String page(
      Family family, Collection<BucketStandIn> buckets, Request request, String requestId) {
    List<String> regions = List.of(request.parameters().getOrDefault("regions", "").split(","));
    List<BucketStandIn> found =
        buckets.stream()
            .filter(bucket -> bucket.has(family) && regions.contains(bucket.region()))
            .sorted(Comparator.comparing(BucketStandIn::name))
            .toList();
    int number = number(request, "pageNumber");
    int size = number(request, "pageSize");
    int from = Math.min((number - 1) * size, found.size());
    Xml xml = new Xml();
    xml.group(
        "Response",
        response -> {
          response.leaf("RequestId", requestId);
          response.leaf("TotalCount", Integer.toString(found.size()));
          response.leaf("PageNumber", Integer.toString(number));
          response.leaf("PageSize", Integer.toString(size));
          found
              .subList(from, Math.min(from + size, found.size()))
              .forEach(bucket -> write(response, family, bucket));
        });
    return xml.toString();
  }

  private static void write(Xml xml, Family family, BucketStandIn bucket) {
    xml.group(
        family.bucketElement(),
        list ->
            list.leaf("BucketId", bucket.name())
                .leaf("Name", bucket.name().replaceAll("-[0-9]+$", ""))
                .leaf("Region", bucket.region())
                .leaf("CreateTime", "2026-11-01T00:00:00+0800"));
  }

  private static int number(Request request, String name) {
    String text = request.parameters().getOrDefault(name, "");
    if (!text.matches("[1-9][0-9]?|100")) {
      throw Refusal.invalidArgument(name + " must be 1 to 100");
    }
    return Integer.parseInt(text);
  }
}
