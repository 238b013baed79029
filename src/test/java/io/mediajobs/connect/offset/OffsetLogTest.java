package io.mediajobs.connect.offset;

import static io.mediajobs.job.Jobs.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.connect.offset.TaskOffsets.StoredOffset;
import io.mediajobs.job.JobId;
import io.mediajobs.tracking.state.SourceState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which partition the next offset goes to, and what a start makes of what is there. */
class OffsetLogTest {

  private static final Map<String, String> OWN = SourcePartition.toMap(KeptLog.SOURCE);

  private static final LogSizes SMALL = new LogSizes(100, 8, 4, 100_000, 500);
  private static final LogSizes CUT = new LogSizes(100, 8, 2, 250, 100);

  private final HeldState state = new HeldState();

  private final KeptLog kept = new KeptLog();

  @Test
  void aSmallStateIsWholeInEachOffset() {
    OffsetLog log = log(SMALL);
    state.change("a");

    Carried first = log.next(true, Besides.NOTHING, true, true);
    Carried second = log.next(true, Besides.NOTHING, true, true);

    assertThat(first.partition()).isEqualTo(OWN);
    assertThat(first.before()).isEqualTo(Map.of("version", 1L));
    assertThat(first.after()).isEqualTo(OffsetCodec.toMap(state.state(), Besides.NOTHING));
    assertThat(second).isEqualTo(new Carried(OWN, first.after(), first.after(), List.of()));
  }

  @Test
  void aStateThatIsNotSmallIsASnapshotAndThenEntriesInTurn() {
    OffsetLog log = log(SMALL);
    state.add("job", 20);

    Carried snapshot = put(log.next(true, Besides.NOTHING, true, true));
    assertThat(snapshot.partition()).isEqualTo(OWN);
    assertThat(snapshot.after()).containsEntry("snapshot", 1L).containsKey("trackedJobs");

    state.change("job3").forget("job4");
    Carried entry = put(log.next(true, Besides.NOTHING, true, true));
    assertThat(entry.partition()).isEqualTo(SourcePartition.toMap(KeptLog.SOURCE, "2"));
    assertThat(entry.before()).isEqualTo(Map.of("version", 1L, "since", 0L));
    assertThat(entry.after())
        .containsEntry("since", 1L)
        .containsEntry("number", 2L)
        .containsEntry("after", LogCodec.hash(snapshot.after()))
        .containsKeys("changedJobs", "forgottenJobs", "lastCreationTime")
        .doesNotContainKey("trackedJobs");
    assertThat(LogCodec.changes(entry.after()).changed())
        .containsExactly(state.tracked(new JobId("job3")));
    assertStored();

    state.change("job5");
    Carried next = put(log.next(true, Besides.NOTHING, true, true));
    assertThat(next.partition()).isEqualTo(SourcePartition.toMap(KeptLog.SOURCE, "3"));
    assertThat(next.after()).containsEntry("after", LogCodec.hash(entry.after()));
    assertStored();
  }

  @Test
  void whatIsNotThereIsSentAgainInItsPlaceWithAllThatHasChangedSince() {
    OffsetLog log = log(SMALL);
    state.add("job", 20);
    Carried unheard = log.next(true, Besides.NOTHING, true, true);
    state.change("job1");
    Carried again = put(log.next(false, Besides.NOTHING, true, true));
    assertThat(again.partition()).isEqualTo(OWN);
    assertThat(again.before()).isSameAs(unheard.after());
    assertStored();

    state.change("job2");
    Carried entry = log.next(true, Besides.NOTHING, true, true);
    state.change("job3");
    Carried grown = put(log.next(false, Besides.NOTHING, true, true));

    assertThat(grown.partition()).isEqualTo(entry.partition());
    assertThat(grown.before()).isSameAs(entry.after());
    assertThat(grown.after().get("number")).isEqualTo(entry.after().get("number"));
    assertThat(LogCodec.changes(grown.after()).changed()).hasSize(2);
    // The version before it is not there.
    assertStored();
  }

