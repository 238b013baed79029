package io.mediajobs.connect;

import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.JobsApiException.Kind;
import io.mediajobs.job.JobsApiException.Reason;
import io.mediajobs.tracking.SourcePoller;
import io.mediajobs.tracking.plan.Ask;
import io.mediajobs.tracking.state.CreationTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sources that the service refuses to list, for a reason of their own: a bucket without the
 * permission, or that Cloud Infinite is not turned on for. They are set aside, tried again now and
 * then, and stop no other source. Only where all of a task are refused there is nothing left to do;
 * refusals that are not fresh are no proof of that.
 *
 * <p>A source that fails for longer than {@code retry.timeout.ms}, while others are answered, is
 * set aside as well.
 *
 * <p>A bucket that asks for a pause is left alone, too, for as long as it says.
 */
final class RefusedSources {

  /** How long a source is left alone that has been refused. */
  static final Duration PAUSE = Duration.ofMinutes(10);

  /** How often a listing is made again whose time was refused, with the clock right. */
  private static final int TIME_TRIES = 3;

  /** A refusal that is older may be over: it is no reason to end the task. */
  static final Duration FRESH = Duration.ofMinutes(1);

  private static final Set<Reason> OF_ALL = Set.of(Reason.NETWORK, Reason.CERTIFICATE);

  private static final Logger LOG = LoggerFactory.getLogger(RefusedSources.class);

  private final int sources;
  private final IdentityHashMap<SourcePoller, Aside> aside = new IdentityHashMap<>();

  /** Refusals before this time are asked for once more, as all are refused; null where none are. */
  private @Nullable Instant staleBefore;

  /** When a source was answered last. */
  private final IdentityHashMap<SourcePoller, Instant> answers = new IdentityHashMap<>();

  /** Until when a bucket wants no requests, by its name. */
  private final Map<String, Instant> pauses = new HashMap<>();

  /** What has been told: of the tags of a bucket that are refused alike, the first. */
  private final Set<Refusal> told = new HashSet<>();

  /** When a source was refused last, and until when it is left alone. */
  private record Aside(Instant refusedAt, Instant until) {

    Aside until(Instant time) {
      return new Aside(refusedAt, time);
    }
  }

  private record Refusal(String bucket, Reason reason) {}

  /** None of so many sources is refused yet. */
  RefusedSources(int sources) {
    this.sources = sources;
  }

  /**
   * A failure as it counts. One answer that refuses the time of a request says nothing about the
   * next; and of a source that the service keeps refusing so, its listing tells.
   */
  static JobsApiException counted(Ask ask, JobsApiException failure) {
    boolean passes =
        failure.kind() == Kind.REFUSED
            && failure.reason() == Reason.CLOCK
            && !(ask.isVital() && ask.timeRefusals() >= TIME_TRIES);
    return passes ? as(Kind.CLOCK, failure, null) : failure;
  }

  /** Whether a failure is about its source, and no other question could fare better. */
  boolean isOne(SourcePoller poller, Ask ask, JobsApiException failure) {
    return failure.kind() == Kind.REFUSED
        && ask.isVital()
        && !ask.isAboutToken(failure)
        && !failure.isAboutCredentials()
        && !OF_ALL.contains(failure.reason())
        && (failure.reason() != Reason.CLOCK || othersAnswer(poller, ask));
  }

  /**
   * Whether another source was answered since this one began to fail, or its last answer was good
   * and it has not been asked since; or so it was when this one was set aside.
   */
  private boolean othersAnswer(SourcePoller poller, Ask ask) {
    return aside.containsKey(poller)
        || answers.entrySet().stream()
            .filter(one -> one.getKey() != poller)
            .anyMatch(
                one -> one.getValue().isAfter(ask.failingSince()) || one.getKey().failures() == 0);
  }

