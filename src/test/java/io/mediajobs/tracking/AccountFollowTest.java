package io.mediajobs.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.job.Account;
import io.mediajobs.job.Account.Bucket;
import io.mediajobs.job.JobQueues;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.JobsApiException.Kind;
import io.mediajobs.job.JobsApiException.Reason;
import io.mediajobs.tracking.pace.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class AccountFollowTest {

  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
  private static final Account ONE = queues("p1");
  private static final Account TWO = queues("p1", "p2");

  private final AccountFollow follow =
      new AccountFollow(
          Duration.ofSeconds(60),
          new Backoff(Duration.ofMillis(500), Duration.ofSeconds(60), Duration.ofHours(1)),
          new Random(1));

  @Test
  void theFirstListingCountsAtOnce() {
    assertThat(follow.current()).isNull();
    assertThat(follow.listed(ONE)).isTrue();
    assertThat(follow.current()).isEqualTo(ONE);
    assertThat(follow.listed(queues("p1"))).isFalse();
  }

  @Test
  void aChangeCountsWhenASecondLookShowsTheSame() {
    follow.listed(ONE);
    assertThat(follow.listed(TWO)).isFalse();
    assertThat(follow.current()).isEqualTo(ONE);
    assertThat(follow.listed(TWO)).isTrue();
    assertThat(follow.current()).isEqualTo(TWO);
    assertThat(follow.listed(TWO)).isFalse();
  }

  @Test
  void queuesThatAreMadeTogetherMakeForOneChange() {
    follow.listed(ONE);
    Account three = queues("p1", "p2", "p3");
    assertThat(List.of(TWO, three, three, three)).map(follow::listed).containsOnlyOnce(true);
    assertThat(follow.current()).isEqualTo(three);
  }

  @Test
  void aQueueThatOneListingMissesIsNotGivenUp() {
    follow.listed(TWO);
    assertThat(List.of(ONE, TWO, ONE, TWO)).map(follow::listed).containsOnly(false);
    assertThat(follow.current()).isEqualTo(TWO);
  }

  @Test
  void aQueueThatComesAndGoesHidesNoOther() {
    follow.listed(ONE);
    Account flapping = queues("p1", "p2", "x");
    assertThat(List.of(TWO, flapping, TWO, flapping, TWO, flapping))
        .map(follow::listed)
        .containsExactly(false, false, true, false, false, false);
    assertThat(follow.current()).isEqualTo(TWO);
  }

  @Test
  void aBucketThatComesAndGoesHidesNoOther() {
    Account both = buckets("b-1", "x-1");
    follow.listed(both);
    Account without = buckets("b-1", "new-1");
    Account with = buckets("b-1", "new-1", "x-1");
    assertThat(List.of(without, with, without, with, without))
        .map(follow::listed)
        .containsExactly(false, false, true, false, false);
    assertThat(follow.current()).isEqualTo(with);
    assertThat(List.of(without, without)).map(follow::listed).contains(true);
    assertThat(follow.current()).isEqualTo(without);
  }

  @Test
  void aChangeIsSeenAndConfirmedWithinTheInterval() {
    follow.listed(ONE);
    Duration usual = follow.pause(NOW);
    assertThat(usual).isEqualTo(Duration.ofSeconds(49));
    follow.listed(TWO);
    Duration confirmation = follow.pause(NOW);
    assertThat(confirmation).isEqualTo(Duration.ofSeconds(5));
    assertThat(usual.plus(confirmation)).isLessThan(Duration.ofSeconds(60));
    follow.listed(TWO);
    assertThat(follow.pause(NOW)).isEqualTo(usual);
  }

  @Test
  void afterAFailureItPausesAndKeepsWhatItKnows() {
    follow.listed(ONE);
    JobsApiException busy =
        new JobsApiException(
            Kind.THROTTLED, Reason.OTHER, 429, "Busy.", Duration.ofSeconds(7), null);
    assertThat(follow.failed(busy, NOW)).isNull();
    assertThat(follow.failures()).isEqualTo(1);
    assertThat(follow.pause(NOW)).isEqualTo(Duration.ofSeconds(7));
    assertThat(follow.pause(NOW.plusSeconds(8))).isEqualTo(Duration.ZERO);
    assertThat(follow.current()).isEqualTo(ONE);
    follow.listed(ONE);
    assertThat(follow.failures()).isZero();
  }

  @Test
  void aRefusalAndAFailureThatLastsTooLongEndIt() {
    JobsApiException refused =
        new JobsApiException(Kind.REFUSED, Reason.OTHER, 403, "Refused.", null, null);
    assertThat(follow.failed(refused, NOW)).isEqualTo("Refused.");
    JobsApiException busy =
        new JobsApiException(Kind.RETRY, Reason.OTHER, 503, "Busy.", null, null);
    assertThat(follow.failed(busy, NOW)).isNull();
    assertThat(follow.failed(busy, NOW.plus(Duration.ofHours(1))))
        .isEqualTo("Busy.; gave up after 3600 s of failures, as retry.timeout.ms says");
  }

  private static Account buckets(String... names) {
    Map<Bucket, JobQueues> queues = new HashMap<>();
    Map<Bucket, Set<String>> by = new HashMap<>();
    for (String name : names) {
      queues.put(new Bucket(name, "ap-chongqing"), JobQueues.NONE);
      by.put(new Bucket(name, "ap-chongqing"), Set.of("/mediabucket"));
    }
    return new Account(queues, by);
  }

  private static Account queues(String... ids) {
    return new Account(
        Map.of(
            new Bucket("b-1", "ap-chongqing"),
            new JobQueues(Map.of("/queue", new TreeSet<>(List.of(ids))))),
        Map.of());
  }
}
