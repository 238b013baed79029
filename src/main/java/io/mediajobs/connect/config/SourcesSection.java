package io.mediajobs.connect.config;

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
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.jspecify.annotations.Nullable;

/** Settings of the sources: which jobs are read. */
final class SourcesSection {

  static final String TAGS = "ci.tags";
  static final String QUEUE_IDS = "ci.queue.ids";
  static final String QUEUE_INTERVAL = "ci.queue.discovery.interval.ms";
  static final String QUEUE_TYPES = "ci.queue.types";
  static final String JOB_PATH = "ci.job.path";
  static final String WORKFLOW_ID = "ci.workflow.id";
  static final String INVENTORY_TRIGGER_JOB_ID = "ci.inventory.trigger.job.id";
  static final String INPUT_OBJECT = "ci.input.object";

  /** Instead of queue ids: all that there are. */
  private static final String EVERY = "*";

  private static final String GROUP = "Jobs";
  private static final Pattern PATH_FORM = Pattern.compile("(/[A-Za-z0-9_-]+)+");

  private SourcesSection() {}

  static ConfigDef define(ConfigDef def) {
    int order = 0;
    def.define(
        TAGS,
        Type.LIST,
        ConfigDef.NO_DEFAULT_VALUE,
        Validators.distinct(false),
        Importance.HIGH,
        "The kinds of jobs to read, by their tags: Transcode, Animation, VoiceSeparate and so on."
            + " A tag that the connector does not know is passed on, with a warning.",
        GROUP,
        ++order,
        Width.LONG,
        "Tags",
        Recommenders.values(JobTags.all().toArray()));
    def.define(
        QUEUE_IDS,
        Type.LIST,
        "",
        Validators.distinct(true),
        Importance.MEDIUM,
        "Read only the jobs of these queues, each listed on its own; * finds the bucket's queues"
            + " and follows changes. Empty lists a tag over the whole bucket.",
        GROUP,
        ++order,
        Width.LONG,
        "Queue ids");
    def.define(
        QUEUE_INTERVAL,
        Type.LONG,
        60000,
        ConfigDef.Range.between(1000, 86_400_000),
        Importance.LOW,
        "With ci.queue.ids=*, how long a new queue may stay unnoticed, in milliseconds. A new queue"
            + " is read from start.creation.time; latest then is twice this time back, lest the"
            + " first jobs of a queue are missed.",
        GROUP,
        ++order,
        Width.SHORT,
        "Queue discovery interval");
    def.define(
        QUEUE_TYPES,
        Type.LIST,
        "",
        Validators.distinct(true),
        Importance.LOW,
        "Read only the jobs of these kinds of queues, such as SpeedTranscoding, each listed on its"
            + " own. Not together with ci.queue.ids, of which the service takes only the latter.",
        GROUP,
        ++order,
        Width.LONG,
        "Queue types");
    def.define(
        JOB_PATH,
        Type.STRING,
        null,
        Validators.sentence(
            path ->
                path == null || PATH_FORM.matcher(path.toString()).matches()
                    ? null
                    : "must be a path such as /jobs",
            "a path such as /jobs"),
        Importance.LOW,
        "The path that lists the jobs. By default by tag: /jobs for media jobs, /ai_jobs,"
            + " /asr_jobs, /pic_jobs or /doc_jobs for others. /jobs lists jobs of every kind.",
        GROUP,
        ++order,
        Width.SHORT,
        "Job path");
    text(def, WORKFLOW_ID, "Read only the jobs that this workflow started.", ++order, "Workflow");
    text(
        def,
        INVENTORY_TRIGGER_JOB_ID,
        "Read only the jobs that this batch started.",
        ++order,
        "Batch");
    text(
        def,
        INPUT_OBJECT,
        "Read only the jobs on the input object of exactly this name.",
        ++order,
        "Input object");
    return def;
  }

