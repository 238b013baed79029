package io.mediajobs.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/** Holds the newest record of each job, and how many there were, against what the job was. */
final class SimTopic {

  private record Told(String state, String fingerprint) {}

  private final SimRun run;
  private final Map<String, List<Told>> told = new HashMap<>();

  SimTopic(SimRun run) {
    this.run = run;
  }

  /** How many transitions lead out of NonExist. */
  static long goneAndBack(SimRun run) {
    return run.kafka().topic().stream()
        .filter(record -> record.topic().equals("t.transitions"))
        .filter(record -> "NonExist".equals(((Struct) record.value()).get("previousState")))
        .count();
  }

  /** How many records of jobs are of no transition, but of other content. */
  static long contentsLater(SimRun run) {
    Set<String> states = new HashSet<>();
    long later = 0;
    for (SourceRecord record : run.kafka().topic()) {
      if (record.topic().equals("t.jobs")) {
        String state = ((Struct) record.value()).getString("state");
        later += states.add(record.key() + " " + state) ? 0 : 1;
      }
    }
    return later;
  }

  void read(SourceRecord record) {
    String id = record.headers().lastWithName("ce_id").value().toString();
    told.computeIfAbsent((String) record.key(), key -> new ArrayList<>())
        .add(
            new Told(((Struct) record.value()).getString("state"), id.substring(id.length() - 16)));
  }

  /** The state that the newest record of a job tells of; null where there is no record. */
  @Nullable String newest(SimJob job) {
    List<Told> records = told.get(job.id());
    return records == null ? null : records.get(records.size() - 1).state();
  }

  /**
   * Whether the newest record may be of an answer that was older than the one before it. Where the
   * task has died before the offset came to that record, nothing tells that it was there.
   */
  private boolean endsWithAnOlderAnswer(SimJob job, List<Told> records) {
    SimPlan plan = run.plan();
    boolean mayBe = !plan.exactlyOnce() && !plan.stale().isZero() && plan.crashPercent() > 0;
    return mayBe
        && records.size() > 1
        && trueContents(job).contains(records.get(records.size() - 2).fingerprint());
  }

  /**
   * Checks the records of a job.
   *
   * @param state the state that it was told to be in last
   */
  void check(SimJob job, String state, List<String> faults) {
    boolean readableAtLast = !job.damage().strikesAtLast() && !job.vanishes();
    boolean room = run.plan().maxTracked() == 20_000;
    if (job.damage().legible() && !(readableAtLast && room)) {
      // Its transitions were told, but maybe no answer could be read that shows where it is, or it
      // was not looked at again, lest it took the room of others.
      return;
    }
    List<Told> records = told.getOrDefault(job.id(), List.of());
    Told newest = records.isEmpty() ? null : records.get(records.size() - 1);
    if (newest == null || !newest.state().equals(state)) {
      faults.add(job + " is " + newest + " on the jobs topic, not " + state);
      return;
    }
    boolean gone = state.equals("NonExist") || job.vanishes();
    boolean unreadable = job.damage().strikes(run.serviceNow());
    // With little room only some of the jobs that have ended are looked at again, and none is that
    // neither listings nor look-ups may show.
    boolean seldom = run.plan().maxTracked() < 20_000 || run.service().mayBeHidden(job);
    boolean leftAlone = seldom && job.content().more() > 0;
    boolean excused = gone || unreadable || leftAlone || endsWithAnOlderAnswer(job, records);
    if (!excused && !trueContents(job).contains(newest.fingerprint())) {
      faults.add(job + " has not the content " + newest + " that is its newest of " + records);
    }
    if (run.exact() && records.size() > most(job)) {
      faults.add(job + " has more than " + most(job) + " records: " + records);
    }
  }

  /** What is true of it at the end, in the eyes of either kind of answers. */
  private List<String> trueContents(SimJob job) {
    return List.of(fingerprint(job, true), fingerprint(job, false));
  }

  private String fingerprint(SimJob job, boolean listing) {
    return HexFormat.of().toHexDigits(job.at(run.serviceNow(), listing).fingerprint());
  }

  /** So many it may have: one for each content, and for each that answers may show again. */
  private int most(SimJob job) {
    int contents = job.way().size() + job.content().more();
    int away = job.vanishes() ? 2 : 0;
    int stale = run.plan().stale().isZero() ? 0 : 2 * contents;
    int either = job.content().differs() ? contents + 2 * run.restarts() : 0;
    return contents + away + stale + either;
  }
}
