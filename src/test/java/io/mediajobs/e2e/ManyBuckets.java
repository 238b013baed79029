package io.mediajobs.e2e;

import io.mediajobs.job.JobState;
import io.mediajobs.standin.Backlog;
import io.mediajobs.standin.BucketStandIn;
import io.mediajobs.standin.Job;
import io.mediajobs.standin.LiveJobs;
import io.mediajobs.standin.Request;
import io.mediajobs.standin.StandIn;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/** An account of many buckets, of which few pairs of bucket and tag have jobs that keep coming. */
final class ManyBuckets implements AutoCloseable {

  private static final String REGION = "ap-chongqing";
  private static final String APPID = "-1250000000";

  private final StandIn service = StandIn.start(InstantSource.system());
  private final List<BucketStandIn> buckets = new ArrayList<>();
  private final List<LiveJobs> live = new ArrayList<>();
  private final List<String> tags;

  /** So many buckets without a job. */
  ManyBuckets(int count, List<String> tags) {
    this.tags = List.copyOf(tags);
    for (int i = 0; i < count; i++) {
      add("bucket" + i);
    }
  }

  /** One more bucket, without a job. */
  BucketStandIn add(String name) {
    BucketStandIn bucket = service.addBucket(name + APPID, REGION);
    buckets.add(bucket);
    return bucket;
  }

  /**
   * Lets jobs come from now on, until {@link #end}.
   *
   * @param pairs so many pairs of bucket and tag have some
   * @param every the time from one to the next of a pair
   * @param living how long a job takes at most
   */
  void live(int pairs, Duration every, Duration living) {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < buckets.size() * tags.size(); i++) {
      numbers.add(i);
    }
    Collections.shuffle(numbers, new Random(17));
    Instant now = Instant.now();
    for (int i = 0; i < pairs; i++) {
      String tag = tags.get(numbers.get(i) % tags.size());
      Instant first = now.plus(every.multipliedBy(i).dividedBy(pairs));
      LiveJobs jobs = new LiveJobs(Backlog.seeded(i, tag).living(living), first, every);
      live.add(jobs);
      service.add(buckets.get(numbers.get(i) / tags.size()), jobs);
    }
  }

  /** No job is created any more. */
  void end() {
    live.forEach(LiveJobs::end);
  }

  /** All of the jobs so far. */
  List<Job> jobs() {
    return service.jobs();
  }

  /** Their names, for a connector that follows none. */
  String names() {
    return buckets.stream().map(BucketStandIn::name).collect(Collectors.joining(","));
  }

  /** How many sources there are. */
  int sources() {
    return buckets.size() * tags.size();
  }

  /** What has been asked so far. */
  List<Request> requests() {
    return service.requests().requests();
  }

  /** The configuration of a connector that follows all buckets, with these settings besides. */
  Map<String, String> config(String topicPrefix, Map<String, String> more) {
    Map<String, String> config =
        new HashMap<>(ConnectorConfig.of(service, topicPrefix, tags.toArray(String[]::new)));
    config.put("ci.bucket", "*");
    config.put("ci.region", REGION);
    config.put("ci.endpoint", "http://{bucket}.ci.{region}.test");
    config.put("ci.endpoint.allow.http", "true");
    config.put("proxy.host", "127.0.0.1");
    config.put("proxy.port", Integer.toString(service.endpoint().getPort()));
    config.put("metrics.per.source", "false");
    config.putAll(more);
    return config;
  }

  /** One sentence for each job whose states were not told once each, and in order; pauses aside. */
  List<String> astray(TransitionLog log) {
    List<String> astray = new ArrayList<>();
    for (BucketStandIn bucket : buckets) {
      for (Job job : bucket.jobs()) {
        List<String> told = new ArrayList<>(log.states(job.id()));
        told.removeIf(JobState.PAUSE.name()::equals);
        List<String> wanted =
            bucket.truth().canonicalPath(job.id()).stream().map(JobState::name).toList();
        if (!told.equals(wanted)) {
          astray.add(bucket.name() + ": " + job.id() + " was " + wanted + ", told as " + told);
        }
      }
    }
    return astray;
  }

  @Override
  public void close() {
    service.close();
  }
}
