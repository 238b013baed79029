package io.mediajobs.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.kafka.Await;
import io.mediajobs.kafka.TopicReader;
import io.mediajobs.standin.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What arrives of an account, how late, and how much is asked for it. */
final class AccountFigures {

  private final ManyBuckets account;
  private final TopicReader transitions;
  private final TransitionLog log = new TransitionLog();
  private final List<Told> told = new ArrayList<>();
  private int taken;

  /** When the first transition of a job was told. */
  private record Told(Instant created, Instant at) {}

  AccountFigures(ManyBuckets account, TopicReader transitions) {
    this.account = account;
    this.transitions = transitions;
  }

  /** How many jobs have been told so far. */
  int jobs() {
    read();
    return log.jobs().size();
  }

  /** Waits until so many jobs have been told. */
  void awaitJobs(int count, Duration atMost) {
    Await.until(atMost, count + " jobs", () -> jobs() >= count);
  }

  /** Waits until every job has ended on the topic. */
  void awaitEnds(Duration atMost) {
    Await.until(
        atMost,
        "every job to have ended on the topic",
        () -> {
          read();
          if (log.ended() < account.jobs().size()) {
            throw new IllegalStateException(log.ended() + " of " + account.jobs().size());
          }
          return true;
        });
  }

  /** Every transition of every job once, in order. */
  void assertExact() {
    System.out.printf("%d jobs, %d transitions%n", account.jobs().size(), log.count());
    assertThat(account.astray(log)).isEmpty();
    assertThat(log.repeats()).isEmpty();
    assertThat(log.gaps()).isEmpty();
  }

  /** Prints the figures of a minute. */
  void print(int minute, Instant end) {
    read();
    Instant start = end.minusSeconds(60);
    List<Instant> asked = asked(start, end);
    System.out.printf(
        "%6d %5d %7.1f %9d %14d%n",
        minute,
        told.stream().filter(one -> isIn(one.created(), start, end)).count(),
        mean(start, end),
        asked.size(),
        most(asked, Duration.ofSeconds(1)));
  }

  /** What a whole account is to be like from its start to the end of its jobs. */
  void assertPace(Instant start, Instant end) {
    List<Instant> asked = asked(start, end);
    double mean = mean(start.plusSeconds(120), end);
    Duration longest = longest(start, end);
    System.out.printf(
        "A job is told after %.1f s on average from minute 2, %.1f from minute 4; each source is"
            + " asked at least every %s; at most %d requests in a second, %d in a minute%n",
        mean,
        mean(start.plusSeconds(240), end),
        longest,
        most(asked, Duration.ofSeconds(1)),
        most(asked, Duration.ofMinutes(1)));
    assertThat(mean).isLessThanOrEqualTo(8);
    assertThat(most(asked, Duration.ofSeconds(1))).isLessThanOrEqualTo(12);
    assertThat(most(asked, Duration.ofMinutes(1))).isLessThanOrEqualTo(605);
    assertThat(longest).isLessThanOrEqualTo(Duration.ofMinutes(6));
  }

  private void read() {
    List<ConsumerRecord<String, byte[]>> records = transitions.read();
    for (ConsumerRecord<String, byte[]> record : records.subList(taken, records.size())) {
      TransitionLog.Transition transition = log.add(record);
      Long created = transition.occurredAt();
      if (transition.sequence() == 0 && created != null) {
        told.add(new Told(Instant.ofEpochMilli(created), Instant.ofEpochMilli(record.timestamp())));
      }
    }
    taken = records.size();
  }

  private double mean(Instant start, Instant end) {
    return told.stream()
            .filter(one -> isIn(one.created(), start, end))
            .mapToLong(one -> Duration.between(one.created(), one.at()).toMillis())
            .average()
            .orElse(Double.NaN)
        / 1000;
  }

  private List<Instant> asked(Instant start, Instant end) {
    return account.requests().stream()
        .map(Request::receivedAt)
        .filter(time -> isIn(time, start, end))
        .sorted()
        .toList();
  }

  /** The longest time that a source was not asked. */
  private Duration longest(Instant start, Instant end) {
    Map<String, Instant> last = new HashMap<>();
    Duration longest = Duration.ZERO;
    for (Request request : account.requests()) {
      String source = request.headers().get("host") + request.path() + request.parameter("tag");
      if (request.kind() == Request.Kind.LISTING && isIn(request.receivedAt(), start, end)) {
        longest = longer(longest, last.getOrDefault(source, start), request.receivedAt());
        last.put(source, request.receivedAt());
      }
    }
    assertThat(last).hasSize(account.sources());
    for (Instant time : last.values()) {
      longest = longer(longest, time, end);
    }
    return longest;
  }

  private static Duration longer(Duration longest, Instant from, Instant to) {
    Duration wait = Duration.between(from, to);
    return wait.compareTo(longest) > 0 ? wait : longest;
  }

  private static int most(List<Instant> sorted, Duration span) {
    int most = 0;
    int first = 0;
    for (int last = 0; last < sorted.size(); last++) {
      while (!sorted.get(first).plus(span).isAfter(sorted.get(last))) {
        first++;
      }
      most = Math.max(most, last - first + 1);
    }
    return most;
  }

  private static boolean isIn(Instant time, Instant start, Instant end) {
    return !time.isBefore(start) && time.isBefore(end);
  }
}
