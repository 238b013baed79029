package io.mediajobs.record;

import io.mediajobs.job.JobElement;
import io.mediajobs.job.JobEvent.MalformedJob;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.JobState;
import io.mediajobs.job.JobTransition;
import io.mediajobs.job.Observation;
import io.mediajobs.job.UnreadableJob;
import io.mediajobs.schema.EventSchemas;
import io.mediajobs.schema.RecordType;
import java.time.Instant;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** Makes the values of records from what was observed. */
final class JobStructs {

  private static final StructReader JOB_READER = StructReader.of(EventSchemas.MEDIA_JOB.required());

  /**
   * So many times the room a job may weigh before it is even tried: names that nest deep can make a
   * record hundreds of times as long as the answer. Typed fields weigh a few times their size.
   */
  private static final long SURELY_TOO_LARGE = 32;

  private static final Field JOB_ID = jobField("jobId");
  private static final Field STATE = jobField("state");
  private static final Field TAG = jobField("tag");
  private static final Field CREATION_TIME = jobField("creationTime");
  private static final Field OBSERVED_AT = jobField("observedAt");
  private static final Field SOURCE = jobField("source");
  private static final Field OTHER = jobField("other");
  private static final Field TRUNCATED = jobField("truncated");

  /** The fields of a {@code JobStateTransition}, in their order. */
  private static final class Transition {
    static final Field EVENT_ID = transitionField("eventId");
    static final Field JOB_ID = transitionField("jobId");
    static final Field SEQUENCE = transitionField("sequence");
    static final Field PREVIOUS_STATE = transitionField("previousState");
    static final Field STATE = transitionField("state");
    static final Field OCCURRED_AT = transitionField("occurredAt");
    static final Field OBSERVED_AT = transitionField("observedAt");
    static final Field INFERRED = transitionField("inferred");
    static final Field SOURCE = transitionField("source");
    static final Field JOB = transitionField("job");
  }

  private JobStructs() {}

  /** A {@code JobSource}. */
  static Struct source(JobSource source) {
    return new Struct(EventSchemas.JOB_SOURCE.required())
        .put("bucket", source.bucket())
        .put("region", source.region())
        .put("path", source.path())
        .put("tag", source.tag())
        .put("queueId", source.queueId())
        .put("queueType", source.queueType());
  }

  /**
   * A {@code MediaJob}. Of a job that the service no longer knows it holds what is left: id, state,
   * creation time and the tag of its source.
   */
  static Struct job(Observation seen, Struct source) {
    return job(seen, source, element(seen), List.of());
  }

  /**
   * A {@code MediaJob} of no more than so many bytes, whichever converter writes it: the largest
   * parts of the job are left out and named. What says which job it is, and its state, is there in
   * any case.
   */
  static Struct job(Observation seen, Struct source, long maxBytes) {
    JobElement element = element(seen);
    if (element == null) {
      return job(seen, source);
    }
    Truncation truncation = new Truncation(element);
    int least = truncation.stepsTo(SURELY_TOO_LARGE * maxBytes);
    IntFunction<Struct> after =
        steps -> job(seen, source, truncation.rest(steps), truncation.paths(steps));
    Struct job = after.apply(least);
    if (RecordSize.of(job) <= maxBytes) {
      return job;
    }
    int enough = truncation.steps();
    // Each try makes the whole record, so they are few.
    while (least < enough) {
      int steps = (least + enough) / 2;
      if (RecordSize.of(after.apply(steps)) <= maxBytes) {
        enough = steps;
      } else {
        least = steps + 1;
      }
    }
    return after.apply(enough);
  }

  private static Struct job(
      Observation seen, Struct source, @Nullable JobElement element, List<String> truncated) {
    StructTwin job = new StructTwin(new Struct(EventSchemas.MEDIA_JOB.required()));
    OtherLeaves other = begin(job, seen, source, Long.MAX_VALUE);
    if (!truncated.isEmpty()) {
      job.put(TRUNCATED, Stream.concat(truncated.stream(), leftOut(seen).stream()).toList());
    }
    fill(job, seen, element, other);
    return job.struct();
  }

  /** The whole job as it was seen, read now where it has not been; null for a job that is gone. */
  static @Nullable JobElement element(Observation seen) {
    return seen.detail() == null ? null : seen.detail().element();
  }

  /**
   * Puts into a new {@code MediaJob} all that must be there, but for what its element has as well.
   *
   * @param room how many bytes may be read into it, its source aside
   * @return what {@link #fill} is to go on with
   */
  static OtherLeaves begin(StructTwin job, Observation seen, Struct source, long room) {
    OtherLeaves other = new OtherLeaves(room - RecordSize.PREAMBLE);
    job.put(OBSERVED_AT, timestamp(seen.observedAt()));
    job.put(SOURCE, source);
    job.put(OTHER, other.toMap());
    job.put(TRUNCATED, leftOut(seen));
    return other;
  }

