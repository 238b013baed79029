package io.mediajobs.connect;

import io.mediajobs.connect.config.SourcesSection;
import io.mediajobs.job.Account;
import io.mediajobs.job.Account.Bucket;
import io.mediajobs.job.AccountApi;
import io.mediajobs.job.AccountApi.Rest;
import io.mediajobs.job.JobQueues;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.JobsApiException.Kind;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at what there is in an account: its buckets where the settings want all of them, and the
 * queues of the buckets where they want those. One bucket never stops the others: of one that the
 * service refuses, or fails with, what was known of it goes on to count.
 */
final class AccountLook implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AccountLook.class);

  private final AccountApi api;
  private final SourcesSection sources;
  private final BucketLook lists;
  private final Set<Bucket> refused = new HashSet<>();
  private final Set<Bucket> leftOut = new HashSet<>();
  private boolean isWhole = true;

  /** A look at what the settings ask for; closes the API with itself. */
  AccountLook(AccountApi api, SourcesSection sources) {
    this.api = api;
    this.sources = sources;
    this.lists = new BucketLook(api, sources);
  }

  /**
   * Looks once.
   *
   * @param known what the look before has shown; null for the first
   * @param patient whether a first look fails where anything may pass; else that is left out
   * @param rest waits before each request
   * @throws JobsApiException where nothing can be said of the account
   */
  Account take(@Nullable Account known, boolean patient, Rest rest)
      throws JobsApiException, InterruptedException {
    Map<Bucket, Set<String>> listedBy =
        sources.followsBuckets() ? lists.take(known, patient, rest) : Map.of();
    List<Bucket> buckets =
        sources.followsBuckets() ? List.copyOf(listedBy.keySet()) : sources.buckets();
    if (sources.followsQueues()) {
      return new Account(queues(buckets, known, patient, rest), listedBy);
    }
    Map<Bucket, JobQueues> plain = new HashMap<>();
    buckets.forEach(bucket -> plain.put(bucket, JobQueues.NONE));
    return new Account(plain, listedBy);
  }

  /** Whether the newest look had everything that may be had: nothing failed that may pass. */
  boolean isWhole() {
    return isWhole && lists.isWhole();
  }

  /** Abandons a request under way. */
  @Override
  public void close() {
    api.close();
  }

  private Map<Bucket, JobQueues> queues(
      List<Bucket> buckets, @Nullable Account known, boolean patient, Rest rest)
      throws JobsApiException, InterruptedException {
    Map<Bucket, JobQueues> queues = new HashMap<>();
    Map<Bucket, JobsApiException> failures = new LinkedHashMap<>();
    for (Bucket bucket : buckets) {
      JobQueues before = known == null ? null : known.buckets().get(bucket);
      try {
        queues.put(bucket, list(bucket, rest));
        refused.remove(bucket);
        leftOut.remove(bucket);
      } catch (JobsApiException failure) {
        boolean passes = failure.kind() != Kind.REFUSED;
        boolean only = buckets.size() == 1 && !sources.followsBuckets();
        if (only || stopsAll(failure, patient) || (passes && known == null && patient)) {
          throw failure;
        }
        if (before != null || !passes) {
          queues.put(bucket, before == null ? JobQueues.NONE : before);
        }
        failures.put(bucket, failure);
      }
    }
    checkNotAll(failures.values(), buckets.size());
    failures.forEach((bucket, failure) -> tell(bucket, failure, known == null));
    isWhole = areRefusals(failures.values());
    return queues;
  }

  /**
   * Lets a look fail where everything has: with what may pass, so that there is another look.
   *
   * @param all how many there are
   */
  static void checkNotAll(Collection<JobsApiException> failures, int all) throws JobsApiException {
    JobsApiException worst = null;
    for (JobsApiException failure : failures) {
      if (worst == null || worst.kind() == Kind.REFUSED || failure.kind() != Kind.REFUSED) {
        worst = failure;
      }
    }
    if (worst != null && failures.size() == all) {
      throw worst;
    }
  }

  /** Whether none of them may pass. */
  static boolean areRefusals(Collection<JobsApiException> failures) {
    return failures.stream().allMatch(failure -> failure.kind() == Kind.REFUSED);
  }

  /**
   * Whether every other bucket would fail in the same way, or wants to be left alone.
   *
   * @param patient whether a pause that one asks for is kept for all
   */
  static boolean stopsAll(JobsApiException failure, boolean patient) {
    return failure.isAboutCredentials()
        || failure.kind() == Kind.THROTTLED
        || failure.kind() == Kind.CLOCK
        || (patient && failure.retryAfter() != null);
  }

  private void tell(Bucket bucket, JobsApiException failure, boolean isFirst) {
    if (isFirst && failure.kind() != Kind.REFUSED && leftOut.add(bucket)) {
      LOG.warn(
          "{}; the other buckets go on, and {} is read once its queues can be listed",
          failure.getMessage(),
          bucket);
    } else if (failure.kind() == Kind.REFUSED && refused.add(bucket)) {
      LOG.warn(
          "{}; the other buckets go on, and its queues stay as they were known",
          failure.getMessage());
    } else {
      LOG.debug("{}; the queues of the bucket stay as they were known", failure.getMessage());
    }
  }

  /** The queues of every path; of several, one that the service does not have has none. */
  private JobQueues list(Bucket bucket, Rest rest) throws JobsApiException, InterruptedException {
    Map<String, NavigableSet<String>> byPath = new HashMap<>();
    JobsApiException missing = null;
    for (String path : sources.queuePaths()) {
      try {
        byPath.put(path, api.queueIds(bucket, path, rest));
      } catch (JobsApiException failure) {
        if (failure.status() != 400 && failure.status() != 404) {
          throw failure;
        }
        missing = failure;
      }
    }
    if (missing != null) {
      if (byPath.isEmpty()) {
        throw missing;
      }
      LOG.debug("{}; its queues are left out", missing.getMessage());
    }
    return new JobQueues(byPath);
  }
}
