package io.mediajobs.record;

import io.mediajobs.job.JobElement;
import io.mediajobs.job.JobEvent;
import io.mediajobs.job.JobEvent.MalformedJob;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.JobState;
import io.mediajobs.job.JobTransition;
import io.mediajobs.job.Observation;
import io.mediajobs.job.UnreadableJob;
import io.mediajobs.schema.EventSchemas;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Makes records from findings. What comes out is a function of the settings and the argument: the
 * same finding gives the same records with the same event ids.
 *
 * <p>Not safe for use by several threads, as it remembers topics, sources and times.
 */
public final class RecordFactory {

  private static final String NO_QUEUE = "none";

  /** So many bytes a transition adds to its job at most, its source aside. */
  private static final int TRANSITION_BYTES = 16_384;

  private final RecordSettings settings;
  private final @Nullable TopicTemplate transitionsTopic;
  private final @Nullable TopicTemplate jobsTopic;
  private final @Nullable TopicTemplate malformedTopic;
  private final Map<JobSource, SourceParts> sources = new HashMap<>();
  private final CloudEvents events = new CloudEvents();

  /**
   * A factory.
   *
   * @throws IllegalArgumentException with one sentence where a topic is no {@link TopicTemplate}
   */
  public RecordFactory(RecordSettings settings) {
    this.settings = settings;
    this.transitionsTopic = template(settings.transitionsTopic());
    this.jobsTopic = template(settings.jobsTopic());
    this.malformedTopic = template(settings.malformedTopic());
  }

  /**
   * What is the same in every record of a source.
   *
   * @param struct the source as a field
   * @param uri the source as a header
   * @param key of records that are not of one job
   * @param bytes how many bytes the field has, by {@link RecordSize}
   */
  private record SourceParts(Struct struct, String uri, String key, long bytes) {

    static SourceParts of(JobSource source) {
      Struct struct = JobStructs.source(source);
      return new SourceParts(
          struct, CloudEvents.source(source), source.toString(), RecordSize.of(struct));
    }
  }

  /**
   * The records of a finding: of one look at one job its transitions, oldest first, then the job,
   * and a tombstone where it is gone and settings ask for one; of a malformed job the job as it
   * stood. Empty where the settings want none of them.
   */
  public List<OutputRecord> records(JobEvent finding) {
    return finding instanceof MalformedJob malformed
        ? malformed(malformed)
        : seen((Observation) finding);
  }

  /** The record that keeps the offsets of a source moving. */
  public OutputRecord heartbeat(JobSource source, Instant observedAt) {
    SourceParts parts = parts(source);
    String key = parts.key();
    String id = Long.toString(observedAt.toEpochMilli());
    Headers headers = headers(CloudEvents.HEARTBEAT, id, parts, key, observedAt);
    Struct value = JobStructs.heartbeat(observedAt, parts.struct());
    return new OutputRecord(settings.heartbeatTopic(), key, value, headers);
  }

  private List<OutputRecord> seen(Observation seen) {
    List<JobTransition> transitions = wanted(seen.transitions());
    boolean snapshot = seen.snapshot() && jobsTopic != null;
    if (transitions.isEmpty() && !snapshot) {
      return List.of();
    }
    SourceParts source = parts(seen.source());
    boolean jobInside = settings.includeJob() && seen.detail() != null && !transitions.isEmpty();
    if (!jobInside && !snapshot) {
      return records(seen, transitions, source, null, null);
    }
    JobElement element = JobStructs.element(seen);
    Struct job = snapshot ? new Struct(EventSchemas.MEDIA_JOB.required()) : null;
    Struct inside = jobInside ? new Struct(EventSchemas.MEDIA_JOB.optional()) : null;
    StructTwin target = StructTwin.of(job, inside);
    OtherLeaves other = JobStructs.begin(target, seen, source.struct(), surelyFits(source));
    if (jobInside) {
      JobStructs.complete(target, seen);
    }
    List<OutputRecord> records = records(seen, transitions, source, inside, job);
    // Only now: a Struct that is put into another looks through all that it has, see StructTwin.
    JobStructs.fill(target, seen, element, other);
    return other.isFull() ? shortened(seen, transitions, source, jobInside, snapshot) : records;
  }

  /** The records of a job that may be too large for them. */
  private List<OutputRecord> shortened(
      Observation seen,
      List<JobTransition> transitions,
      SourceParts source,
      boolean jobInside,
      boolean snapshot) {
    long room = room(seen, jobInside ? transitions : List.of(), source);
    Struct job = JobStructs.job(seen, source.struct(), room);
    Struct inside = jobInside ? JobStructs.optionalJob(job) : null;
    return records(seen, transitions, source, inside, snapshot ? job : null);
  }

