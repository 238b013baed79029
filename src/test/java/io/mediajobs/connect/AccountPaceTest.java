package io.mediajobs.connect;

import static io.mediajobs.job.Jobs.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.connect.config.MediaJobsConfig;
import io.mediajobs.connect.config.SourcesSection;
import io.mediajobs.connect.config.TaskShare;
import io.mediajobs.connect.offset.KeptOffsets;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery;
import io.mediajobs.job.JobQueues;
import io.mediajobs.job.JobSource;
import io.mediajobs.standin.MovableClock;
import io.mediajobs.tracking.JobMix;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A whole account in two tasks at the default rate, in virtual time: 50 buckets with all 42 tags,
 * of which 20 pairs have two jobs a second in all, and a worker that is killed twice.
 */
@Tag("slow")
class AccountPaceTest {

  private static final Duration LASTS = Duration.ofMinutes(20);

  /** After so long the worker of both tasks is killed; the last is the end. */
  private static final List<Duration> KILLED =
      List.of(Duration.ofMinutes(6), Duration.ofSeconds(645), LASTS);

  private static final Duration DOWN = Duration.ofSeconds(12);

  /** Which ones are busy is found out meanwhile, and a while longer. */
  private static final Duration WARM = Duration.ofMinutes(2);

  private static final int BUSY = 20;
  private static final int JOBS_PER_SECOND = 2;

  private final Map<JobSource, JobMix> mixes = new HashMap<>();
  private final Map<JobSource, Instant> askedAt = new HashMap<>();
  private final List<Instant> asked = new ArrayList<>();
  private final List<Duration> late = new ArrayList<>();
  private Duration longest = Duration.ZERO;

  @Test
  void theRateGoesWhereThingsHappenAndNoSourceIsForgotten() throws Exception {
    List<Map<String, String>> tasks = tasks();
    List<JobSource> sources = new ArrayList<>();
    tasks.forEach(task -> sources.addAll(MediaJobsConfig.of(task).share().sources()));
    assertThat(sources).hasSize(2100).doesNotHaveDuplicates();
    Collections.shuffle(sources, new Random(17));
    Duration every = Duration.ofSeconds(1).multipliedBy(BUSY).dividedBy(JOBS_PER_SECOND);
    for (int i = 0; i < BUSY; i++) {
      Instant end = T0.plus(LASTS);
      mixes.put(sources.get(i), new JobMix(List.of(Duration.ofSeconds(30)), every, i, T0, end));
    }

    for (Map<String, String> task : tasks) {
      run(task);
    }

    Collections.sort(asked);
    double mean = late.stream().mapToLong(Duration::toMillis).average().orElseThrow() / 1000;
    System.out.printf(
        "A job is told after %.1f s on average, of %d; each source is asked at least every %s; at"
            + " most %d requests in a second, %d in a minute%n",
        mean, late.size(), longest, most(Duration.ofSeconds(1)), most(Duration.ofMinutes(1)));
    assertThat(late).hasSizeGreaterThan(JOBS_PER_SECOND * 60 * 17);
    assertThat(mean).isLessThanOrEqualTo(8);
    assertThat(askedAt).hasSize(2100);
    assertThat(longest).isLessThanOrEqualTo(Duration.ofMinutes(6));
    assertThat(most(Duration.ofSeconds(1))).isLessThanOrEqualTo(12);
    assertThat(most(Duration.ofMinutes(1))).isLessThanOrEqualTo(605);
  }

  /** As of an account whose buckets are followed, for which the tasks leave a part of the rate. */
  private static List<Map<String, String>> tasks() {
    Map<String, String> settings = ManySources.settings(50);
    SourcesSection sources = MediaJobsConfig.of(settings).sources();
    List<Map<String, String>> tasks = new ArrayList<>();
    for (TaskShare share : TaskShare.deal(sources.all(JobQueues.NONE), Map.of(), 2, true)) {
      Map<String, String> task = new HashMap<>(settings);
      task.putAll(share.properties(sources));
      tasks.add(task);
    }
    return tasks;
  }

  private void run(Map<String, String> task) throws InterruptedException {
    MovableClock clock = new MovableClock(T0);
    KeptOffsets offsets = new KeptOffsets();
    for (Duration until : KILLED) {
      RunningTask running = AnswersAtOnce.task(task, clock, new Throttle(), offsets, this::answer);
      while (clock.instant().isBefore(T0.plus(until))) {
        List<SourceRecord> records = running.poll();
        if (records != null) {
          records.forEach(offsets::keep);
          records.forEach(record -> seen(record, clock.instant()));
        }
      }
      running.close();
      clock.advance(DOWN);
    }
    askedAt.values().forEach(last -> waited(last, T0.plus(LASTS)));
  }

  /** Takes the time from the creation of a job to the record that tells it. */
  private void seen(SourceRecord record, Instant now) {
    if (record.topic().equals("t.transitions")
        && ((Struct) record.value()).getInt32("sequence") == 0) {
      Instant created = ((Date) ((Struct) record.value()).get("occurredAt")).toInstant();
      if (created.isAfter(T0.plus(WARM))) {
        late.add(Duration.between(created, now));
      }
    }
  }

  private void waited(Instant since, Instant now) {
    Duration wait = Duration.between(since, now);
    longest = wait.compareTo(longest) > 0 ? wait : longest;
  }

  private int most(Duration span) {
    int most = 0;
    int first = 0;
    for (int last = 0; last < asked.size(); last++) {
      while (!asked.get(first).plus(span).isAfter(asked.get(last))) {
        first++;
      }
      most = Math.max(most, last - first + 1);
    }
    return most;
  }

  private JobPage answer(JobSource source, JobQuery query, Instant now) {
    asked.add(now);
    Instant before = askedAt.put(source, now);
    waited(before == null ? T0 : before, now);
    JobMix mix = mixes.get(source);
    return mix == null ? AnswersAtOnce.nothing(now) : mix.answer(query, now);
  }
}