  private static void text(ConfigDef def, String key, String doc, int order, String name) {
    def.define(
        key,
        Type.STRING,
        null,
        Validators.textOrNull(),
        Importance.LOW,
        doc,
        GROUP,
        order,
        Width.MEDIUM,
        name);
  }

  /** Whether the queues are those that the service lists. */
  static boolean followsQueues(AbstractConfig config) {
    return config.getList(QUEUE_IDS).contains(EVERY);
  }

  /** The queues that the settings name. */
  static Set<String> queueIds(AbstractConfig config) {
    Set<String> ids = new TreeSet<>(config.getList(QUEUE_IDS));
    ids.remove(EVERY);
    return ids;
  }

  /** The kinds of queues that the settings name. */
  static Set<String> queueTypes(AbstractConfig config) {
    return new TreeSet<>(config.getList(QUEUE_TYPES));
  }

  /** How long a new queue may stay unnoticed. */
  static Duration queueInterval(AbstractConfig config) {
    return Duration.ofMillis(config.getLong(QUEUE_INTERVAL));
  }

  /** The paths that list the queues of the tags. */
  static Set<String> queuePaths(AbstractConfig config) {
    Set<String> paths = new TreeSet<>();
    config.getList(TAGS).forEach(tag -> paths.addAll(JobTags.queuePaths(tag)));
    return paths;
  }

  /**
   * Every source that the settings name, in a fixed order.
   *
   * @param queues the bucket's, where the settings follow them
   */
  static List<JobSource> sources(AbstractConfig config, JobQueues queues) {
    String bucket = config.getString(ServiceSection.BUCKET);
    String region = config.getString(ServiceSection.REGION);
    String path = config.getString(JOB_PATH);
    boolean follows = followsQueues(config);
    List<JobSource> sources = new ArrayList<>();
    for (String tag : config.getList(TAGS)) {
      String tagPath = path == null ? JobTags.path(tag) : path;
      for (String queueId : follows ? queues.of(tag) : config.getList(QUEUE_IDS)) {
        sources.add(new JobSource(bucket, region, tagPath, tag, queueId, null));
      }
      for (String queueType : config.getList(QUEUE_TYPES)) {
        sources.add(new JobSource(bucket, region, tagPath, tag, null, queueType));
      }
      if (config.getList(QUEUE_IDS).isEmpty() && config.getList(QUEUE_TYPES).isEmpty()) {
        sources.add(new JobSource(bucket, region, tagPath, tag, null, null));
      }
    }
    return sources;
  }

  /** A source to try the settings with; where they follow queues, one over the whole bucket. */
  static JobSource first(AbstractConfig config) {
    List<JobSource> named = sources(config, JobQueues.NONE);
    if (!named.isEmpty()) {
      return named.get(0);
    }
    String tag = config.getList(TAGS).get(0);
    String path = config.getString(JOB_PATH);
    return new JobSource(
        config.getString(ServiceSection.BUCKET),
        config.getString(ServiceSection.REGION),
        path == null ? JobTags.path(tag) : path,
        tag,
        null,
        null);
  }

  /** The further conditions of every listing. */
  static JobQuery.Filter filter(AbstractConfig config) {
    return new JobQuery.Filter(
        config.getString(WORKFLOW_ID),
        config.getString(INVENTORY_TRIGGER_JOB_ID),
        config.getString(INPUT_OBJECT));
  }

  /** What is wrong between these settings, if anything, with the key at fault. */
  static @Nullable ConfigProblem crossCheck(AbstractConfig config) {
    if (followsQueues(config) && config.getList(QUEUE_IDS).size() > 1) {
      return new ConfigProblem(
          QUEUE_IDS, "can't name queues beside *, which stands for all of them");
    }
    if (!config.getList(QUEUE_IDS).isEmpty() && !config.getList(QUEUE_TYPES).isEmpty()) {
      return new ConfigProblem(QUEUE_TYPES, "can't be set together with ci.queue.ids");
    }
    return null;
  }
}
