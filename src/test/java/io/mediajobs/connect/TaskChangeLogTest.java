package io.mediajobs.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.connect.offset.LogSizes;
import io.mediajobs.job.JobState;
import io.mediajobs.standin.Job;
import io.mediajobs.standin.Jobs;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A task that tracks so many jobs that its offsets are a snapshot and a change log. */
class TaskChangeLogTest {

  private static final int JOBS = 400;

  private static final Instant CREATED = Instant.parse("2026-10-31T23:50:00Z");

  private static final LogSizes USUAL = LogSizes.USUAL;

  /** As usual, but no entry may grow before it is acknowledged. */
  private static final LogSizes SIZES =
      new LogSizes(USUAL.plain(), USUAL.ring(), USUAL.entries(), USUAL.piece(), 1);

  private final VirtualWorker worker =
      new VirtualWorker(
          SIZES, Map.of("refresh.interval.max.ms", "1000", "discovery.overlap.ms", "0"));

  @AfterEach
  void close() {
    worker.close();
  }

  @Test
  void aPollCostsWhatItChangesAndNothingComesAgainAfterAKill() throws Exception {
    track();
    assertThat(worker.committed()).containsKeys("snapshot", "trackedJobs");
    int ended = 0;
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 4; i++) {
        end(ended++);
        List<SourceRecord> polled = worker.pollRecords();
        assertThat(polled).extracting(SourceRecord::sourcePartition).containsOnly(log(polled));
        SourceRecord last = polled.get(polled.size() - 1);
        assertThat(last.sourceOffset().toString().length()).isLessThan(600);
        assertThat(polled.subList(0, polled.size() - 1))
            .allSatisfy(record -> assertThat(record.sourceOffset().get("version")).isEqualTo(1L));
      }
      worker.killFor(Duration.ofSeconds(2));
    }
    worker.pollFor(Duration.ofSeconds(5));

    assertThat(worker.eventIds()).hasSize(2 * JOBS + ended).doesNotHaveDuplicates();
    assertThat(slots()).hasSizeGreaterThanOrEqualTo(ended);
  }

  @Test
  void whoeverChangesTheSnapshotMakesTheLogVoid() throws Exception {
    track();
    for (int i = 0; i < 3; i++) {
      end(i);
      worker.pollRecords();
    }
    Map<String, ?> own =
        worker.offsets().all().keySet().stream().filter(p -> !p.containsKey("log")).findAny().get();
    Map<String, Object> given = new HashMap<>(worker.offsets().offset(own));
    given.remove("settledCreationTime");
    worker.offsets().keep(own, given);
    worker.killFor(Duration.ofSeconds(2));
    worker.pollFor(Duration.ofSeconds(5));

    List<String> told = worker.eventIds();
    List<String> ends = told.stream().filter(id -> id.endsWith("/Success")).toList();
    assertThat(Set.copyOf(told)).hasSize(2 * JOBS + 3);
    assertThat(ends).as("as of the snapshot they had not ended").hasSize(6);
  }

  @Test
  void withoutAcknowledgementsEachOffsetIsASnapshot() throws Exception {
    worker.acknowledges = false;
    track();
    end(0);
    worker.pollRecords();
    worker.killFor(Duration.ofSeconds(2));
    end(1);
    worker.pollFor(Duration.ofSeconds(5));

    assertThat(worker.eventIds()).hasSize(2 * JOBS + 2).doesNotHaveDuplicates();
  }

  @Test
  void anEntryThatIsLargeWaitsForAcknowledgementsBeforeItGrows() throws Exception {
    track();
    end(0);
    worker.pollRecords();
    worker.acknowledges = false;
    end(1);
    worker.pollRecords();
    int asked = worker.service.requests().requests().size();
    end(2);
    worker.pollFor(Duration.ofSeconds(5));

    assertThat(worker.service.requests().requests().size() - asked)
        .as("what was under way aside")
        .isLessThan(5);
    assertThat(worker.eventIds()).hasSize(2 * JOBS + 2);

    worker.acknowledges = true;
    worker.pollFor(Duration.ofSeconds(20));
    assertThat(worker.eventIds()).hasSize(2 * JOBS + 3).doesNotHaveDuplicates();
  }

  @Test
  void whereNoneComesAtAllItGoesOnAfterAWhile() throws Exception {
    track();
    end(0);
    worker.pollRecords();
    worker.acknowledges = false;
    end(1);
    worker.pollRecords();
    end(2);
    worker.pollFor(Duration.ofMinutes(4));

    assertThat(worker.eventIds()).hasSize(2 * JOBS + 3).doesNotHaveDuplicates();
  }

  private void track() throws InterruptedException {
    List<Job> jobs = new ArrayList<>();
    for (int i = 0; i < JOBS; i++) {
      jobs.add(job(i, Duration.ofDays(1)));
    }
    worker.service.add(jobs);
    worker.pollUntil(() -> worker.eventIds().size() == 2 * JOBS);
    worker.pollFor(Duration.ofSeconds(2));
  }

  private void end(int number) {
    Instant created = CREATED.plusSeconds(number);
    worker.service.add(job(number, Duration.between(created, worker.clock.instant())));
  }

  private Job job(int number, Duration endsAfter) {
    return Jobs.job("Transcode")
        .seed(number)
        .createdAt(CREATED.plusSeconds(number))
        .runningAfter(Duration.ofSeconds(1))
        .endsAfter(endsAfter, JobState.SUCCESS)
        .build();
  }

  private static Map<String, ?> log(List<SourceRecord> polled) {
    Map<String, ?> partition = polled.get(0).sourcePartition();
    assertThat(partition.get("log").toString()).matches("[0-9]+");
    return partition;
  }

  private Set<Object> slots() {
    return worker.offsets().all().keySet().stream()
        .map(partition -> (Object) partition.get("log"))
        .filter(log -> log != null)
        .collect(Collectors.toSet());
  }
}
