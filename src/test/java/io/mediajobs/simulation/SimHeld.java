package io.mediajobs.simulation;

import io.mediajobs.connect.config.Heartbeats;
import io.mediajobs.simulation.SimOutput.Dropped;
import io.mediajobs.tracking.state.SourceState;
import io.mediajobs.tracking.state.TrackedJob;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Holds the offset that a history has put into Kafka, and what came of it, against what it must.
 */
final class SimHeld {

  private final SimRun run;
  private final List<String> faults = new ArrayList<>();

  private SimHeld(SimRun run) {
    this.run = run;
  }

  /** What is wrong, one sentence each; empty where all is well. */
  static List<String> faults(SimRun run) {
    SimHeld held = new SimHeld(run);
    held.held();
    held.repeats();
    held.carriers();
    return held.faults;
  }

  /** In the end the newest job is in the offset, be there a record of it or not. */
  private void held() {
    Instant newest = Instant.MIN;
    for (SimJob job : run.service().jobs()) {
      boolean kept = !job.vanishes() && job.damage().never() && !run.service().mayBeHidden(job);
      newest = kept && run.notices(job) && job.created().isAfter(newest) ? job.created() : newest;
    }
    boolean told = run.plan().listings().tellsCreation();
    // Where acknowledgements do not come, a carrier may end the last poll, and be dropped unheard;
    // or bring a piece as the first that is dropped.
    boolean carriesAll = run.plan().exactlyOnce() && !SimLog.of(run.plan().seed()).isUsed();
    boolean heard = run.output().dropped() != Dropped.HEARTBEATS || carriesAll;
    if (newest.equals(Instant.MIN) || !run.output().isHeld() || !told || !heard) {
      return;
    }
    Instant held = run.offsets().isEmpty() ? null : newest(run.offsets().stored().state());
    if (held == null || held.isBefore(newest)) {
      faults.add("The offset holds " + held + " and not " + newest);
    }
  }

  private static @Nullable Instant newest(SourceState state) {
    return Stream.of(
            Stream.ofNullable(state.lastCreationTime()),
            state.slices().stream().map(SourceState.OpenSlice::newest),
            state.trackedJobs().stream().map(TrackedJob::creationTime))
        .flatMap(times -> times)
        .filter(Objects::nonNull)
        .max(Instant::compareTo)
        .orElse(null);
  }

  /** With exactly-once nothing comes again that need not. */
  private void repeats() {
    boolean mayRepeat = run.plan().listings().mayRepeat() || run.patches() > 0 || run.losesPieces();
    if (mayRepeat || !run.plan().exactlyOnce() || !run.output().carriersArrive()) {
      return;
    }
    Set<String> told = new HashSet<>();
    Set<String> repeatable = new HashSet<>();
    for (SourceRecord record : run.kafka().topic()) {
      if (record.topic().equals("t.transitions")) {
        String eventId = ((Struct) record.value()).getString("eventId");
        if (!told.add(eventId) && !repeatable.contains(eventId)) {
          faults.add(eventId + " came again");
        }
        if (run.kafka().repeatable().contains(record)) {
          repeatable.add(eventId);
        }
      }
    }
  }

  /** Where every record is acknowledged, a carrier is for a first start alone. */
  private void carriers() {
    SimOutput output = run.output();
    boolean everyRecord = output.dropped() == Dropped.NOTHING && !output.failedAlone();
    long carriers =
        run.kafka().topic().stream().filter(Heartbeats::is).filter(r -> !isOfPiece(r)).count();
    int most = output.latest() ? 1 + run.restarts() : 0;
    if (run.plan().exactlyOnce() && everyRecord && carriers > most) {
      faults.add(carriers + " carriers where " + most + " would do");
    }
  }

  private static boolean isOfPiece(SourceRecord record) {
    return record.sourcePartition().get("log") instanceof String log && log.matches("[ab].*");
  }
}
