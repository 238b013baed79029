package io.mediajobs.connect.config;

import io.mediajobs.job.Account;
import io.mediajobs.job.Account.Bucket;
import io.mediajobs.job.JobQuery;
import io.mediajobs.job.JobQueues;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.JobTags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.jspecify.annotations.Nullable;

/** Settings of the sources: which jobs are read. */
public final class SourcesSection {

  static final String TAGS = "ci.tags";
  static final String QUEUE_IDS = "ci.queue.ids";
  static final String QUEUE_INTERVAL = "ci.queue.discovery.interval.ms";
  static final String QUEUE_TYPES = "ci.queue.types";
  static final String JOB_PATH = "ci.job.path";
  static final String WORKFLOW_ID = "ci.workflow.id";
  static final String INVENTORY_TRIGGER_JOB_ID = "ci.inventory.trigger.job.id";
  static final String INPUT_OBJECT = "ci.input.object";

  /** Instead of tags, or of queue ids: all that there are. */
  private static final String EVERY = "*";

  private static final Pattern PATH_FORM = Pattern.compile("(/[A-Za-z0-9_-]+)+");

  private final AbstractConfig config;

  SourcesSection(AbstractConfig config) {
    this.config = config;
  }

  static void define(ConfigDef def) {
    Setting.define(
        def,
        "Jobs",
        Setting.list(TAGS, "Tags")
            .required()
            .validatedBy(Validators.distinct(false))
            .importance(Importance.HIGH)
            .offering(JobTags.all().toArray())
            .doc(
                "The kinds of jobs to read, by their tags: Transcode, Animation, VoiceSeparate and"
                    + " so on; * stands for every tag that the connector knows. One that it does"
                    + " not know is passed on, with a warning."),
        Setting.list(QUEUE_IDS, "Queue ids")
            .defaultsTo("")
            .validatedBy(Validators.distinct(true))
            .importance(Importance.MEDIUM)
            .doc(
                "Read only the jobs of these queues, each listed on its own; * finds the bucket's"
                    + " queues and follows changes. Empty lists a tag over the whole bucket."),
        Setting.millis(QUEUE_INTERVAL, "Queue discovery interval")
            .defaultsTo(60_000)
            .between(1000, Validators.DAY)
            .doc(
                "With ci.queue.ids=* or ci.bucket=*, how long a new queue or bucket may stay"
                    + " unnoticed, in milliseconds. It is read from start.creation.time; latest"
                    + " then is twice this time and two looks at the account back, or more where"
                    + " finding it took longer, lest its first jobs are missed."),
        Setting.list(QUEUE_TYPES, "Queue types")
            .defaultsTo("")
            .validatedBy(Validators.distinct(true))
            .doc(
                "Read only the jobs of these kinds of queues, such as SpeedTranscoding, each listed"
                    + " on its own. Not together with ci.queue.ids, of which the service takes only"
                    + " the latter."),
        Setting.text(JOB_PATH, "Job path")
            .matching(PATH_FORM, "a path such as /jobs")
            .width(Width.SHORT)
            .doc(
                "The path that lists the jobs. By default by tag: /jobs for media jobs, /ai_jobs,"
                    + " /asr_jobs, /pic_jobs or /doc_jobs for others. /jobs lists jobs of every"
                    + " kind."),
        Setting.text(WORKFLOW_ID, "Workflow")
            .validatedBy(Validators.textOrNull())
            .doc("Read only the jobs that this workflow started."),
        Setting.text(INVENTORY_TRIGGER_JOB_ID, "Batch")
            .validatedBy(Validators.textOrNull())
            .doc("Read only the jobs that this batch started."),
        Setting.text(INPUT_OBJECT, "Input object")
            .validatedBy(Validators.textOrNull())
            .doc("Read only the jobs on the input object of exactly this name."));
  }

  /** The buckets that the settings name, whose jobs are read; none where they want all. */
  public List<Bucket> buckets() {
    return ServiceSection.buckets(config);
  }

  /** Whether the buckets are those that the service lists. */
  public boolean followsBuckets() {
    return ServiceSection.followsBuckets(config);
  }

  /** Whether a bucket that the service lists is read. */
  public boolean reads(Bucket bucket) {
    return ServiceSection.isWanted(bucket.name(), config);
  }

  /** The regions that buckets are looked for in. */
  public List<String> regions() {
    return config.getList(ServiceSection.REGION);
  }

  /** The paths that list the buckets of the tags. */
  public Set<String> bucketPaths() {
    Set<String> paths = new TreeSet<>();
    tags().forEach(tag -> paths.addAll(JobTags.bucketPaths(tag)));
    return paths;
  }

