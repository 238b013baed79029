package io.mediajobs.connect.offset;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.job.JobId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** For how many snapshots the pieces of a large one serve. */
class SnapshotPiecesTest {

  private static final Map<String, String> OWN = SourcePartition.toMap(KeptLog.SOURCE);

  /** A snapshot after two entries; sixty jobs are two pieces, a quarter of one is five changes. */
  private static final LogSizes SIZES = new LogSizes(100, 8, 2, 600, 300);

  private final HeldState state = new HeldState();
  private final KeptLog kept = new KeptLog();
  private final OffsetLog log = kept.log(state, SIZES);

  @Test
  void fewChangesAreToldBesideThePiecesThatAreThere() {
    state.add("job", 60);
    Carried first = poll();
    assertThat(first.pieces()).hasSize(2);
    List<Carried> snapshots = new ArrayList<>();
    state.forget("job2").change("new");
    for (int i = 0; i < 12; i++) {
      state.change("job1");
      Carried next = poll();
      assertThat(next.pieces()).isEmpty();
      if (next.partition().equals(OWN)) {
        snapshots.add(next);
      }
    }

    assertThat(snapshots).hasSize(4);
    assertThat(snapshots)
        .allSatisfy(
            snapshot -> {
              assertThat(snapshot.after().get("pieces")).isEqualTo(first.after().get("pieces"));
              JobChanges changes = LogCodec.changes(snapshot.after());
              assertThat(changes.ids())
                  .containsExactlyInAnyOrder(
                      new JobId("job1"), new JobId("job2"), new JobId("new"));
            });
    assertThat(snapshots)
        .extracting(snapshot -> snapshot.after().get("snapshot"))
        .doesNotHaveDuplicates();
  }

  @Test
  void manyChangesAreCutAnewIntoTheOtherSet() {
    state.add("job", 60);
    poll();
    List<String> sets = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      state.change("job" + i);
      poll().pieces().stream().limit(1).forEach(piece -> sets.add(piece.partition().get("log")));
    }

    assertThat(sets).startsWith("b0", "a0");
  }

  @Test
  void aSnapshotThatServesAgainGrowsWhileItIsNotThere() {
    state.add("job", 60);
    poll();
    Carried snapshot = null;
    while (snapshot == null || !snapshot.partition().equals(OWN)) {
      state.change("job1");
      snapshot = poll();
    }
    state.change("job3");

    Carried grown = kept.put(log.next(false, Besides.NOTHING, true, true));

    assertThat(grown.partition()).isEqualTo(OWN);
    assertThat(grown.after().get("pieces")).isEqualTo(snapshot.after().get("pieces"));
    assertStored();
  }

  @Test
  void afterAStartWhatIsDueIsCutAnew() {
    state.add("job", 60);
    poll();
    OffsetLog again = kept.log(state, SIZES);
    Set<String> sets = new HashSet<>();
    for (int i = 0; i < 4; i++) {
      state.change("job1");
      Carried next = kept.put(again.next(true, Besides.NOTHING, true, true));
      next.pieces().forEach(piece -> sets.add(piece.partition().get("log").substring(0, 1)));
      assertStored();
    }

    assertThat(sets).containsExactly("b");
  }

  private Carried poll() {
    Carried next = kept.put(log.next(true, Besides.NOTHING, true, true));
    assertStored();
    return next;
  }

  /** A start has the jobs as they are. */
  private void assertStored() {
    assertThat(kept.read(SIZES).state().trackedJobs())
        .containsExactlyInAnyOrderElementsOf(state.state().trackedJobs());
  }
}
