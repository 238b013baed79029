package io.mediajobs.standin;

import io.mediajobs.job.JobState;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** What really became of the jobs, and what answers have told of it: to judge an observer by. */
public final class Truth {

  /** One job as one answer shows it. */
  record Sighting(String id, Instant since, JobState state) {}

  private final JobStore store;
  private final InstantSource clock;
  private final Map<String, NavigableMap<Instant, JobState>> sightings = new ConcurrentHashMap<>();

  Truth(JobStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * Every state that a job has gone through by now, oldest first, whether or not an answer showed
   * it; ends with NonExist where the job was deleted before its end.
   *
   * @throws NoSuchElementException for an id that was never added
   */
  public List<JobState> history(String id) {
    return job(id).history(clock.instant());
  }

  /**
   * What an observer can know for certain by now from the job's times alone: Submitted, Running if
   * it has started, its end if it has ended. Pauses and repeated starts leave no trace there.
   *
   * @throws NoSuchElementException for an id that was never added
   */
  public List<JobState> canonicalPath(String id) {
    List<JobState> path = new ArrayList<>();
    for (JobState state : history(id)) {
      boolean certain = !state.equals(JobState.PAUSE) && !path.contains(state);
      if (certain) {
        path.add(state);
      }
    }
    return path;
  }

  /**
   * The state of a job now, NonExist where it was deleted.
   *
   * @throws NoSuchElementException for an id that was never added
   */
  public JobState state(String id) {
    Job job = job(id);
    Instant now = clock.instant();
    return job.timeline().deleted(now) ? JobState.NON_EXIST : job.state(now);
  }

  /**
   * The states that unharmed answers have shown of a job, in the order the job went through them,
   * each once. An observer must have told at least these. Answers that a fault delayed or damaged
   * do not count, since nobody knows how much of them arrived.
   */
  public List<JobState> observed(String id) {
    NavigableMap<Instant, JobState> seen = sightings.get(id);
    return seen == null ? List.of() : List.copyOf(seen.values());
  }

  /** Takes note of what an answer is about to show. */
  void record(List<Sighting> seen) {
    // By the time a state began, not by arrival: answers under way at once may overtake each other.
    seen.forEach(
        one ->
            sightings
                .computeIfAbsent(one.id(), unused -> new ConcurrentSkipListMap<>())
                .put(one.since(), one.state()));
  }

  private Job job(String id) {
    Job job = store.find(id);
    if (job == null) {
      throw new NoSuchElementException("No such job: " + id);
    }
    return job;
  }
}