  /** The kinds of jobs to read, known or not. */
  public List<String> tags() {
    List<String> tags = config.getList(TAGS);
    return tags.contains(EVERY) ? List.copyOf(JobTags.all()) : tags;
  }

  /** Whether the queues are those that the service lists. */
  public boolean followsQueues() {
    return config.getList(QUEUE_IDS).contains(EVERY);
  }

  /** The queues that the settings name. */
  public Set<String> queueIds() {
    Set<String> ids = new TreeSet<>(config.getList(QUEUE_IDS));
    ids.remove(EVERY);
    return ids;
  }

  /** The kinds of queues that the settings name. */
  public Set<String> queueTypes() {
    return new TreeSet<>(config.getList(QUEUE_TYPES));
  }

  /** How long a new queue or bucket may stay unnoticed. */
  public Duration queueInterval() {
    return Duration.ofMillis(config.getLong(QUEUE_INTERVAL));
  }

  /** The paths that list the queues of the tags. */
  public Set<String> queuePaths() {
    Set<String> paths = new TreeSet<>();
    tags().forEach(tag -> paths.addAll(JobTags.queuePaths(tag)));
    return paths;
  }

  /** Every source that the settings name, or that these queues of each bucket make, in order. */
  public List<JobSource> all(JobQueues queues) {
    List<JobSource> sources = new ArrayList<>();
    buckets().forEach(bucket -> sources.addAll(of(bucket, tags(), queues)));
    return sources;
  }

  /** Every source that an account has by these settings, in order. */
  public List<JobSource> all(Account account) {
    List<JobSource> sources = new ArrayList<>();
    account
        .buckets()
        .forEach(
            (bucket, queues) -> {
              List<String> tags = tags().stream().filter(tag -> account.has(bucket, tag)).toList();
              sources.addAll(of(bucket, tags, queues));
            });
    return sources;
  }

  private List<JobSource> of(Bucket bucket, List<String> tags, JobQueues queues) {
    List<String> queueIds = config.getList(QUEUE_IDS);
    List<String> queueTypes = config.getList(QUEUE_TYPES);
    List<JobSource> sources = new ArrayList<>();
    for (String tag : tags) {
      for (String queueId : followsQueues() ? queues.of(tag) : queueIds) {
        sources.add(source(bucket, tag, queueId, null));
      }
      for (String queueType : queueTypes) {
        sources.add(source(bucket, tag, null, queueType));
      }
      if (queueIds.isEmpty() && queueTypes.isEmpty()) {
        sources.add(source(bucket, tag, null, null));
      }
    }
    return sources;
  }

  /**
   * The question that a check of the settings asks: for one job of the first source, or of the
   * whole first bucket where the settings follow queues; of all buckets, the name is *.
   */
  JobQuery checkQuestion() {
    return checkQuestion(followsBuckets() ? new Bucket(EVERY, regions().get(0)) : buckets().get(0));
  }

  /** The same question of another bucket. */
  JobQuery checkQuestion(Bucket bucket) {
    List<JobSource> named = of(bucket, tags(), JobQueues.NONE);
    JobSource first = named.isEmpty() ? source(bucket, tags().get(0), null, null) : named.get(0);
    // As a salvage, since an ill-formed job says nothing of the settings.
    return new JobQuery.Salvage(
        new JobQuery.Listing(first, filter(), JobQuery.Order.ASC, 1, null, List.of(), null, null));
  }

  /** The further conditions of every listing. */
  JobQuery.Filter filter() {
    return new JobQuery.Filter(
        config.getString(WORKFLOW_ID),
        config.getString(INVENTORY_TRIGGER_JOB_ID),
        config.getString(INPUT_OBJECT));
  }

  /** What is wrong between these settings; null for nothing. */
  @Nullable ConfigProblem crossCheck() {
    if (config.getList(TAGS).contains(EVERY) && config.getList(TAGS).size() > 1) {
      return ConfigProblem.of(TAGS, "can't name tags beside *, which stands for all of them");
    }
    if (followsQueues() && config.getList(QUEUE_IDS).size() > 1) {
      return ConfigProblem.of(
          QUEUE_IDS, "can't name queues beside *, which stands for all of them");
    }
    if (!config.getList(QUEUE_IDS).isEmpty() && !config.getList(QUEUE_TYPES).isEmpty()) {
      return ConfigProblem.of(QUEUE_TYPES, "can't be set together with ci.queue.ids");
    }
    return null;
  }

  private JobSource source(
      Bucket bucket, String tag, @Nullable String queueId, @Nullable String queueType) {
    String path = config.getString(JOB_PATH);
    return new JobSource(
        bucket.name(),
        bucket.region(),
        path == null ? JobTags.path(tag) : path,
        tag,
        queueId,
        queueType);
  }
}
