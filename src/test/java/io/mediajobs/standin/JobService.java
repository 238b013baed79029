package io.mediajobs.standin;

import io.mediajobs.job.JobState;
import io.mediajobs.standin.Truth.Sighting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The service without its wire: a request and a time in, an answer out. */
final class JobService {

  private static final int MAX_IDS = 10;

  private final JobStore store;
  private final QueueStore queues;
  private final Listing listing;
  private final Access access;
  private final Set<Quirk> quirks;
  private final String bucket;
  private final JobXml jobXml;

  JobService(
      JobStore store,
      QueueStore queues,
      Listing listing,
      Access access,
      Set<Quirk> quirks,
      String bucket,
      JobXml jobXml) {
    this.store = store;
    this.queues = queues;
    this.listing = listing;
    this.access = access;
    this.quirks = quirks;
    this.bucket = bucket;
    this.jobXml = jobXml;
  }

  /** What the service says to a request at this time. */
  Answer answer(Request request, Instant now, String requestId) {
    try {
      access.check(request, now);
      if (!request.method().equals("GET")) {
        throw new Refusal(501, "NotImplemented", "Only GET is implemented");
      }
      return route(request, now, requestId);
    } catch (Refusal refusal) {
      return Answer.error(refusal.status(), refusal.code(), refusal.getMessage(), null, requestId);
    }
  }

  private Answer route(Request request, Instant now, String requestId) {
    Family jobs = Family.ofJobPath(request.path());
    Family queueFamily = Family.ofQueuePath(request.path());
    if (queueFamily != null) {
      return Answer.ok(queues.list(queueFamily, request, bucket, requestId), List.of());
    } else if (jobs == null || jobs == Family.FILE && request.kind() == Request.Kind.LISTING) {
      throw new Refusal(404, "InvalidUrl", "There is nothing at " + request.path());
    }
    return request.kind() == Request.Kind.LISTING
        ? list(ListingQuery.of(jobs, request), now)
        : lookUp(jobs, request.ids(), now);
  }

  private Answer list(ListingQuery query, Instant now) {
    Listing.Page page = listing.page(query, now);
    Xml xml = new Xml();
    List<Sighting> seen = new ArrayList<>();
    xml.group(
        "Response",
        response -> {
          page.jobs().forEach(job -> show(response, job, now, seen));
          if (page.nextToken() != null || quirks.contains(Quirk.EMPTY_LAST_TOKEN)) {
            response.leaf("NextToken", page.nextToken());
          }
        });
    return Answer.ok(xml.toString(), seen);
  }

  private Answer lookUp(Family family, List<String> ids, Instant now) {
    if (ids.size() > MAX_IDS) {
      throw Refusal.invalidArgument("At most 10 job ids");
    }
    List<String> missing = new ArrayList<>();
    List<Sighting> seen = new ArrayList<>();
    Xml xml = new Xml();
    xml.group(
        "Response",
        response -> {
          for (String id : ids) {
            Job job = store.find(id);
            if (job != null && family.shows(job.family()) && job.visible(now)) {
              show(response, job, now, seen);
            } else {
              missing.add(id);
              deny(job, now, seen);
            }
          }
          if (quirks.contains(Quirk.NON_EXIST_COMMA_LIST) && !missing.isEmpty()) {
            response.leaf("NonExistJobIds", String.join(",", missing));
          } else {
            missing.forEach(id -> response.leaf("NonExistJobIds", id));
          }
        });
    return Answer.ok(xml.toString(), seen);
  }

  private void show(Xml xml, Job job, Instant now, List<Sighting> seen) {
    Xml detail = new Xml();
    jobXml.write(detail, job, now);
    String content = detail.toString();
    xml.raw(content);
    Timeline.Moment moment = job.timeline().at(now);
    seen.add(new Sighting(job.id(), moment.at(), moment.state(), content.hashCode()));
  }

  /**
   * A job that was deleted before its end and is denied has been seen to be gone; one that is not
   * visible yet has not.
   */
  private static void deny(@Nullable Job job, Instant now, List<Sighting> seen) {
    Instant deletedAt = job == null ? null : job.timeline().deletedAt();
    if (deletedAt != null && job.history(now).contains(JobState.NON_EXIST)) {
      seen.add(new Sighting(job.id(), deletedAt, JobState.NON_EXIST, null));
    }
  }
}
