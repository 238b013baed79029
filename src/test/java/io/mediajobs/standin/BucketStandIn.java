package io.mediajobs.standin;

import io.mediajobs.standin.Truth.Sighting;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One bucket of the stand-in: its jobs, its queues, and whether it lets itself be read. */
public final class BucketStandIn {

  private final String name;
  private final String region;
  private final JobStore store = new JobStore();
  private final QueueStore queues = new QueueStore();
  private final Truth truth;
  private final JobService service;
  private final Set<Family> families = EnumSet.allOf(Family.class);
  private volatile @Nullable Refusal refusal;

  BucketStandIn(
      String name,
      String region,
      InstantSource clock,
      Access access,
      PageTokens tokens,
      Set<Quirk> quirks) {
    this.name = name;
    this.region = region;
    JobXml jobXml = new JobXml(name, region);
    Listing listing = new Listing(store, tokens, quirks);
    this.truth = new Truth(store, clock, jobXml);
    this.service = new JobService(store, queues, listing, access, quirks, name, jobXml);
  }

  /** Its name, with the APPID. */
  public String name() {
    return name;
  }

  /** Its region. */
  public String region() {
    return region;
  }

  /** Takes jobs in; one with the id of another takes its place. */
  public void add(Job... jobs) {
    add(List.of(jobs));
  }

  /** Takes jobs in; one with the id of another takes its place. */
  public void add(Collection<Job> jobs) {
    jobs.forEach(store::put);
  }

  /** Takes in a queue; one with the id of another takes its place. */
  public void add(Queue queue) {
    queues.put(queue);
  }

  /** Every job that was ever taken in, in no order. */
  public List<Job> jobs() {
    return store.all();
  }

  /** What really became of its jobs. */
  public Truth truth() {
    return truth;
  }

  /** Is turned on for these families alone; must be said before anybody asks. */
  public BucketStandIn only(Family... some) {
    families.retainAll(Set.of(some));
    return this;
  }

  /** Whether it is turned on for a family. */
  boolean has(Family family) {
    return families.contains(family);
  }

  /** Answers every request with this error from now on. */
  public void refuse(int status, String code) {
    refusal = new Refusal(status, code, "Not this bucket");
  }

  /** Answers again. */
  public void accept() {
    refusal = null;
  }

  /** What it says to a request at this time. */
  Answer answer(Request request, Instant now, String requestId) {
    Family asked = Family.ofJobPath(request.path());
    boolean unbound = asked != null && !has(asked);
    Refusal no = unbound ? new Refusal(404, "MediaBucketUnBinded", "Not bound") : refusal;
    return no == null
        ? service.answer(request, now, requestId)
        : Answer.error(no.status(), no.code(), no.getMessage(), null, requestId);
  }

  /** Notes what an answer has shown whole. */
  void told(List<Sighting> sightings) {
    truth.record(sightings);
  }
}
