package io.mediajobs.client.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.JobsApiException.Kind;
import io.mediajobs.standin.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ChangingCredentialsTest {

  private static final Credentials FIRST = new Credentials("AKID1", "key-1", "token-1");
  private static final Credentials SECOND = new Credentials("AKID2", "key-2", "token-2");

  private final MovableClock clock = new MovableClock(Instant.parse("2022-06-28T15:00:00Z"));
  private final Store store = new Store();
  private final ChangingCredentials source = new ChangingCredentials(store, clock);
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stopThreads() {
    threads.shutdownNow();
  }

  @Test
  void looksAgainWhenThatIsDueAndNotBefore() throws Exception {
    assertThat(source.get()).isEqualTo(FIRST);
    store.holds = SECOND;
    clock.advance(Duration.ofSeconds(49));
    assertThat(source.get()).isEqualTo(FIRST);
    assertThat(store.reads).hasValue(1);

    clock.advance(Duration.ofSeconds(1));
    assertThat(source.get()).isEqualTo(SECOND);
    assertThat(store.reads).hasValue(2);
  }

  @Test
  void keepsTheOldOnesWhileTheStoreFailsAndAsksItSeldom() throws Exception {
    source.get();
    store.failure = Kind.RETRY;
    for (int second = 0; second < 99; second++) {
      clock.advance(Duration.ofSeconds(1));
      assertThat(source.get()).isEqualTo(FIRST);
    }
    // After 50 s, then each time a fifth of what is left: 10, 8, 6.4, 5.1 s and so on.
    assertThat(store.reads.get()).isBetween(8, 20);

    store.failure = null;
    store.holds = SECOND;
    clock.advance(Duration.ofSeconds(1));
    assertThat(source.get()).isEqualTo(SECOND);
  }

  @Test
  void aStoreThatFailsForLongIsAskedEveryHalfMinute() throws Exception {
    store.life = Duration.ofHours(2);
    source.get();
    store.failure = Kind.REFUSED;
    clock.advance(Duration.ofHours(1));
    for (int second = 0; second < 600; second++) {
      assertThat(source.get()).isEqualTo(FIRST);
      clock.advance(Duration.ofSeconds(1));
    }
    assertThat(store.reads).hasValue(1 + 20);
  }

  @Test
  void saysSinceWhenThereAreNone() throws Exception {
    source.get();
    store.failure = Kind.RETRY;
    clock.advance(Duration.ofSeconds(100));
    assertThatThrownBy(source::get)
        .isInstanceOfSatisfying(
            JobsApiException.class, e -> assertThat(e.kind()).isEqualTo(Kind.RETRY))
        .hasMessage("The credentials expired at 2022-06-28T15:01:40Z, and: The store is empty");
  }

  @Test
  void aFailureCountsForASecond() throws Exception {
    store.failure = Kind.REFUSED;
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(source::get)
          .isInstanceOfSatisfying(
              JobsApiException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED))
          .hasMessage("The store is empty");
    }
    assertThat(store.reads).hasValue(1);

    store.failure = null;
    clock.advance(Duration.ofSeconds(1));
    assertThat(source.get()).isEqualTo(FIRST);
  }

  @Test
  void otherRequestsUseTheOldKeyWhileOneLooksForANewOne() throws Exception {
    source.get();
    store.holds = SECOND;
    store.gate = new CountDownLatch(1);
    clock.advance(Duration.ofSeconds(50));
    Future<Credentials> looking = threads.submit(source::get);
    assertThat(store.entered.await(60, TimeUnit.SECONDS)).isTrue();

    assertThat(source.get()).isEqualTo(FIRST);

    store.gate.countDown();
    assertThat(looking.get()).isEqualTo(SECOND);
    assertThat(source.get()).isEqualTo(SECOND);
    assertThat(store.reads).hasValue(2);
  }

  @Test
  void requestsWaitWhereThereIsNoKeyYet() throws Exception {
    store.gate = new CountDownLatch(1);
    List<Future<Credentials>> asking = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      asking.add(threads.submit(source::get));
    }
    assertThat(store.entered.await(60, TimeUnit.SECONDS)).isTrue();
    store.gate.countDown();
    for (Future<Credentials> one : asking) {
      assertThat(one.get()).isEqualTo(FIRST);
    }
    assertThat(store.reads).hasValue(1);
  }

  @Test
  void manyRefusalsMakeOneLook() throws Exception {
    source.get();
    for (Credentials inStore : List.of(FIRST, SECOND)) {
      clock.advance(Duration.ofSeconds(1));
      store.holds = inStore;
      store.reads.set(0);
      store.gate = new CountDownLatch(1);
      List<Future<Credentials>> asking = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        asking.add(threads.submit(() -> source.renewed(FIRST)));
      }
      store.gate.countDown();
      for (Future<Credentials> one : asking) {
        assertThat(one.get()).isEqualTo(inStore);
      }
      assertThat(store.reads).hasValue(1);
    }
  }

  @Test
  void aRefusalOfKeysThatAreReplacedAlreadyMakesNoLook() throws Exception {
    source.get();
    store.holds = SECOND;
    assertThat(source.renewed(FIRST)).isEqualTo(SECOND);
    clock.advance(Duration.ofSeconds(10));
    assertThat(source.renewed(FIRST)).isEqualTo(SECOND);
    assertThat(store.reads).hasValue(2);
  }

  @Test
  void aLookForNothingIsRepeatedAfterASecond() throws Exception {
    source.get();
    store.failure = Kind.RETRY;
    assertThat(source.renewed(FIRST)).isEqualTo(FIRST);
    store.failure = null;
    store.holds = SECOND;
    assertThat(source.renewed(FIRST)).isEqualTo(FIRST);
    clock.advance(Duration.ofSeconds(1));
    assertThat(source.renewed(FIRST)).isEqualTo(SECOND);
    assertThat(source.get()).isEqualTo(SECOND);
    assertThat(store.reads).hasValue(3);
  }

  @Test
  void awaitsOthersForAMinute() {
    assertThat(source.awaitsOthers(FIRST)).isTrue();
    clock.advance(Duration.ofSeconds(60));
    assertThat(source.awaitsOthers(FIRST)).isFalse();
    assertThat(CredentialsSource.fixed(FIRST).awaitsOthers(FIRST)).isFalse();
    assertThat(CredentialsSource.fixed(FIRST).renewed(FIRST)).isSameAs(FIRST);
  }

  @Test
  void closesTheStore() {
    source.close();
    assertThat(store.closed).isTrue();
  }

  @Test
  void showsNoSecret() throws Exception {
    assertThat(source.get()).isEqualTo(FIRST);
    assertThat(source.toString() + store.read(clock.instant()))
        .doesNotContain("AKID", "key-", "token-");
  }

  /** Holds credentials that live for 100 s and are to be looked at again after half of it. */
  private static final class Store implements CredentialsStore {

    final AtomicInteger reads = new AtomicInteger();
    final CountDownLatch entered = new CountDownLatch(1);
    volatile Credentials holds = FIRST;
    volatile Duration life = Duration.ofSeconds(100);
    volatile Kind failure;
    volatile CountDownLatch gate = new CountDownLatch(0);
    volatile boolean closed;

    @Override
    public Found read(Instant now) throws JobsApiException {
      reads.incrementAndGet();
      if (gate.getCount() > 0) {
        entered.countDown();
      }
      try {
        gate.await();
      } catch (InterruptedException stopped) {
        throw new IllegalStateException(stopped);
      }
      if (failure != null) {
        throw new JobsApiException(failure, 0, "The store is empty", null, null);
      }
      return new Found(holds, now.plus(life.dividedBy(2)), now.plus(life));
    }

    @Override
    public String ifRefused() {
      return "fill the store";
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
