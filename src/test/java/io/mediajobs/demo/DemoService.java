package io.mediajobs.demo;

import io.mediajobs.job.JobTags;
import io.mediajobs.kafka.Secrets;
import io.mediajobs.standin.Backlog;
import io.mediajobs.standin.BucketStandIn;
import io.mediajobs.standin.Job;
import io.mediajobs.standin.LiveJobs;
import io.mediajobs.standin.StandIn;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The job service of the demo: the stand-in with a backlog and live jobs, with an account of many
 * buckets, or the real one.
 */
final class DemoService implements AutoCloseable {

  private static final List<String> TAGS = List.of("Transcode", "VoiceSeparate", "Animation");
  private static final int BACKLOG = 250;

  private final @Nullable StandIn standIn;
  private final Map<String, String> settings;
  private final String name;
  private final int tasks;

  private DemoService(
      @Nullable StandIn standIn, Map<String, String> settings, String name, int tasks) {
    this.standIn = standIn;
    this.settings = settings;
    this.name = name;
    this.tasks = tasks;
  }

  /**
   * The real service if {@code demo.bucket} names a bucket, else the stand-in: with {@code
   * demo.buckets} so many buckets with all tags, of which every third has jobs.
   */
  static DemoService fromProperties() {
    String bucket = System.getProperty("demo.bucket", "");
    int buckets = Integer.getInteger("demo.buckets", 0);
    return !bucket.isBlank() ? real(bucket) : buckets > 0 ? account(buckets) : standIn();
  }

  private static DemoService real(String bucket) {
    String region = System.getProperty("demo.region", "");
    String tags = System.getProperty("demo.tags", "");
    Map<String, String> settings = new HashMap<>();
    settings.put("ci.bucket", bucket);
    settings.put("ci.region", region);
    settings.put("ci.tags", tags);
    settings.put("ci.credentials.provider", "environment");
    boolean several = tags.equals("*") || tags.contains(",");
    return new DemoService(null, settings, "bucket " + bucket + " in " + region, several ? 2 : 1);
  }

  private static DemoService standIn() {
    StandIn service = StandIn.start(InstantSource.system());
    Instant now = Instant.now();
    service.add(
        Backlog.seeded(1, TAGS.toArray(String[]::new))
            .living(Duration.ofMinutes(2))
            .jobs(BACKLOG, now.minusSeconds(600), Duration.ofSeconds(600)));
    service.add(
        new LiveJobs(
            Backlog.seeded(2, TAGS.toArray(String[]::new))
                .living(Duration.ofSeconds(20))
                .late(Duration.ofSeconds(3)),
            now,
            Duration.ofMillis(200)));
    Map<String, String> settings = settings(service);
    settings.put("ci.bucket", service.bucket());
    settings.put("ci.endpoint", service.endpoint().toString());
    settings.put("ci.tags", String.join(",", TAGS));
    settings.put("requests.per.second", "30");
    return new DemoService(service, settings, "stand-in service " + service.endpoint(), 2);
  }

  private static DemoService account(int count) {
    StandIn service = StandIn.start(InstantSource.system());
    Instant now = Instant.now();
    int busy = (count + 2) / 3;
    for (int i = 0; i < count; i++) {
      BucketStandIn bucket = service.addBucket("bucket" + i + "-1250000000", service.region());
      if (i % 3 == 0) {
        Backlog jobs = Backlog.seeded(i, TAGS.get(i / 3 % TAGS.size()));
        Duration every = Duration.ofMillis(500).multipliedBy(busy);
        service.add(
            bucket,
            new LiveJobs(jobs.living(Duration.ofSeconds(20)), now.plusMillis(500L * i / 3), every));
      }
    }
    Map<String, String> settings = settings(service);
    settings.put("ci.bucket", "*");
    settings.put("ci.endpoint", "http://{bucket}.ci.{region}.test");
    settings.put("ci.endpoint.allow.http", "true");
    // The stand-in is the proxy that knows the hosts of the buckets.
    settings.put("proxy.host", "127.0.0.1");
    settings.put("proxy.port", Integer.toString(service.endpoint().getPort()));
    settings.put("ci.tags", "*");
    settings.put("metrics.per.source", "false");
    settings.put("requests.per.second", Integer.toString(Math.max(30, 2 * count)));
    return new DemoService(
        service,
        settings,
        count
            + (count == 1 ? " bucket" : " buckets")
            + " of the stand-in "
            + service.endpoint()
            + " with "
            + JobTags.all().size()
            + " tags each",
        2);
  }

  private static Map<String, String> settings(StandIn service) {
    Map<String, String> settings = new HashMap<>();
    settings.put("ci.region", service.region());
    settings.put("ci.secret.id", service.credential().secretId());
    // As one would: the worker's REST interface shows a configuration as it was given.
    settings.put("ci.secret.key", "${file:" + Secrets.file(service.credential()) + ":secret.key}");
    settings.put("poll.interval.ms", "1000");
    settings.put("refresh.interval.ms", "1000");
    settings.put("refresh.interval.max.ms", "5000");
    settings.put("discovery.overlap.ms", "5000");
    return settings;
  }

  /** The connector's configuration. */
  Map<String, String> connector(String topicPrefix) {
    Map<String, String> config = new HashMap<>(settings);
    config.put("connector.class", "io.mediajobs.connect.MediaJobsSourceConnector");
    config.put("tasks.max", "2");
    config.put("exactly.once.support", "required");
    config.put("topic.prefix", topicPrefix);
    config.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
    config.put("value.converter", "io.mediajobs.converter.SingleObjectAvroConverter");
    config.put("topic.creation.default.replication.factor", "1");
    config.put("topic.creation.default.partitions", "3");
    return config;
  }

  /** Whether there is a stand-in for an account of buckets. */
  boolean hasSeveralBuckets() {
    return "*".equals(settings.get("ci.bucket"));
  }

  /** How many tasks the connector has. */
  int tasks() {
    return tasks;
  }

  /** How often the service was asked; negative where nobody counts. */
  int requests() {
    return standIn == null ? -1 : standIn.requests().requests().size();
  }

  /** The ids of the jobs that the service shows by now; empty where nobody knows. */
  List<String> visibleJobs() {
    Instant now = Instant.now();
    return standIn == null
        ? List.of()
        : standIn.jobs().stream()
            .filter(job -> !job.visibleAt().isAfter(now))
            .map(Job::id)
            .toList();
  }

  @Override
  public void close() {
    if (standIn != null) {
      standIn.close();
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
