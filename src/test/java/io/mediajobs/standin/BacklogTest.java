package io.mediajobs.standin;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.job.JobState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BacklogTest {

  private static final Instant T0 = Instant.parse("2026-11-21T00:00:00Z");

  private static List<Job> jobs() {
    return Backlog.seeded(5, "Transcode", "VoiceSeparate", "Translation")
        .living(ofMinutes(1))
        .late(ofSeconds(20))
        .jobs(1500, T0, ofMinutes(10));
  }

  @Test
  void makesTheSameJobsOfTheSameSeed() {
    assertThat(jobs()).isEqualTo(jobs()).extracting(Job::id).doesNotHaveDuplicates();
  }

  @Test
  void spreadsJobsOverTagsTimesAndEnds() {
    Instant end = T0.plus(ofMinutes(11));
    List<Job> jobs = jobs();
    Map<String, Long> tags = jobs.stream().collect(groupingBy(Job::tag, counting()));
    Map<JobState, Long> ends = jobs.stream().collect(groupingBy(job -> job.state(end), counting()));

    assertThat(tags).hasSize(3).containsValue(500L);
    assertThat(ends).containsOnlyKeys(JobState.SUCCESS, JobState.FAILED, JobState.CANCEL);
    assertThat(ends.get(JobState.SUCCESS)).isGreaterThan(1000);
    assertThat(jobs).anyMatch(job -> job.history(end).contains(JobState.PAUSE));
    assertThat(jobs).anyMatch(job -> job.visibleAt().isAfter(job.creationTime()));
    assertThat(jobs)
        .allMatch(job -> !job.creationTime().isBefore(T0) && job.creationTime().isBefore(end));
  }

  @Test
  void letsOneJobInFourComeToItsResultsLateAndOneInFourHaveAPartThatGoesOn() {
    List<Job> jobs =
        Backlog.seeded(5, "Transcode")
            .afterwards(ofSeconds(20), ofSeconds(10))
            .jobs(1000, T0, ofMinutes(1));

    assertThat(jobs)
        .filteredOn(job -> lateResults(job).equals(ofSeconds(20)))
        .hasSizeBetween(200, 300);
    assertThat(jobs)
        .filteredOn(job -> latePart(job).equals(ofSeconds(10)))
        .hasSizeBetween(200, 300);
    assertThat(jobs).anyMatch(job -> !lateResults(job).isZero() && !latePart(job).isZero());
    assertThat(jobs()).allMatch(job -> lateResults(job).isZero() && latePart(job).isZero());
  }

  private static Duration lateResults(Job job) {
    return job.timeline().resultsAfter();
  }

  private static Duration latePart(Job job) {
    return job.timeline().partEndsAfter();
  }

  @Test
  void givesLiveJobsOnceAsTheyFallDue() {
    LiveJobs live = new LiveJobs(Backlog.seeded(5, "Transcode"), T0, ofSeconds(2));

    assertThat(live.due(T0.minusSeconds(1))).isEmpty();
    assertThat(live.due(T0.plusSeconds(4)))
        .extracting(Job::creationTime)
        .containsExactly(T0, T0.plusSeconds(2), T0.plusSeconds(4));
    assertThat(live.due(T0.plusSeconds(4))).isEmpty();
    assertThat(live.due(T0.plusSeconds(6))).hasSize(1);
  }
}
