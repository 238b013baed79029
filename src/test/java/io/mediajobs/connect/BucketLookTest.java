package io.mediajobs.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediajobs.connect.config.GoodSettings;
import io.mediajobs.connect.config.SourcesSection;
import io.mediajobs.job.Account;
import io.mediajobs.job.Account.Bucket;
import io.mediajobs.job.AccountApi;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.JobsApiException.Kind;
import io.mediajobs.job.JobsApiException.Reason;
import io.mediajobs.log.CapturedLog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One look for the buckets of two regions, in the lists of two families. */
class BucketLookTest {

  private static final Bucket BOTH = new Bucket("both-1", "ap-tokyo");
  private static final Bucket MEDIA = new Bucket("media-1", "ap-tokyo");
  private static final Bucket AI = new Bucket("ai-1", "ap-beijing");
  private static final Bucket LEFT_OUT = new Bucket("tmp-1", "ap-beijing");

  private final SourcesSection sources =
      GoodSettings.config(
              "ci.bucket", "*",
              "ci.region", "ap-tokyo,ap-beijing",
              "ci.bucket.exclude", "tmp-*",
              "ci.tags", "Transcode,Translation")
          .sources();
  private final Map<String, Set<Bucket>> lists = new HashMap<>();
  private final Map<String, JobsApiException> failures = new HashMap<>();
  private final List<String> asked = new ArrayList<>();
  private final AccountLook look = new AccountLook(new Lists(), sources);

  BucketLookTest() {
    lists.put("ap-tokyo/mediabucket", Set.of(BOTH, MEDIA));
    lists.put("ap-tokyo/ai_bucket", Set.of(BOTH));
    lists.put("ap-beijing/mediabucket", Set.of(LEFT_OUT));
    lists.put("ap-beijing/ai_bucket", Set.of(AI));
  }

  @Test
  void everyBucketHasTheTagsOfTheFamiliesThatListIt() throws Exception {
    Account account = take(null);

    assertThat(sources.all(account))
        .extracting(JobSource::toString)
        .containsExactly(
            "ai-1/ai_jobs?tag=Translation",
            "both-1/jobs?tag=Transcode",
            "both-1/ai_jobs?tag=Translation",
            "media-1/jobs?tag=Transcode");
    assertThat(sources.all(account))
        .filteredOn(source -> source.bucket().equals("ai-1"))
        .extracting(JobSource::region)
        .containsExactly("ap-beijing");
    assertThat(asked)
        .containsExactly(
            "rest",
            "ap-tokyo/ai_bucket",
            "rest",
            "ap-tokyo/mediabucket",
            "rest",
            "ap-beijing/ai_bucket",
            "rest",
            "ap-beijing/mediabucket");
  }

  /** What an answer names becomes a host to which a signature goes. */
  @ParameterizedTest
  @ValueSource(strings = {"evil.example/one-1", "one", "One-1", "", "one-1@x", "a\nb-1"})
  void aNameThatIsNoPartOfAHostIsLeftOutAndToldOnce(String name) throws Exception {
    lists.put("ap-tokyo/ai_bucket", Set.of(BOTH, new Bucket(name, "ap-tokyo")));
    try (CapturedLog log = CapturedLog.asUsual()) {
      assertThat(take(take(null)).bucketNames())
          .containsExactly("ai-1@ap-beijing", "both-1@ap-tokyo", "media-1@ap-tokyo");
      assertThat(log.text().lines().filter(line -> line.contains(" WARN ")))
          .singleElement()
          .asString()
          .endsWith(
              "Listing the buckets of ap-tokyo/ai_bucket shows '"
                  + name.replace("\n", "\\u000a")
                  + "', which can't be a part of a host: it is left out, the other buckets go on");
    }
  }

  @Test
  void aListThatIsRefusedIsAsIfEveryBucketOfTheRegionWereOnIt() throws Exception {
    failures.put("ap-tokyo/ai_bucket", failure(Kind.REFUSED, Reason.PERMISSION));
    try (CapturedLog log = CapturedLog.asUsual()) {
      Account account = take(null);
      take(account);

      assertThat(account.has(MEDIA, "Translation")).isTrue();
      assertThat(account.has(AI, "Transcode")).isFalse();
      assertThat(log.text().lines().filter(line -> line.contains(" WARN ")))
          .singleElement()
          .asString()
          .endsWith("no; the buckets of other lists go on");
    }
  }

