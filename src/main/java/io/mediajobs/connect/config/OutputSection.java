package io.mediajobs.connect.config;

import io.mediajobs.record.RecordSettings;
import io.mediajobs.record.TopicTemplate;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.jspecify.annotations.Nullable;

/** Settings of the records: which are made, and where they go. */
final class OutputSection {

  static final String PREFIX = "topic.prefix";
  static final String TRANSITIONS_TOPIC = "transitions.topic";
  static final String JOBS_TOPIC = "jobs.topic";
  static final String MALFORMED_TOPIC = "malformed.topic";
  static final String STATES = "transitions.states";
  static final String INFERRED = "transitions.inferred";
  static final String INCLUDE_JOB = "transitions.include.job";
  static final String CLOUD_EVENTS = "headers.cloudevents";
  static final String MALFORMED_JOBS = "malformed.jobs";
  static final String MAX_RECORD_BYTES = "max.record.bytes";
  static final String HEARTBEAT = "heartbeat.interval.ms";
  static final String TOMBSTONES = "jobs.tombstones";

  private static final String ALL = "all";
  private static final String QUARANTINE = "quarantine";
  private static final String FAIL = "fail";
  private static final String GROUP = "Records";
  private static final Pattern PREFIX_FORM = Pattern.compile("[a-zA-Z0-9._-]{1,150}");

  private OutputSection() {}

  static ConfigDef define(ConfigDef def) {
    def.define(
        PREFIX,
        Type.STRING,
        ConfigDef.NO_DEFAULT_VALUE,
        Validators.matching(PREFIX_FORM, "1 to 150 letters, digits, dots, hyphens or underscores"),
        Importance.HIGH,
        "What the names of the topics begin with.",
        GROUP,
        1,
        Width.MEDIUM,
        "Topic prefix");
    topic(
        def,
        TRANSITIONS_TOPIC,
        "{prefix}.transitions",
        "The topic of the state transitions, with any of {prefix} {bucket} {region} {tag} {queueId}"
            + " {state}. Empty turns this output off.",
        2,
        "Transitions topic");
    topic(
        def,
        JOBS_TOPIC,
        "{prefix}.jobs",
        "The topic of the jobs, latest wins, with the same placeholders. Empty turns this output"
            + " off.",
        3,
        "Jobs topic");
    topic(
        def,
        MALFORMED_TOPIC,
        "{prefix}.malformed",
        "The topic of the jobs that can't be read, each as the text that the service sent, with"
            + " the same placeholders; {state} is none. Empty turns this output off.",
        4,
        "Malformed topic");
    def.define(
        STATES,
        Type.LIST,
        ALL,
        Validators.distinct(false),
        Importance.LOW,
        "Only transitions into these states become records: Submitted, Running, Pause, Success,"
            + " Failed, Cancel, NonExist; or all.",
        GROUP,
        5,
        Width.LONG,
        "Transition states");
    flag(
        def,
        INFERRED,
        "Whether transitions become records that were never seen but are certain from the job's own"
            + " times. They count in the sequence all the same.",
        6,
        "Inferred transitions");
    flag(def, INCLUDE_JOB, "Whether a transition carries the job as it was seen.", 7, "Job inside");
    flag(def, CLOUD_EVENTS, "Whether records carry CloudEvents headers.", 8, "CloudEvents headers");
    def.define(
        MALFORMED_JOBS,
        Type.STRING,
        QUARANTINE,
        ValidString.in(QUARANTINE, FAIL),
        Importance.MEDIUM,
        "What becomes of a job that can't be read because its XML stays ill-formed or it has no"
            + " JobId or State: quarantine puts it onto malformed.topic and goes on, fail ends the"
            + " task.",
        GROUP,
        9,
        Width.SHORT,
        "Malformed jobs",
        Recommenders.values(QUARANTINE, FAIL));
    def.define(
        MAX_RECORD_BYTES,
        Type.INT,
        RecordSettings.MAX_RECORD_BYTES,
        Range.between(RecordSettings.LEAST_RECORD_BYTES, Validators.GIBIBYTE),
        Importance.LOW,
        "How many bytes the value of a record may have, as JSON without schemas or as Avro. Of a"
            + " larger job the largest parts are left out, and named in its field truncated. To"
            + " raise it, raise the topic's max.message.bytes and the connector's"
            + " producer.override.max.request.size too.",
        GROUP,
        10,
        Width.SHORT,
        "Record size");
    def.define(
        HEARTBEAT,
        Type.LONG,
        0L,
        Range.between(-1, Validators.DAY),
        Importance.LOW,
        "After so many milliseconds without a record of a source, one goes to"
            + " <topic.prefix>.heartbeat and keeps its offset moving. 0 sends it only where no other"
            + " record is sure to bring the offset into Kafka; -1 not even there, so that a restart"
            + " may repeat or miss changes.",
        GROUP,
        11,
        Width.SHORT,
        "Heartbeat interval");
    def.define(
        TOMBSTONES,
        Type.BOOLEAN,
        false,
        Importance.LOW,
        "Whether a tombstone, a record with the JobId and no value, follows the record of a job that"
            + " the service no longer knows (NonExist) on jobs.topic, so that compaction takes the"
            + " job out of it.",
        GROUP,
        12,
        Width.SHORT,
        "Tombstones of jobs");
    return def;
  }

  private static void topic(
      ConfigDef def, String key, String standard, String doc, int order, String name) {
    Validator valid =
        Validators.sentence(
            value -> TopicTemplate.problem(String.valueOf(value)),
            "a topic name, with placeholders or without, or empty");
    def.define(
        key, Type.STRING, standard, valid, Importance.MEDIUM, doc, GROUP, order, Width.LONG, name);
  }

  private static void flag(ConfigDef def, String key, String doc, int order, String name) {
    def.define(key, Type.BOOLEAN, true, Importance.LOW, doc, GROUP, order, Width.SHORT, name);
  }

  static RecordSettings settings(AbstractConfig config) {
    List<String> states = config.getList(STATES);
    Set<String> wanted = states.contains(ALL) ? Set.of() : new HashSet<>(states);
    return new RecordSettings(
        config.getString(PREFIX),
        config.getString(TRANSITIONS_TOPIC),
        config.getString(JOBS_TOPIC),
        config.getString(MALFORMED_TOPIC),
        wanted,
        config.getBoolean(INFERRED),
        config.getBoolean(INCLUDE_JOB),
        config.getBoolean(CLOUD_EVENTS),
        config.getInt(MAX_RECORD_BYTES),
        config.getBoolean(TOMBSTONES));
  }

  /** Whether a malformed job ends the task. */
  static boolean failsOnMalformed(AbstractConfig config) {
    return config.getString(MALFORMED_JOBS).equals(FAIL);
  }

  /** How long a source may be without a record; zero: as long as it can; negative: for ever. */
  static Duration heartbeat(AbstractConfig config) {
    return Duration.ofMillis(config.getLong(HEARTBEAT));
  }

  /** What is wrong between these settings, if anything, with the key at fault. */
  static @Nullable ConfigProblem crossCheck(AbstractConfig config) {
    if (config.getString(TRANSITIONS_TOPIC).isEmpty() && config.getString(JOBS_TOPIC).isEmpty()) {
      return new ConfigProblem(
          TRANSITIONS_TOPIC, "and jobs.topic can't both be empty: nothing would be left to do");
    }
    return null;
  }
}