  /**
   * Sets a source aside whose question was refused; it asks again after a while.
   *
   * @return null where other sources go on; otherwise the sentence to fail with
   */
  @Nullable String refused(SourcePoller poller, Ask ask, JobsApiException failure, Instant now) {
    if (!setAside(poller, now)) {
      return poller.failed(ask, failure, now);
    }
    tell(poller, failure.reason(), String.valueOf(failure.getMessage()));
    String unused = poller.failed(ask, as(Kind.RETRY, failure, failure), now);
    return null;
  }

  /**
   * Sets a source aside like a refused one that has failed for too long, where others are answered.
   *
   * @param over the sentence to give up with
   * @return whether other sources go on; otherwise the task is to fail with the sentence
   */
  boolean gaveUp(SourcePoller poller, Ask ask, JobsApiException failure, String over, Instant now) {
    boolean mayPass = failure.kind() != Kind.REFUSED && ask.isVital();
    if (!mayPass || !othersAnswer(poller, ask) || !setAside(poller, now)) {
      return false;
    }
    tell(poller, failure.reason(), over);
    return true;
  }

  /** Returns whether others go on. */
  private boolean setAside(SourcePoller poller, Instant now) {
    aside.put(poller, new Aside(now, now.plus(PAUSE)));
    return !areAllRefused(now);
  }

  private void tell(SourcePoller poller, Reason reason, String sentence) {
    if (told.add(new Refusal(poller.source().bucket(), reason))) {
      LOG.warn(
          "{}; it is set aside and tried again every ten minutes, as are others of this bucket that"
              + " fail alike, and all other sources go on",
          sentence);
    } else {
      LOG.debug("{}; it is set aside", sentence);
    }
  }

  /**
   * Whether all are refused, as far as one can know it. Where all are set aside, those whose
   * refusal is not fresh are asked once more before.
   */
  private boolean areAllRefused(Instant now) {
    if (aside.size() < sources) {
      return false;
    }
    // What came of an attempt long ago, in which one failed in another way, says nothing now.
    if (staleBefore == null || staleBefore.isBefore(now.minus(PAUSE))) {
      Instant fresh = now.minus(FRESH);
      aside.replaceAll((poller, one) -> one.refusedAt().isBefore(fresh) ? one.until(now) : one);
      staleBefore = fresh;
    }
    Instant before = staleBefore;
    return aside.values().stream().noneMatch(one -> one.refusedAt().isBefore(before));
  }

  /**
   * Leaves a source alone for longer that is set aside, and has failed in another way since; and
   * all of its bucket, where the answer asks for a pause.
   */
  void failed(SourcePoller poller, JobsApiException failure, Instant now) {
    aside.computeIfPresent(poller, (same, one) -> one.until(now.plus(PAUSE)));
    Duration wanted = failure.retryAfter();
    if (wanted != null) {
      pauses.merge(poller.source().bucket(), now.plus(wanted), CreationTimes::later);
    }
  }

  /** Until when a source is left alone; in the past where it is not. */
  Instant until(SourcePoller poller) {
    Instant pause = pauses.getOrDefault(poller.source().bucket(), Instant.MIN);
    Aside last = aside.get(poller);
    return last == null ? pause : CreationTimes.later(pause, last.until());
  }

  /** Takes a source back of which a listing has been answered. */
  void answered(SourcePoller poller, Instant now) {
    answers.put(poller, now);
    if (aside.remove(poller) != null) {
      staleBefore = null;
      told.removeIf(one -> one.bucket().equals(poller.source().bucket()));
    }
  }

  /** How many are set aside. */
  int size() {
    return aside.size();
  }

  /**
   * The failure as one that may pass, as it is to its poller.
   *
   * @param counts the failure that the figures count in its place; null where they count this one
   */
  private static JobsApiException as(
      Kind kind, JobsApiException failure, @Nullable JobsApiException counts) {
    return new JobsApiException(
        kind,
        failure.reason(),
        failure.status(),
        String.valueOf(failure.getMessage()),
        null,
        counts);
  }
}
