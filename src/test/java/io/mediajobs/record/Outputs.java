package io.mediajobs.record;

import java.util.Set;

/** Builds settings of records: the default ones, but for what a test sets. */
public final class Outputs {

  private final String prefix;
  private String transitions = "{prefix}.transitions";
  private String jobs = "{prefix}.jobs";
  private String malformed = "{prefix}.malformed";
  private Set<String> states = Set.of();
  private boolean inferred = true;
  private boolean includeJob = true;
  private boolean cloudEvents = true;
  private int maxRecordBytes = RecordSettings.MAX_RECORD_BYTES;
  private boolean tombstones;

  private Outputs(String prefix) {
    this.prefix = prefix;
  }

  /** What the configuration is by default, with topics of this prefix. */
  public static RecordSettings defaults(String prefix) {
    return of(prefix).settings();
  }

  /** The default settings, to be changed. */
  public static Outputs of(String prefix) {
    return new Outputs(prefix);
  }

  /** Sets the topics of transitions and of jobs; an empty one makes none. */
  public Outputs topics(String ofTransitions, String ofJobs) {
    transitions = ofTransitions;
    jobs = ofJobs;
    return this;
  }

  /** Makes no records of malformed jobs. */
  public Outputs withoutMalformed() {
    malformed = "";
    return this;
  }

  /** Makes transitions into these states alone. */
  public Outputs states(String... names) {
    states = Set.of(names);
    return this;
  }

  /** Makes no transitions that were never seen. */
  public Outputs withoutInferred() {
    inferred = false;
    return this;
  }

  /** Leaves the job out of its transitions. */
  public Outputs withoutJob() {
    includeJob = false;
    return this;
  }

  /** Leaves the CloudEvents headers out. */
  public Outputs withoutHeaders() {
    cloudEvents = false;
    return this;
  }

  /** Bounds the value of a record. */
  public Outputs maxRecordBytes(int bytes) {
    maxRecordBytes = bytes;
    return this;
  }

  /** Makes a tombstone of a job that is gone. */
  public Outputs tombstones() {
    tombstones = true;
    return this;
  }

  /** The settings. */
  public RecordSettings settings() {
    return new RecordSettings(
        prefix,
        transitions,
        jobs,
        malformed,
        states,
        inferred,
        includeJob,
        cloudEvents,
        maxRecordBytes,
        tombstones);
  }
}