  /** Puts in what else must be there; then the job may stand in other Structs. */
  static void complete(StructTwin job, Observation seen) {
    job.put(JOB_ID, seen.jobId().value());
    job.put(STATE, seen.state().name());
  }

  /** Puts in the rest, as the element has it; null for a job that is gone. */
  static void fill(
      StructTwin job, Observation seen, @Nullable JobElement element, OtherLeaves other) {
    if (element != null) {
      JOB_READER.read(element, ElementPath.ROOT, job, other);
    } else {
      job.put(TAG, seen.source().tag());
      job.put(CREATION_TIME, timestamp(seen.creationTime()));
    }
    decide(job, JOB_ID, "JobId", seen.jobId().value(), other);
    decide(job, STATE, "State", seen.state().name(), other);
  }

  /** What its answer left out of a job already. */
  private static List<String> leftOut(Observation seen) {
    return seen.detail() == null ? List.of() : seen.detail().content().leftOut();
  }

  /** The same job as the value of an optional field, which Connect takes for another schema. */
  static Struct optionalJob(Struct job) {
    Schema schema = EventSchemas.MEDIA_JOB.optional();
    Struct copy = new Struct(schema);
    for (Field field : schema.fields()) {
      copy.put(field, job.get(field));
    }
    return copy;
  }

  /**
   * A {@code JobStateTransition}.
   *
   * @param job the job by {@link #optionalJob}; null leaves it out
   */
  static Struct transition(
      JobTransition transition, Instant observedAt, Struct source, @Nullable Struct job) {
    JobState previous = transition.previousState();
    return new Struct(EventSchemas.JOB_STATE_TRANSITION.required())
        .put(Transition.EVENT_ID, transition.eventId())
        .put(Transition.JOB_ID, transition.jobId().value())
        .put(Transition.SEQUENCE, transition.sequence())
        .put(Transition.PREVIOUS_STATE, previous == null ? null : previous.name())
        .put(Transition.STATE, transition.state().name())
        .put(Transition.OCCURRED_AT, timestamp(transition.occurredAt()))
        .put(Transition.OBSERVED_AT, timestamp(observedAt))
        .put(Transition.INFERRED, transition.inferred())
        .put(Transition.SOURCE, source)
        .put(Transition.JOB, job);
  }

  /** A {@code MalformedJob}, its text cut where that does not fit. */
  static Struct malformed(MalformedJob malformed, Struct source, long maxBytes) {
    UnreadableJob job = malformed.job();
    Struct whole = malformed(malformed, job, source);
    long excess = RecordSize.of(whole) - maxBytes;
    if (excess <= 0) {
      return whole;
    }
    long room = Math.max(0, RecordSize.text(job.text()) - excess);
    int characters = RecordSize.fitting(job.text(), room);
    return malformed(malformed, job.bounded(characters), source);
  }

  private static Struct malformed(MalformedJob malformed, UnreadableJob job, Struct source) {
    return new Struct(EventSchemas.MALFORMED_JOB.required())
        .put("text", job.text())
        .put("reason", "JobsDetail " + job.reason() + ".")
        .put("observedAt", timestamp(malformed.observedAt()))
        .put("source", source)
        .put("jobId", job.id() == null ? null : job.id().value())
        .put("request", job.request())
        .put("textBytes", job.cut() ? job.bytes() : null);
  }

  /** A {@code SourceHeartbeat}. */
  static Struct heartbeat(Instant observedAt, Struct source) {
    return new Struct(EventSchemas.SOURCE_HEARTBEAT.required())
        .put("observedAt", timestamp(observedAt))
        .put("source", source);
  }

  /** The observation has the last word on what keys and events say; a differing text is kept. */
  private static void decide(
      StructTwin job, Field field, String element, String value, OtherLeaves other) {
    String text = (String) job.struct().get(field);
    if (!value.equals(text)) {
      if (text == null) {
        // It may stand beside child elements, where no field has looked for it.
        other.drop(element, value);
      } else if (!text.strip().equals(value)) {
        other.text(new ElementPath(ElementPath.ROOT, element, 0), text);
      }
      job.put(field, value);
    }
  }

  private static java.util.@Nullable Date timestamp(@Nullable Instant time) {
    return time == null ? null : LeafType.timestamp(time);
  }

  private static Field jobField(String name) {
    return RecordType.place(EventSchemas.MEDIA_JOB.required().field(name));
  }

  private static Field transitionField(String name) {
    return RecordType.place(EventSchemas.JOB_STATE_TRANSITION.required().field(name));
  }
}
