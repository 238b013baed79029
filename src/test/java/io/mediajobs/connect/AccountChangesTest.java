package io.mediajobs.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.connect.config.GoodSettings;
import io.mediajobs.job.Account.Bucket;
import io.mediajobs.job.AccountApi;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.JobsApiException.Kind;
import io.mediajobs.job.JobsApiException.Reason;
import io.mediajobs.log.CapturedLog;
import io.mediajobs.standin.MovableClock;
import io.mediajobs.tracking.AccountFollow;
import io.mediajobs.tracking.pace.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a watch tells its worker of lists of buckets that change or fail. */
@Timeout(120)
class AccountChangesTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Bucket ONE = new Bucket("one-1", "ap-tokyo");
  private static final Bucket FLAPPING = new Bucket("flapping-1", "ap-tokyo");
  private static final Bucket FAR = new Bucket("far-1", "ap-beijing");
  private static final Bucket NEW = new Bucket("new-1", "ap-tokyo");

  private final MovableClock clock = new MovableClock(Instant.parse("2026-11-01T00:00:00Z"));
  private final WatchedContext context = new WatchedContext();

  @Test
  void whatCountsIsToldAndNotWhatTheLastLookHasShown() throws Exception {
    Lists lists =
        (region, look) ->
            look == 0
                ? Set.of(ONE, FLAPPING)
                : look % 2 == 0 ? Set.of(ONE, NEW, FLAPPING) : Set.of(ONE, NEW);
    try (AccountWatch watch = watch("ap-tokyo", lists)) {
      assertThat(watch.account(PATIENCE).buckets()).containsOnlyKeys(ONE, FLAPPING);

      context.reconfigurations.acquire();
      assertThat(watch.account(PATIENCE).buckets()).containsOnlyKeys(ONE, FLAPPING, NEW);
      assertThat(watch.newBuckets()).containsExactly(NEW);
    }
  }

  @Test
  void aRegionThatDoesNotAnswerIsLeftOutAfterThreeLooksAndReadOnceItDoes() throws Exception {
    Lists lists =
        (region, look) -> {
          if (region.equals("ap-tokyo")) {
            return Set.of(ONE);
          }
          if (look < 9) {
            throw new JobsApiException(Kind.RETRY, Reason.NETWORK, 0, "No answer.", null, null);
          }
          return Set.of(FAR);
        };
    try (CapturedLog log = CapturedLog.asUsual();
        AccountWatch watch = watch("ap-tokyo,ap-beijing", lists)) {
      assertThat(watch.account(PATIENCE).buckets()).containsOnlyKeys(ONE);

      context.reconfigurations.acquire();
      assertThat(watch.account(PATIENCE).buckets()).containsOnlyKeys(ONE, FAR);
      assertThat(context.errors).isEmpty();
      assertThat(log.text().lines().filter(line -> line.contains(" WARN ")))
          .satisfiesExactly(
              line -> assertThat(line).endsWith("No answer.; trying again"),
              line ->
                  assertThat(line)
                      .endsWith(
                          "No answer.; the buckets of other lists go on, and those of this one are"
                              + " read once it can be had"));
      assertThat(log.text()).contains("is listed again after 3 failed attempts");
    }
  }

  /** A look takes 200 s; the last that was whole and did not show what is new was the second. */
  @Test
  void whatIsNewIsAtMostAsOldAsTheLastWholeLookWithoutIt() throws Exception {
    Lists lists =
        (region, look) -> {
          clock.advance(Duration.ofSeconds(100));
          if (region.equals("ap-tokyo")) {
            return Set.of(ONE);
          }
          if (look == 2) {
            throw new JobsApiException(Kind.RETRY, Reason.NETWORK, 0, "No answer.", null, null);
          }
          return look < 2 ? Set.of() : Set.of(FAR);
        };
    try (AccountWatch watch = watch("ap-tokyo,ap-beijing", lists)) {
      assertThat(watch.account(PATIENCE).buckets()).containsOnlyKeys(ONE);
      context.reconfigurations.acquire();

      assertThat(watch.account(PATIENCE).buckets()).containsOnlyKeys(ONE, FAR);
      assertThat(watch.newsAge())
          .isBetween(Duration.ofSeconds(4 * 200), Duration.ofSeconds(4 * 200 + 1));
    }
  }

  @Test
  void whatTheFirstLookShowsIsNotNew() {
    try (AccountWatch watch = watch("ap-tokyo", (region, look) -> Set.of(ONE))) {
      assertThat(watch.account(PATIENCE).buckets()).containsOnlyKeys(ONE);
      assertThat(watch.newsAge()).isZero();
    }
  }

  private AccountWatch watch(String regions, Lists lists) {
    return new AccountWatch(
        new AccountLook(
            new ListedBuckets(lists),
            GoodSettings.config("ci.bucket", "*", "ci.region", regions, "ci.tags", "Transcode")
                .sources()),
        new AccountFollow(
            Duration.ofMillis(20),
            new Backoff(Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofHours(1)),
            new Random(1)),
        context,
        true,
        1_000_000,
        new Worker(new Throttle(), new Random(1), clock, clock));
  }

  /** The buckets of a region in the first, second and so on of its looks, from 0. */
  private interface Lists {
    Set<Bucket> of(String region, int look) throws JobsApiException;
  }

  private static final class ListedBuckets implements AccountApi {

    private final Lists lists;
    private final Map<String, Integer> looks = new HashMap<>();

    ListedBuckets(Lists lists) {
      this.lists = lists;
    }

    @Override
    public NavigableSet<Bucket> buckets(String region, String path, Rest rest)
        throws JobsApiException, InterruptedException {
      rest.beforePage();
      return new TreeSet<>(lists.of(region, looks.merge(region, 1, Integer::sum) - 1));
    }

    @Override
    public NavigableSet<String> queueIds(Bucket bucket, String path, Rest rest) {
      throw new AssertionError("Nobody asks for queues");
    }

    @Override
    public void close() {}
  }
}
