package io.mediajobs.connect.offset;

import static io.mediajobs.job.Jobs.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.connect.offset.TaskOffsets.StoredOffset;
import io.mediajobs.job.JobId;
import io.mediajobs.job.JobState;
import io.mediajobs.job.JobTime;
import io.mediajobs.tracking.state.SourceState;
import io.mediajobs.tracking.state.TrackedJob;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a start makes of partitions of which each may be older or newer than the others. */
class LogReaderTest {

  private static final LogSizes SIZES = new LogSizes(100, 16, 10, 100_000, 100_000);

  private final HeldState state = new HeldState().add("job", 200);

  private final KeptLog kept = new KeptLog();
  private final Map<String, Map<String, Object>> stored = kept.parts;

  /** The state as of the snapshot, number 1, and of the entries 2 to 5. */
  private final List<SourceState> states = new ArrayList<>();

  @BeforeEach
  void write() {
    OffsetLog log = kept.log(state, SIZES);
    kept.put(log.next(true, Besides.NOTHING, true, true));
    states.add(read());
    for (int i = 0; i < 4; i++) {
      state.change("job" + i, "new" + i).forget("job" + (10 + i));
      kept.put(log.next(true, new Besides(i == 2, null), true, true));
      states.add(read());
    }
  }

  @Test
  void entriesAreTakenInTheirOrder() {
    assertThat(states).doesNotHaveDuplicates();
    assertThat(states.get(4).trackedJobs())
        .containsExactlyInAnyOrderElementsOf(state.state().trackedJobs());
  }

  @Test
  void whatIsMissingEndsTheLog() {
    stored.remove("4");

    assertThat(read()).isEqualTo(states.get(2));
  }

  @Test
  void anOlderVersionOfAnEntryEndsTheLogBehindItself() {
    Map<String, Object> older = new HashMap<>(stored.get("3"));
    older.remove("forgottenJobs");
    stored.put("3", older);

    assertThat(read().trackedJobs()).hasSize(states.get(2).trackedJobs().size() + 1);
  }

  @Test
  void aSlotOfAnotherRoundEndsTheLog() {
    Map<String, Object> other = new HashMap<>(stored.get("3"));
    other.put("number", 19L);
    stored.put("3", other);

    assertThat(read()).isEqualTo(states.get(1));
  }

  @Test
  void entriesOfAnotherSnapshotAreVoid() {
    for (String key : List.of("lastCreationTime", "settledCreationTime", "unknown")) {
      Map<String, Object> before = stored.get("");
      Map<String, Object> changed = new HashMap<>(before);
      changed.put(key, JobTime.format(T0.minusSeconds(100)));
      stored.put("", changed);

      assertThat(read().trackedJobs()).isEqualTo(states.get(0).trackedJobs());
      stored.put("", before);
    }
    assertThat(read()).isEqualTo(states.get(4));
  }

  @Test
  void withoutASnapshotThereIsNoLog() {
    stored.put("", Map.of("lastCreationTime", JobTime.format(T0)));
    assertThat(read().lastCreationTime()).isEqualTo(T0);
    assertThat(read().trackedJobs()).isEmpty();

    stored.remove("");
    assertThat(stored()).matches(StoredOffset::first);
    assertThat(read()).isEqualTo(SourceState.NEW);
  }

  @Test
  void whetherRecordsAreDroppedIsWhatTheLastEntrySays() {
    assertThat(stored().besides().drops()).isFalse();
    stored.remove("5");
    assertThat(stored().besides().drops()).isTrue();
  }

  @Test
  void aSlotThatHoldsSomethingElseEndsTheLog() {
    stored.put("2", Map.of("version", "x", "number", "2"));

    assertThat(read()).isEqualTo(states.get(0));
  }

  @Test
  void aSnapshotWithoutOneOfItsPiecesGoesOnBeforeItsOldestJob() {
    LogSizes sizes = new LogSizes(100, 16, 1, 200, 100);
    OffsetLog log = kept.log(state, sizes);
    Carried next = kept.put(log.next(true, Besides.NOTHING, true, true));
    while (!next.after().containsKey("pieces")) {
      state.change("job1");
      next = kept.put(log.next(true, Besides.NOTHING, true, true));
    }
    assertThat(read().trackedJobs()).hasSameSizeAs(state.state().trackedJobs());
    String piece = stored.keySet().stream().filter(key -> key.matches("[ab]1")).findAny().get();
    Map<String, Object> right = stored.get(piece);

    Map<String, Object> wrong = new HashMap<>(right);
    wrong.put("piece", right.get("piece") + "A");
    stored.put(piece, wrong);
    SourceState again = read();
    stored.remove(piece);

    assertThat(again).isEqualTo(read());
    assertThat(stored().log().cut()).isTrue();
    assertThat(again.lastCreationTime()).isEqualTo(T0);
    assertThat(again.settledCreationTime()).isNull();
    assertThat(again.trackedJobs()).isEmpty();
    assertThat(again.started()).isTrue();

    Instant before = T0.minusSeconds(100);
    TrackedJob since = new TrackedJob(new JobId("since"), before, JobState.RUNNING, 1, null, true);
    Map<String, Object> own = new HashMap<>(stored.get(""));
    own.put("changedJobs", TrackedJobsCodec.pack(List.of(since)));
    stored.put("", own);
    assertThat(read().lastCreationTime()).as("found since they were cut").isEqualTo(before);
  }

  private SourceState read() {
    return stored().state();
  }

  private StoredOffset stored() {
    return kept.read(SIZES);
  }
}
