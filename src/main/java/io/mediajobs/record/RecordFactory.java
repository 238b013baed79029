package io.mediajobs.record;

import io.mediajobs.job.JobDetail;
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

  private final RecordSettings settings;
  private final @Nullable TopicTemplate transitionsTopic;
  private final @Nullable TopicTemplate jobsTopic;
  private final @Nullable TopicTemplate malformedTopic;
  private final Map<JobSource, SourceParts> sources = new HashMap<>();
  private final EventTimes times = new EventTimes();

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
   * The records of a finding: of one look at one job its transitions, oldest first, then the job,
   * and a tombstone where it is gone and settings ask for one; of a malformed job the job as it
   * stood. Empty where the settings want none of them.
   */
  public List<OutputRecord> records(JobEvent finding) {
    return finding instanceof MalformedJob malformed
        ? malformed(malformed)
        : seen((Observation) finding);
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
    JobDetail detail = seen.detail();
    if (detail != null && RecordSize.atMost(detail.extent()) > source.room(settings)) {
      long room = room(seen, jobInside ? transitions : List.of());
      Struct job = JobStructs.job(seen, source.struct(), room);
      Struct inside = jobInside ? JobStructs.optionalJob(job) : null;
      return records(seen, transitions, source, inside, snapshot ? job : null);
    }
    Struct job = snapshot ? new Struct(EventSchemas.MEDIA_JOB.required()) : null;
    Struct inside = jobInside ? new Struct(EventSchemas.MEDIA_JOB.optional()) : null;
    StructTwin target = StructTwin.of(job, inside);
    OtherLeaves other = JobStructs.begin(target, seen, source.struct());
    if (jobInside) {
      JobStructs.complete(target, seen);
    }
    List<OutputRecord> records = records(seen, transitions, source, inside, job);
    // Only now, as a Target says: the transitions have looked at what there was.
    JobStructs.fill(target, seen, detail == null ? null : detail.element(), other);
    return records;
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
        String topic = topic(transitionsTopic, seen, transition.state().name());
        records.add(transition(transition, seen, topic, source, inside));
      }
    }
    if (jobsTopic != null && job != null) {
      OutputRecord snapshot =
          snapshot(seen, topic(jobsTopic, seen, seen.state().name()), source, job);
      records.add(snapshot);
      if (settings.jobTombstones() && seen.state().equals(JobState.NON_EXIST)) {
        records.add(snapshot.tombstone());
      }
    }
    return records;
  }

  /** How many bytes the job may have so that each of these transitions can carry it. */
  private long room(Observation seen, List<JobTransition> transitions) {
    Struct source = parts(seen.source()).struct();
    long room = settings.maxRecordBytes();
    for (JobTransition each : transitions) {
      Struct alone = JobStructs.transition(each, seen.observedAt(), source, null);
      room = Math.min(room, settings.maxRecordBytes() - RecordSize.of(alone));
    }
    return room;
  }

  private List<OutputRecord> malformed(MalformedJob malformed) {
    if (malformedTopic == null) {
      return List.of();
    }
    JobSource source = malformed.source();
    SourceParts parts = parts(source);
    UnreadableJob job = malformed.job();
    String key = job.id() == null ? parts.key() : job.id().value();
    String queueId = source.queueId() == null ? NO_QUEUE : source.queueId();
    return List.of(
        new OutputRecord(
            malformedTopic.topic(source, queueId, NO_QUEUE),
            key,
            JobStructs.malformed(malformed, parts.struct(), settings.maxRecordBytes()),
            // By content, so that reading the same answer again makes the same event.
            headers(job.digest(), CloudEvents.MALFORMED, parts, key, malformed.observedAt())));
  }

  /** The record that keeps the offsets of a source moving. */
  public OutputRecord heartbeat(JobSource source, Instant observedAt) {
    SourceParts parts = parts(source);
    return new OutputRecord(
        settings.heartbeatTopic(),
        parts.key(),
        JobStructs.heartbeat(observedAt, parts.struct()),
        headers(
            Long.toString(observedAt.toEpochMilli()),
            CloudEvents.HEARTBEAT,
            parts,
            parts.key(),
            observedAt));
  }

  private OutputRecord transition(
      JobTransition transition,
      Observation seen,
      String topic,
      SourceParts source,
      @Nullable Struct job) {
    String jobId = transition.jobId().value();
    Instant occurredAt = transition.occurredAt();
    return new OutputRecord(
        topic,
        jobId,
        JobStructs.transition(transition, seen.observedAt(), source.struct(), job),
        headers(
            transition.eventId(),
            CloudEvents.TRANSITION,
            source,
            jobId,
            occurredAt == null ? seen.observedAt() : occurredAt));
  }

  private OutputRecord snapshot(Observation seen, String topic, SourceParts source, Struct job) {
    String jobId = seen.jobId().value();
    long fingerprint = seen.detail() == null ? 0 : seen.detail().fingerprint();
    // Equal ids are equal content, also where a job has shown another one in between.
    String id = jobId + "/" + seen.sequence() + "/" + HexFormat.of().toHexDigits(fingerprint);
    return new OutputRecord(
        topic, jobId, job, headers(id, CloudEvents.SNAPSHOT, source, jobId, seen.observedAt()));
  }

  private Headers headers(
      String id, String type, SourceParts source, String subject, Instant time) {
    return settings.cloudEvents()
        ? CloudEvents.headers(id, type, source.eventSource(), subject, times.text(time))
        : new ConnectHeaders();
  }

  private List<JobTransition> wanted(List<JobTransition> transitions) {
    if (transitionsTopic == null) {
      return List.of();
    }
    if (settings.inferred() && settings.transitionStates().isEmpty()) {
      return transitions;
    }
    return transitions.stream()
        .filter(transition -> settings.inferred() || !transition.inferred())
        .filter(
            transition ->
                settings.transitionStates().isEmpty()
                    || settings.transitionStates().contains(transition.state().name()))
        .toList();
  }

  private static String topic(TopicTemplate template, Observation seen, String state) {
    return template.topic(seen.source(), template.usesQueueId() ? queueId(seen) : NO_QUEUE, state);
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
