package io.mediajobs.standin;

import io.mediajobs.job.JobState;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** What really became of the jobs, and what answers have told of it: to judge an observer by. */
public final class Truth {

  /**
   * One job as one answer shows it.
   *
   * @param content stands for all that the answer says of the job; null where it denies the job
   */
  record Sighting(String id, Instant since, JobState state, @Nullable Integer content) {}

  private final JobStore store;
  private final InstantSource clock;
  private final JobXml jobXml;
  private final Map<String, NavigableMap<Instant, JobState>> sightings = new ConcurrentHashMap<>();
  private final Map<String, Set<Integer>> contents = new ConcurrentHashMap<>();

  Truth(JobStore store, InstantSource clock, JobXml jobXml) {
    this.store = store;
    this.clock = clock;
    this.jobXml = jobXml;
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

  /**
   * The {@code JobsDetail} that answers show of a job when nothing more becomes of it.
   *
   * @throws NoSuchElementException for an id that was never added
   */
  public String finalXml(String id) {
    Xml xml = new Xml();
    jobXml.write(xml, job(id), Instant.MAX);
    return xml.toString();
  }

  /**
   * How many contents unharmed answers have shown of a job: states, and whatever else is another
   * for an observer, such as progress and late results.
   */
  public int contents(String id) {
    return contents.getOrDefault(id, Set.of()).size();
  }

  /** Takes note of what an answer is about to show. */
  void record(List<Sighting> seen) {
    // By the time a state began, not by arrival: answers under way at once may overtake each other.
    for (Sighting one : seen) {
      sightings
          .computeIfAbsent(one.id(), unused -> new ConcurrentSkipListMap<>())
          .put(one.since(), one.state());
      if (one.content() != null) {
        contents
            .computeIfAbsent(one.id(), unused -> ConcurrentHashMap.newKeySet())
            .add(one.content());
      }
    }
  }

  private Job job(String id) {
    Job job = store.find(id);
    if (job == null) {
      throw new NoSuchElementException("No such job: " + id);
    }
    return job;
  }
}
