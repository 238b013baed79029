package io.mediajobs.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediajobs.connect.config.GoodSettings;
import io.mediajobs.job.Account;
import io.mediajobs.job.Account.Bucket;
import io.mediajobs.job.AccountApi;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.JobsApiException.Kind;
import io.mediajobs.job.JobsApiException.Reason;
import io.mediajobs.log.CapturedLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One look at several buckets, some of which fail. */
class AccountLookTest {

  private static final Bucket ONE = new Bucket("a-1", "ap-tokyo");
  private static final Bucket TWO = new Bucket("b-1", "ap-tokyo");

  private final Map<Bucket, JobsApiException> failures = new HashMap<>();
  private final List<String> asked = new ArrayList<>();
  private final AccountLook look = look("a-1@ap-tokyo,b-1@ap-tokyo");

  @Test
  void everyBucketIsAskedOnEveryPathAtItsPace() throws Exception {
    assertThat(take(null).queueNames())
        .containsExactly(
            "a-1@ap-tokyo/p1", "a-1@ap-tokyo/p2", "b-1@ap-tokyo/p1", "b-1@ap-tokyo/p2");
    assertThat(asked)
        .containsExactly(
            "rest",
            "a-1/ai_queue",
            "rest",
            "a-1/queue",
            "rest",
            "b-1/ai_queue",
            "rest",
            "b-1/queue");
  }

  @Test
  void theQueuesOfTheOnlyBucketGoByTheirIds() throws Exception {
    assertThat(look("a-1@ap-tokyo").take(null, true, this::rest).queueNames())
        .containsExactly("p1", "p2");
  }

  @Test
  void aBucketThatIsRefusedStopsNoOtherAndIsToldOnce() throws Exception {
    Account all = take(null);
    failures.put(TWO, refused(Reason.PERMISSION));
    try (CapturedLog log = CapturedLog.asUsual()) {
      assertThat(take(null).queueNames()).containsExactly("a-1@ap-tokyo/p1", "a-1@ap-tokyo/p2");
      assertThat(take(all)).isEqualTo(all);

      assertThat(log.text().lines().filter(line -> line.contains(" WARN ")))
          .singleElement()
          .asString()
          .endsWith("no; the other buckets go on, and its queues stay as they were known");
    }
  }

  @Test
  void aFailureThatMayPassLeavesWhatIsKnown() throws Exception {
    Account all = take(null);
    failures.put(TWO, failure(Kind.RETRY, Reason.NETWORK));

    assertThat(take(all)).isEqualTo(all);
    assertThatThrownBy(() -> take(null)).isSameAs(failures.get(TWO));
  }

  @ParameterizedTest
  @CsvSource({"RETRY,", "RETRY, PT600S", "UNREADABLE,"})
  void afterSomeLooksInVainTheFirstGoesOnWithoutABucketThatFails(
      Kind kind, @Nullable Duration retryAfter) throws Exception {
    Account all = take(null);
    failures.put(TWO, new JobsApiException(kind, Reason.OTHER, 503, "Busy.", retryAfter, null));

    Account some;
    try (CapturedLog log = CapturedLog.asUsual()) {
      some = look.take(null, false, this::rest);
      look.take(some, false, this::rest);
      look.take(null, false, this::rest);

      assertThat(log.text().lines().filter(line -> line.contains(" WARN ")))
          .singleElement()
          .asString()
          .endsWith(
              "Busy.; the other buckets go on, and b-1@ap-tokyo is read once its queues can be"
                  + " listed");
    }
    assertThat(some.buckets()).containsOnlyKeys(ONE);
    assertThat(some.buckets().get(ONE)).isEqualTo(all.buckets().get(ONE));
    failures.clear();
    assertThat(take(some)).isEqualTo(all);
  }

  @Test
  void failsWhereEveryBucketDoes() throws Exception {
    Account all = take(null);
    failures.put(ONE, refused(Reason.BUCKET));
    failures.put(TWO, refused(Reason.PERMISSION));

    assertThatThrownBy(() -> take(all)).isSameAs(failures.get(TWO));
  }

  @Test
  void failsWithWhatMayPassAndPromisesNothingOfOthers() throws Exception {
    Account all = take(null);
    failures.put(ONE, failure(Kind.RETRY, Reason.NETWORK));
    failures.put(TWO, refused(Reason.PERMISSION));
    try (CapturedLog log = CapturedLog.asUsual()) {
      assertThatThrownBy(() -> take(all)).isSameAs(failures.get(ONE));
      assertThatThrownBy(() -> look.take(null, false, this::rest)).isSameAs(failures.get(ONE));

      assertThat(log.text()).doesNotContain("the other buckets go on");
    }
  }

  @Test
  void failsAtOnceWhereNoBucketCouldFareBetter() throws Exception {
    Account all = take(null);
    for (Reason reason : List.of(Reason.SECRET_ID, Reason.SIGNATURE, Reason.TOKEN)) {
      failures.put(ONE, refused(reason));
      assertThatThrownBy(() -> take(all)).isSameAs(failures.get(ONE));
    }
    failures.put(ONE, failure(Kind.THROTTLED, Reason.OTHER));
    assertThatThrownBy(() -> take(all)).isSameAs(failures.get(ONE));
  }

  private Account take(Account known) throws Exception {
    return look.take(known, true, this::rest);
  }

  private void rest() {
    asked.add("rest");
  }

  private AccountLook look(String buckets) {
    AccountApi api =
        new AccountApi() {
          @Override
          public NavigableSet<String> queueIds(Bucket bucket, String path, Rest rest)
              throws JobsApiException, InterruptedException {
            rest.beforePage();
            asked.add(bucket.name() + path);
            if (failures.containsKey(bucket)) {
              throw failures.get(bucket);
            }
            return new TreeSet<>(Set.of(path.equals("/queue") ? "p1" : "p2"));
          }

          @Override
          public NavigableSet<Bucket> buckets(String region, String path, Rest rest) {
            throw new AssertionError("They are named");
          }

          @Override
          public void close() {}
        };
    return new AccountLook(
        api,
        GoodSettings.config(
                "ci.bucket", buckets, "ci.queue.ids", "*", "ci.tags", "Transcode,Translation")
            .sources());
  }

  private static JobsApiException refused(Reason reason) {
    return failure(Kind.REFUSED, reason);
  }

  private static JobsApiException failure(Kind kind, Reason reason) {
    return new JobsApiException(kind, reason, 403, "no", null, null);
  }
}