  @Test
  void aListThatFailsLaterStaysAsItWas() throws Exception {
    Account account = take(null);
    for (Kind kind : List.of(Kind.REFUSED, Kind.RETRY, Kind.UNREADABLE)) {
      failures.put("ap-beijing/ai_bucket", failure(kind, Reason.PERMISSION));
      assertThat(take(account)).isEqualTo(account);
    }
  }

  @Test
  void aBucketThatIsGoneIsLeft() throws Exception {
    take(null);
    lists.put("ap-tokyo/mediabucket", Set.of(BOTH));

    assertThat(take(null).bucketNames()).containsExactly("ai-1@ap-beijing", "both-1@ap-tokyo");
  }

  @Test
  void failsWhereNoListIsToldOrTheFirstLookIsIncomplete() throws Exception {
    failures.put("ap-beijing/ai_bucket", failure(Kind.RETRY, Reason.NETWORK));
    assertThatThrownBy(() -> take(null)).hasMessage("no");

    Account account = new Account(Map.of(), Map.of());
    lists.keySet().forEach(list -> failures.put(list, failure(Kind.REFUSED, Reason.PERMISSION)));
    assertThatThrownBy(() -> take(account)).hasMessage("no");

    failures.clear();
    failures.put("ap-tokyo/ai_bucket", failure(Kind.REFUSED, Reason.SIGNATURE));
    assertThatThrownBy(() -> take(account)).hasMessage("no");
  }

  @Test
  void afterSomeLooksInVainTheFirstGoesOnWithoutARegionThatFails() throws Exception {
    Account all = take(null);
    lists.keySet().stream()
        .filter(list -> list.startsWith("ap-beijing"))
        .forEach(list -> failures.put(list, failure(Kind.RETRY, Reason.NETWORK)));

    Account some;
    try (CapturedLog log = CapturedLog.asUsual()) {
      some = takeWithoutPatience();
      take(some);
      takeWithoutPatience();

      assertThat(log.text().lines().filter(line -> line.contains(" WARN ")))
          .as("one for each list")
          .hasSize(2)
          .allMatch(
              line ->
                  line.endsWith(
                      "no; the buckets of other lists go on, and those of this one are read once"
                          + " it can be had"));
    }
    assertThat(some.bucketNames()).isNotEmpty().allMatch(name -> name.endsWith("ap-tokyo"));
    failures.clear();
    assertThat(take(some)).isEqualTo(all);
  }

  @Test
  void failsWithWhatMayPassAndPromisesNothingOfOthers() throws Exception {
    Account all = take(null);
    lists.keySet().forEach(list -> failures.put(list, failure(Kind.REFUSED, Reason.PERMISSION)));
    JobsApiException passes = failure(Kind.RETRY, Reason.NETWORK);
    failures.put("ap-tokyo/ai_bucket", passes);
    try (CapturedLog log = CapturedLog.asUsual()) {
      assertThatThrownBy(() -> take(all)).isSameAs(passes);
      assertThatThrownBy(this::takeWithoutPatience).isSameAs(passes);

      assertThat(log.text()).doesNotContain("the buckets of other lists go on");
    }
  }

  private Account takeWithoutPatience() throws Exception {
    return look.take(null, false, () -> asked.add("rest"));
  }

  private Account take(Account known) throws Exception {
    return look.take(known, true, () -> asked.add("rest"));
  }

  private static JobsApiException failure(Kind kind, Reason reason) {
    return new JobsApiException(kind, reason, 403, "no", null, null);
  }

  private final class Lists implements AccountApi {

    @Override
    public NavigableSet<Bucket> buckets(String region, String path, Rest rest)
        throws JobsApiException, InterruptedException {
      rest.beforePage();
      asked.add(region + path);
      if (failures.containsKey(region + path)) {
        throw failures.get(region + path);
      }
      return new TreeSet<>(lists.get(region + path));
    }

    @Override
    public NavigableSet<String> queueIds(Bucket bucket, String path, Rest rest) {
      throw new AssertionError("Nobody asks for queues");
    }

    @Override
    public void close() {}
  }
}