  /** How many bytes a job of a source may have to fit into any record, whatever carries it. */
  private long surelyFits(SourceParts source) {
    return settings.maxRecordBytes() - TRANSITION_BYTES - 2 * source.bytes();
  }

  /** How many bytes the job may have so that each of these transitions can carry it. */
  private long room(Observation seen, List<JobTransition> transitions, SourceParts source) {
    long room = settings.maxRecordBytes();
    for (JobTransition each : transitions) {
      Struct alone = JobStructs.transition(each, seen.observedAt(), source.struct(), null);
      room = Math.min(room, settings.maxRecordBytes() - RecordSize.of(alone));
    }
    return room;
  }

  private List<OutputRecord> records(
      Observation seen,
      List<JobTransition> transitions,
      SourceParts source,
      @Nullable Struct inside,
      @Nullable Struct job) {
    List<OutputRecord> records = new ArrayList<>(transitions.size() + 1);
    if (transitionsTopic != null) {
      for (JobTransition transition : transitions) {
        records.add(transition(transition, transitionsTopic, seen, source, inside));
      }
    }
    if (jobsTopic != null && job != null) {
      OutputRecord snapshot = snapshot(seen, jobsTopic, source, job);
      records.add(snapshot);
      if (settings.jobTombstones() && seen.state().equals(JobState.NON_EXIST)) {
        records.add(snapshot.tombstone());
      }
    }
    return records;
  }

  private OutputRecord transition(
      JobTransition transition,
      TopicTemplate topic,
      Observation seen,
      SourceParts source,
      @Nullable Struct job) {
    Instant at = transition.occurredAt() == null ? seen.observedAt() : transition.occurredAt();
    String key = transition.jobId().value();
    Headers headers = headers(CloudEvents.TRANSITION, transition.eventId(), source, key, at);
    Struct value = JobStructs.transition(transition, seen.observedAt(), source.struct(), job);
    return new OutputRecord(topic(topic, seen, transition.state()), key, value, headers);
  }

  private OutputRecord snapshot(
      Observation seen, TopicTemplate topic, SourceParts source, Struct job) {
    String key = seen.jobId().value();
    long fingerprint = seen.detail() == null ? 0 : seen.detail().fingerprint();
    // Equal ids are equal content, also where a job has shown another one in between.
    String id = key + "/" + seen.sequence() + "/" + HexFormat.of().toHexDigits(fingerprint);
    Headers headers = headers(CloudEvents.SNAPSHOT, id, source, key, seen.observedAt());
    return new OutputRecord(topic(topic, seen, seen.state()), key, job, headers);
  }

  private List<OutputRecord> malformed(MalformedJob malformed) {
    if (malformedTopic == null) {
      return List.of();
    }
    JobSource source = malformed.source();
    SourceParts parts = parts(source);
    UnreadableJob job = malformed.job();
    String queueId = source.queueId() == null ? NO_QUEUE : source.queueId();
    String key = job.id() == null ? parts.key() : job.id().value();
    // The id is by content, so that reading the same answer again makes the same event.
    Headers headers =
        headers(CloudEvents.MALFORMED, job.digest(), parts, key, malformed.observedAt());
    Struct value = JobStructs.malformed(malformed, parts.struct(), settings.maxRecordBytes());
    String topic = malformedTopic.topic(source, queueId, NO_QUEUE);
    return List.of(new OutputRecord(topic, key, value, headers));
  }

  private Headers headers(String type, String id, SourceParts source, String key, Instant time) {
    return settings.cloudEvents()
        ? events.headers(id, type, source.uri(), key, time)
        : new ConnectHeaders();
  }

  private List<JobTransition> wanted(List<JobTransition> transitions) {
    if (transitionsTopic == null) {
      return List.of();
    }
    Set<String> states = settings.transitionStates();
    if (settings.inferred() && states.isEmpty()) {
      return transitions;
    }
    return transitions.stream()
        .filter(transition -> settings.inferred() || !transition.inferred())
        .filter(transition -> states.isEmpty() || states.contains(transition.state().name()))
        .toList();
  }

  private static String topic(TopicTemplate template, Observation seen, JobState state) {
    String queueId = template.usesQueueId() ? queueId(seen) : NO_QUEUE;
    return template.topic(seen.source(), queueId, state.name());
  }

  /** The queue of the source or else of the job; a job that is gone names none. */
  private static String queueId(Observation seen) {
    if (seen.source().queueId() != null) {
      return seen.source().queueId();
    }
    String queueId = seen.detail() == null ? "" : seen.detail().element().childText("QueueId");
    return queueId.isEmpty() ? NO_QUEUE : queueId;
  }

  private @Nullable TopicTemplate template(String template) {
    return template.isEmpty() ? null : TopicTemplate.of(template, settings.topicPrefix());
  }

  private SourceParts parts(JobSource source) {
    return sources.computeIfAbsent(source, SourceParts::of);
  }
}