  @Test
  void aSnapshotIsDueWhenTheLogIsLongEnoughAndWaitsForAcknowledgements() {
    OffsetLog log = log(SMALL);
    state.add("job", 300);
    put(log.next(true, Besides.NOTHING, true, true));
    for (int i = 0; i < 4; i++) {
      state.change("job" + i);
      put(log.next(true, Besides.NOTHING, true, true));
    }
    state.change("job9");
    assertThat(put(log.next(false, Besides.NOTHING, true, true)).partition())
        .isEqualTo(SourcePartition.toMap(KeptLog.SOURCE, "5"));

    state.change("job10");
    Carried snapshot = put(log.next(true, Besides.NOTHING, true, true));

    assertThat(snapshot.partition()).isEqualTo(OWN);
    assertThat(snapshot.before()).containsEntry("snapshot", 1L);
    assertThat(snapshot.after()).containsEntry("snapshot", 6L);
    assertStored();
    state.change("job11");
    assertThat(put(log.next(true, Besides.NOTHING, true, true)).partition())
        .isEqualTo(SourcePartition.toMap(KeptLog.SOURCE, "7"));
    assertStored();
  }

  @Test
  void aSnapshotIsDueWhenTheLogOutgrowsIt() {
    OffsetLog log = log(new LogSizes(100, 128, 100, 100_000, 500));
    state.add("job", 20);
    put(log.next(true, Besides.NOTHING, true, true));
    int entries = 0;
    Carried next = null;
    while (next == null || !next.partition().equals(OWN)) {
      state.change("job1");
      next = put(log.next(true, Besides.NOTHING, true, true));
      entries++;
    }
    assertThat(entries).isBetween(2, 6);
    assertStored();
  }

  @Test
  void aStateThatBecomesSmallIsPlainAgain() {
    OffsetLog log = log(SMALL);
    state.add("job", 20);
    put(log.next(true, Besides.NOTHING, true, true));
    for (int i = 0; i < 20; i++) {
      state.forget("job" + i);
      put(log.next(true, Besides.NOTHING, true, true));
    }
    state.change("other");
    put(log.next(true, Besides.NOTHING, true, true));
    state.change("other");
    Carried plain = put(log.next(true, Besides.NOTHING, true, true));

    assertThat(plain.partition()).isEqualTo(OWN);
    assertThat(plain.after()).isEqualTo(OffsetCodec.toMap(state.state(), Besides.NOTHING));
    assertStored();
  }

  @Test
  void aRestartGoesOnBehindTheNewestEntry() {
    OffsetLog log = log(SMALL);
    state.add("job", 20);
    put(log.next(true, Besides.NOTHING, true, true));
    state.change("job1");
    Carried entry = put(log.next(true, Besides.NOTHING, true, true));

    state.takeChanged();
    OffsetLog again = log(SMALL);
    state.change("job2");
    Carried next = put(again.next(true, Besides.NOTHING, true, true));

    assertThat(next.partition()).isEqualTo(SourcePartition.toMap(KeptLog.SOURCE, "3"));
    assertThat(next.after()).containsEntry("after", LogCodec.hash(entry.after()));
    assertStored();
  }

  @Test
  void aLargeSnapshotIsCutInPiecesThatCarriersBringBeforeIt() {
    OffsetLog log = log(CUT);
    state.add("job", 60);
    put(log.next(true, Besides.NOTHING, true, true));
    List<Carried> polls = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      state.change("job" + i);
      polls.add(put(log.next(true, Besides.NOTHING, true, true)));
      assertStored();
    }
    Carried cut = polls.stream().filter(c -> !c.pieces().isEmpty()).findFirst().orElseThrow();
    Carried header = polls.get(polls.indexOf(cut) + 1);

