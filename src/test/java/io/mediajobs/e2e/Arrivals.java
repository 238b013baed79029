package io.mediajobs.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.job.JobState;
import io.mediajobs.kafka.Await;
import io.mediajobs.kafka.KafkaProcess;
import io.mediajobs.kafka.TopicReader;
import io.mediajobs.standin.Job;
import io.mediajobs.standin.StandIn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What has arrived in the topics of a connector, held against what became of the jobs. */
final class Arrivals implements AutoCloseable {

  private final StandIn service;
  private final TopicReader transitions;
  private final TopicReader jobs;
  private final TransitionLog log = new TransitionLog();
  private final SnapshotLog snapshots;
  private int taken;

  /** What a read-committed consumer gets from the topics of this prefix. */
  Arrivals(StandIn service, KafkaProcess broker, String topicPrefix) {
    this(service, broker.bootstrap(), topicPrefix);
  }

  /** The same from the broker at this address. */
  Arrivals(StandIn service, String bootstrap, String topicPrefix) {
    this.service = service;
    transitions = new TopicReader(bootstrap, topicPrefix + ".transitions");
    jobs = new TopicReader(bootstrap, topicPrefix + ".jobs");
    snapshots = new SnapshotLog(service.bucket(), service.region());
  }

  /** The transitions so far. */
  TransitionLog read() {
    List<ConsumerRecord<String, byte[]>> records = transitions.read();
    records.subList(taken, records.size()).forEach(log::add);
    taken = records.size();
    return log;
  }

  /** Waits until every job of the service has ended on the topic. */
  TransitionLog awaitEnds(Duration timeout) {
    int count = service.jobs().size();
    Await.until(
        timeout,
        "all " + count + " jobs to have ended on the topic",
        () -> {
          read();
          if (log.ended() != count) {
            throw new IllegalStateException(
                log.jobs().size() + " found, " + log.ended() + " ended");
          }
          return true;
        });
    return log;
  }

  /**
   * One sentence for each job of which a state is missing, or one too many there; pauses aside, as
   * they leave no trace for who did not see them.
   */
  List<String> astray() {
    List<String> astray = new ArrayList<>();
    for (Job job : service.jobs()) {
      List<String> told = new ArrayList<>(log.states(job.id()));
      told.removeIf(JobState.PAUSE.name()::equals);
      List<String> wanted = names(service.truth().canonicalPath(job.id()));
      if (!told.equals(wanted)) {
        astray.add(job.id() + " was " + wanted + " and is told as " + told);
      }
    }
    return astray;
  }

  /** One sentence for each job of which a state was never told; pauses aside. */
  List<String> lost() {
    List<String> lost = new ArrayList<>();
    for (Job job : service.jobs()) {
      List<String> wanted = names(service.truth().canonicalPath(job.id()));
      if (!log.states(job.id()).containsAll(wanted)) {
        lost.add(job.id() + " was " + wanted + " and is told as " + log.states(job.id()));
      }
    }
    return lost;
  }

  /** One sentence for each job whose newest snapshot does not show what became of it. */
  List<String> wrongSnapshots() {
    readJobs();
    List<String> wrong = new ArrayList<>();
    Set<String> unknown = new TreeSet<>(snapshots.jobs());
    for (Job job : service.jobs()) {
      String state = service.truth().state(job.id()).name();
      String shown = snapshots.state(job.id());
      if (!state.equals(shown)) {
        wrong.add(job.id() + " is " + state + " and shown as " + shown);
      }
      unknown.remove(job.id());
    }
    unknown.forEach(id -> wrong.add(id + " is shown and does not exist"));
    return wrong;
  }

  /**
   * One sentence for each job that has ended and whose newest snapshot differs in any element from
   * what the service shows of it when nothing more comes.
   */
  List<String> untrueSnapshots() {
    readJobs();
    List<String> untrue = new ArrayList<>();
    for (Job job : service.jobs()) {
      if (service.truth().state(job.id()).ended()) {
        String difference = snapshots.difference(job.tag(), service.truth().finalXml(job.id()));
        if (difference != null) {
          untrue.add(difference);
        }
      }
    }
    return untrue;
  }

  /** Waits until nothing is untrue on the jobs topic: see {@link #untrueSnapshots}. */
  SnapshotLog awaitTrueSnapshots(Duration timeout) {
    Await.until(
        timeout,
        "the jobs topic to be true in every element",
        () -> {
          List<String> untrue = untrueSnapshots();
          if (!untrue.isEmpty()) {
            throw new IllegalStateException(
                untrue.size() + " jobs are not, such as: " + untrue.get(0));
          }
          return true;
        });
    return snapshots;
  }

  /**
   * One sentence for each job that has more snapshots than answers have shown contents of it, so
   * that one was told again.
   */
  List<String> surplusSnapshots() {
    readJobs();
    List<String> surplus = new ArrayList<>();
    for (Job job : service.jobs()) {
      int contents = service.truth().contents(job.id());
      if (snapshots.count(job.id()) > contents) {
        surplus.add(
            job.id()
                + " has "
                + snapshots.count(job.id())
                + " snapshots and had "
                + contents
                + " contents");
      }
    }
    return surplus;
  }

  private void readJobs() {
    List<ConsumerRecord<String, byte[]>> records = jobs.read();
    records.subList(snapshots.count(), records.size()).forEach(snapshots::add);
  }

  /**
   * The pauses that an answer has shown and no transition tells, by job. The worker that got the
   * answer may have died with it, and a later one finds no trace of a pause that is over.
   */
  Map<String, List<String>> untoldPauses() {
    Map<String, List<String>> untold = new TreeMap<>();
    for (Job job : service.jobs()) {
      List<String> told = log.states(job.id());
      List<String> observed = names(service.truth().observed(job.id()));
      assertThat(told).as(job.id()).containsAll(without(observed, JobState.PAUSE));
      if (!told.containsAll(observed)) {
        untold.put(job.id(), told);
      }
    }
    return untold;
  }

  /** Every transition once, in order, and nothing missing: what exactly-once promises. */
  void assertExact() {
    assertThat(log.repeats()).as("duplicates").isEmpty();
    assertExactButForRepeats();
  }

  /** The same, where a transition may come again with its eventId: what at-least-once promises. */
  void assertExactButForRepeats() {
    assertThat(log.conflicts()).as("repeated otherwise").isEmpty();
    assertThat(log.gaps()).as("gaps").isEmpty();
    assertThat(astray()).as("astray").isEmpty();
    assertThat(wrongSnapshots()).as("snapshots").isEmpty();
    assertThat(untrueSnapshots()).as("elements of snapshots").isEmpty();
  }

  /** The figures of a run, for people. */
  String figures() {
    return service.jobs().size()
        + " jobs, "
        + log.count()
        + " transitions, "
        + log.duplicates()
        + " duplicates, "
        + lost().size()
        + " lost, "
        + astray().size()
        + " astray, "
        + untoldPauses().size()
        + " pauses lost with a worker";
  }

  @Override
  public void close() {
    transitions.close();
    jobs.close();
  }

  private static List<String> names(List<JobState> states) {
    return states.stream().map(JobState::name).toList();
  }

  private static List<String> without(List<String> states, JobState state) {
    return states.stream().filter(one -> !one.equals(state.name())).toList();
  }
}
