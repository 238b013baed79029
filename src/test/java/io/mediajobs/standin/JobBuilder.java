package io.mediajobs.standin;

import io.mediajobs.job.JobState;
import io.mediajobs.standin.Timeline.Moment;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link Job}. Every duration counts from the job's creation time, but for those of what
 * comes after its end.
 */
public final class JobBuilder {

  private record Step(Duration after, JobState state) {}

  private final String tag;
  private final List<Step> steps = new ArrayList<>();
  private long seed;
  private @Nullable String id;
  private String queueId;
  private String queueType;
  private @Nullable Instant creationTime;
  private Duration visibleAfter = Duration.ZERO;
  private @Nullable Duration deletedAfter;
  private Duration resultsAfter = Duration.ZERO;
  private Duration partEndsAfter = Duration.ZERO;
  private String inputObject = "input/demo.mp4";
  private @Nullable String workflowId;
  private @Nullable String inventoryTriggerJobId;
  private String failureCode = "InvalidInputFile";
  private String failureMessage = "The input file cannot be decoded";

  JobBuilder(String tag, long seed) {
    this.tag = tag;
    this.seed = seed;
    Queue queue = Queue.defaultOf(Family.of(tag));
    this.queueId = queue.queueId();
    this.queueType = Family.of(tag).queueType();
  }

  /** When it is submitted; fractions of a second are cut, as the service does. Required. */
  public JobBuilder createdAt(Instant time) {
    creationTime = time.truncatedTo(ChronoUnit.SECONDS);
    return this;
  }

  /** Makes the id the same in every run. */
  public JobBuilder seed(long value) {
    seed = value;
    return this;
  }

  /** Gives the id itself. */
  public JobBuilder id(String value) {
    id = value;
    return this;
  }

  /** Puts it into another queue than its family's default. */
  public JobBuilder queue(String otherQueueId, String otherQueueType) {
    queueId = otherQueueId;
    queueType = otherQueueType;
    return this;
  }

  /** Enters a state. */
  public JobBuilder stateAfter(Duration after, JobState state) {
    steps.add(new Step(after, state));
    return this;
  }

  /** Starts, or goes on after a pause. */
  public JobBuilder runningAfter(Duration after) {
    return stateAfter(after, JobState.RUNNING);
  }

  /** Is held, because its queue is. */
  public JobBuilder pausedAfter(Duration after) {
    return stateAfter(after, JobState.PAUSE);
  }

  /** Ends as Success, Failed or Cancel. */
  public JobBuilder endsAfter(Duration after, JobState end) {
    if (!end.ended()) {
      throw new IllegalArgumentException("A job does not end as " + end);
    }
    return stateAfter(after, end);
  }

  /** Ends as Failed for a reason of its own. */
  public JobBuilder failsAfter(Duration after, String code, String message) {
    failureCode = code;
    failureMessage = message;
    return stateAfter(after, JobState.FAILED);
  }

  /**
   * Shows what came of it only so long after its end: EndTime, results, and the reason of a
   * failure.
   */
  public JobBuilder resultsAfter(Duration end) {
    resultsAfter = end;
    return this;
  }

  /**
   * Has a part that goes on for so long after its end; of the tags here, Transcode alone has one.
   */
  public JobBuilder partEndsAfter(Duration end) {
    partEndsAfter = end;
    return this;
  }

  /** Stays hidden from every answer for so long. */
  public JobBuilder visibleAfter(Duration after) {
    visibleAfter = after;
    return this;
  }

  /** Is forgotten by the service: NonExist from then on. */
  public JobBuilder deletedAfter(Duration after) {
    deletedAfter = after;
    return this;
  }

  /** The object that is worked on. */
  public JobBuilder inputObject(String name) {
    inputObject = name;
    return this;
  }

  /** The workflow that started it. */
  public JobBuilder workflowId(String value) {
    workflowId = value;
    return this;
  }

  /** The batch that started it. */
  public JobBuilder inventoryTriggerJobId(String value) {
    inventoryTriggerJobId = value;
    return this;
  }

  /**
   * The job.
   *
   * @throws IllegalStateException without a creation time
   * @throws IllegalArgumentException for states that no job goes through
   */
  public Job build() {
    Instant created = creationTime;
    if (created == null) {
      throw new IllegalStateException("A job needs createdAt");
    }
    List<Moment> moments = new ArrayList<>();
    moments.add(new Moment(created, JobState.SUBMITTED));
    steps.stream()
        .sorted(Comparator.comparing(Step::after))
        .forEach(step -> moments.add(new Moment(created.plus(step.after()), step.state())));
    String jobId = id == null ? JobIds.id(Family.of(tag), created, seed) : id;
    return new Job(
        jobId,
        tag,
        queueId,
        queueType,
        created,
        created.plus(visibleAfter),
        new Timeline(
            moments,
            deletedAfter == null ? null : created.plus(deletedAfter),
            resultsAfter,
            partEndsAfter),
        new Job.Details(
            inputObject,
            "output/" + jobId,
            workflowId,
            inventoryTriggerJobId,
            failureCode,
            failureMessage));
  }
}
