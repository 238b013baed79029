package io.mediajobs.job;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Builds jobs as an answer shows them. */
public final class Jobs {

  /** A round time long past. */
  public static final Instant T0 = Instant.parse("2026-11-01T00:00:00Z");

  /** What every job passes. */
  public static final JobQuery.Filter NO_FILTER = new JobQuery.Filter(null, null, null);

  private final String id;
  private String state = "Submitted";
  private @Nullable Integer progress;
  private @Nullable Instant created = T0;
  private @Nullable Instant started;
  private @Nullable Instant ended;
  private final List<JobElement> more = new ArrayList<>();

  private Jobs(String id) {
    this.id = id;
  }

  /** A job just submitted at {@link #T0}. */
  public static Jobs job(String id) {
    return new Jobs(id);
  }

  /** The results that a job of a tag brings, below its Operation. */
  public static Set<String> results(String tag) {
    return JobTags.results(tag);
  }

  /** Sets the creation time. */
  public Jobs created(@Nullable Instant time) {
    created = time;
    return this;
  }

  /** The job is in any state. */
  public Jobs state(String name) {
    state = name;
    return this;
  }

  /** The job has a start time. */
  public Jobs started(Instant time) {
    started = time;
    return this;
  }

  /** The job runs since then. */
  public Jobs running(Instant since, int percent) {
    progress = percent;
    return started(since).state("Running");
  }

  /** The job waits. */
  public Jobs paused() {
    return state("Pause");
  }

  /** The job has ended in this state. */
  public Jobs ended(String name, Instant at) {
    ended = at;
    return state(name);
  }

  /** The job has this progress. */
  public Jobs progress(int percent) {
    progress = percent;
    return this;
  }

  /** The job has another element as well. */
  public Jobs with(String name, String text) {
    more.add(JobElement.leaf(name, text));
    return this;
  }

  /** A part of the job is in this state of its own. */
  public Jobs part(String state) {
    JobElement part =
        new JobElement("DigitalWatermark", "", List.of(), List.of(JobElement.leaf("State", state)));
    more.add(new JobElement("Operation", "", List.of(), List.of(part)));
    return this;
  }

  /** The job as an answer shows it. */
  public JobDetail detail() {
    List<JobElement> children = new ArrayList<>();
    children.add(JobElement.leaf("JobId", id));
    children.add(JobElement.leaf("State", state));
    if (progress != null) {
      children.add(JobElement.leaf("Progress", progress.toString()));
    }
    children.add(JobElement.leaf("CreationTime", time(created)));
    children.add(JobElement.leaf("StartTime", time(started)));
    children.add(JobElement.leaf("EndTime", time(ended)));
    children.addAll(more);
    return JobDetail.of(new JobElement("JobsDetail", "", List.of(), children));
  }

  private static String time(@Nullable Instant time) {
    return time == null ? "-" : JobTime.format(time);
  }
}