    assertThat(cut.partition()).isNotEqualTo(OWN);
    assertThat(cut.pieces()).hasSizeBetween(3, 6);
    assertThat(cut.pieces().get(0).partition())
        .isEqualTo(SourcePartition.toMap(KeptLog.SOURCE, "b0"));
    assertThat(cut.pieces())
        .allSatisfy(
            piece -> assertThat((String) piece.offset().get("piece")).hasSizeBetween(1, 250));
    assertThat(header.partition()).isEqualTo(OWN);
    assertThat(header.after()).containsKeys("pieces", "oldestJob").doesNotContainKey("trackedJobs");
    assertThat(LogCodec.changes(header.after()).changed()).hasSize(1);
    List<String> sets =
        polls.stream()
            .flatMap(c -> c.pieces().stream())
            .map(piece -> piece.partition().get("log"))
            .filter(piece -> piece.endsWith("0"))
            .toList();
    assertThat(sets).as("behind the first").startsWith("b0", "a0", "b0");
  }

  @Test
  void aCutSnapshotThatIsNotThereIsSentAgainWithWhatHasChangedSince() {
    OffsetLog log = log(CUT);
    state.add("job", 60);
    put(log.next(true, Besides.NOTHING, true, true));
    Carried next = untilCut(log);
    state.change("job2");
    Carried entry = put(log.next(false, Besides.NOTHING, true, true));
    assertThat(entry.partition()).as("waits for its pieces").isEqualTo(next.partition());
    state.change("job3");
    Carried header = log.next(true, Besides.NOTHING, true, true);
    state.forget("job4");
    Carried again = put(log.next(false, Besides.NOTHING, true, true));

    assertThat(again.partition()).isEqualTo(OWN).isEqualTo(header.partition());
    assertThat(again.after().get("pieces")).isEqualTo(header.after().get("pieces"));
    assertThat(LogCodec.changes(again.after()).changed()).hasSize(2);
    assertStored();
  }

  @Test
  void startsThatDieBeforeTheirSnapshotIsOutWriteOverNoEntryThatItNeeds() {
    OffsetLog log = log(CUT);
    state.add("job", 60);
    put(log.next(true, Besides.NOTHING, true, true));
    Carried next = untilCut(log);
    for (int i = 0; i < 20; i++) {
      state.takeChanged();
      log = log(CUT);
      // Few of them: more than an entry takes would be a snapshot at once.
      state.change("job" + i % 4);
      Carried again = put(log.next(true, Besides.NOTHING, true, true));
      assertThat(again.pieces()).isNotEmpty();
      assertThat(again.partition()).isEqualTo(next.partition());
      assertStored();
    }
  }

  @Test
  void withoutCarriersNothingIsCut() {
    OffsetLog log = log(CUT);
    state.add("job", 60);
    put(log.next(true, Besides.NOTHING, false, false));
    for (int i = 0; i < 12; i++) {
      state.change("job" + i);
      assertThat(put(log.next(true, Besides.NOTHING, false, false)).pieces()).isEmpty();
    }
    assertThat(kept.parts.get("")).containsKey("trackedJobs");
    assertStored();
  }

  @Test
  void piecesThatWereDroppedAreNotUsed() {
    OffsetLog log = log(CUT);
    state.add("job", 60);
    put(log.next(true, Besides.NOTHING, true, true));
    Carried next = null;
    for (int i = 0; next == null || next.pieces().isEmpty(); i++) {
      state.change("job" + i);
      next = log.next(true, Besides.NOTHING, true, true);
      kept.parts.put(next.partition().getOrDefault("log", ""), next.after());
    }
    state.change("job2");
    assertThat(put(log.next(true, Besides.NOTHING, false, false)).after())
        .containsKey("trackedJobs");
    assertStored();
  }

  @Test
  void aFirstStartThatNobodyKnowsIsHeldByNothing() {
    OffsetLog log = new OffsetLog(KeptLog.SOURCE, state, StoredOffset.NONE, false, SMALL);
    assertThat(log.isHeld()).isFalse();
    assertThat(log.next(true, Besides.NOTHING, true, true).before()).isNull();
    assertThat(log.isHeld()).isTrue();
  }

  @Test
  void noNumberComesAgainWhereAnOffsetWasDeleted() {
    OffsetLog log = log(SMALL);
    state.add("job", 300);
    put(log.next(true, Besides.NOTHING, true, true));
    IntStream.range(0, 3)
        .forEach(
            i -> {
              state.change("job" + i);
              put(log.next(true, Besides.NOTHING, true, true));
            });
    kept.parts.remove("");

    OffsetLog anew = log(SMALL);
    Carried snapshot = put(anew.next(true, Besides.NOTHING, true, true));

    assertThat(snapshot.after()).containsEntry("snapshot", 5L);
    assertStored();
  }

  @Test
  void anEntryIsFullOnceItHasGrownTooMuchAndIsNotWhenTheNextBegins() {
    OffsetLog log = log(SMALL);
    state.add("job", 60);
    put(log.next(true, Besides.NOTHING, true, true));
    state.change("job0");
    put(log.next(true, Besides.NOTHING, true, true));
    assertThat(log.isFull()).isFalse();
    for (int i = 1; i < 30; i++) {
      state.change("job" + i);
      put(log.next(false, Besides.NOTHING, true, true));
    }
    assertThat(log.isFull()).isTrue();

    state.change("job31");
    put(log.next(true, Besides.NOTHING, true, true));
    assertThat(log.isFull()).isFalse();
  }

  @Test
  void aStateThatIsLargeAtOnceIsCutAtOnce() {
    OffsetLog log = log(CUT);
    state.add("job", 60);

    Carried first = put(log.next(true, Besides.NOTHING, true, true));

    assertThat(first.partition()).isEqualTo(OWN);
    assertThat(first.after()).containsKey("pieces").doesNotContainKey("trackedJobs");
    assertThat(first.pieces()).hasSizeGreaterThan(1);
    assertNoneLarger(first);
    assertStored();
  }

  @Test
  void nothingIsCutAtOnceWhereCarriersAreNotKnownToArrive() {
    OffsetLog log = log(CUT);
    state.add("job", 60);
    assertThat(put(log.next(true, Besides.NOTHING, true, false)).after())
        .containsKey("trackedJobs");
    state.add("more", 60);
    assertThat(put(log.next(true, Besides.NOTHING, true, false)).after())
        .containsKey("changedJobs");
    assertStored();
  }

  @Test
  void moreThanAnEntryTakesIsASnapshotAtOnce() {
    OffsetLog log = log(CUT);
    state.add("job", 10);
    put(log.next(true, Besides.NOTHING, true, true));
    state.change("job1");
    assertThat(put(log.next(true, Besides.NOTHING, true, true)).partition()).isNotEqualTo(OWN);
    state.add("more", 60);

    Carried cut = put(log.next(true, Besides.NOTHING, true, true));

    assertThat(cut.partition()).isEqualTo(OWN);
    assertThat(cut.pieces()).isNotEmpty();
    assertNoneLarger(cut);
    assertStored();
    IntStream.range(0, 60).forEach(i -> state.forget("more" + i));
    Carried whole = put(log.next(true, Besides.NOTHING, true, true));
    assertThat(whole.partition()).isEqualTo(OWN);
    assertThat(whole.pieces()).isEmpty();
    assertNoneLarger(whole);
    assertStored();
  }

  /** What carries the snapshot may have been dropped, and what carries its pieces not. */
  @Test
  void piecesThatAreInUseAreNotWrittenOver() {
    OffsetLog log = log(CUT);
    state.add("job", 60);
    put(log.next(true, Besides.NOTHING, true, true));
    assertThat(kept.parts.get("").get("pieces").toString()).startsWith("a:");
    untilCut(log);
    state.add("more", 20);

    for (int i = 0; i < 3; i++) {
      Carried cut = log.next(i == 0, Besides.NOTHING, true, true);
      assertThat(cut.partition()).isEqualTo(OWN);
      assertThat(cut.pieces())
          .isNotEmpty()
          .allSatisfy(piece -> assertThat(piece.partition().get("log")).startsWith("b"));
      state.add("more" + i, 20);
    }
  }

  @Test
  void aSnapshotThatIsNotThereIsCutAnewOnceItHasGrownTooMuch() {
    OffsetLog log = log(CUT);
    state.add("job", 60);
    put(log.next(true, Besides.NOTHING, true, true));
    int cuts = 0;
    for (int i = 0; i < 60; i++) {
      state.change("job" + i);
      Carried again = put(log.next(false, Besides.NOTHING, true, true));
      assertThat(again.partition()).isEqualTo(OWN);
      assertNoneLarger(again);
      assertStored();
      cuts += again.pieces().isEmpty() ? 0 : 1;
    }
    assertThat(cuts).isBetween(2, 20);
  }

  /** Without its plain keys. */
  private static void assertNoneLarger(Carried carried) {
    for (String key : List.of("trackedJobs", "changedJobs", "forgottenJobs")) {
      String text = String.valueOf(carried.after().getOrDefault(key, ""));
      assertThat(text).as(key).hasSizeLessThanOrEqualTo(CUT.piece());
    }
    assertThat(carried.pieces())
        .allSatisfy(
            piece ->
                assertThat(piece.offset().get("piece").toString())
                    .hasSizeLessThanOrEqualTo(CUT.piece()));
  }

  private OffsetLog log(LogSizes sizes) {
    return kept.log(state, sizes);
  }

  private Carried untilCut(OffsetLog log) {
    Carried next = null;
    // One job after the other: for few changes there are no new pieces.
    for (int i = 0; next == null || next.pieces().isEmpty(); i++) {
      state.change("job" + i);
      next = put(log.next(true, Besides.NOTHING, true, true));
    }
    return next;
  }

  private Carried put(Carried carried) {
    assertThat(carried.after()).isNotSameAs(carried.before());
    return kept.put(carried);
  }

  /** A start has the state as it is. */
  private void assertStored() {
    SourceState read = kept.read(SMALL).state();
    SourceState held = state.state();
    assertThat(read.trackedJobs()).containsExactlyInAnyOrderElementsOf(held.trackedJobs());
    assertThat(read.lastCreationTime()).isEqualTo(held.lastCreationTime()).isAfterOrEqualTo(T0);
  }
}
