package io.mediajobs.connect;

import io.mediajobs.connect.config.SourcesSection;
import io.mediajobs.job.Account;
import io.mediajobs.job.Account.Bucket;
import io.mediajobs.job.AccountApi;
import io.mediajobs.job.AccountApi.Rest;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.JobsApiException.Kind;
import io.mediajobs.job.Printable;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for the buckets of an account, region by region, in the lists of each family of jobs. What
 * one list does not tell, since the service refuses it or fails with it, stays as it was known.
 */
final class BucketLook {

  private static final Logger LOG = LoggerFactory.getLogger(BucketLook.class);

  /** Of so many odd names the log tells at most. */
  private static final int MOST_TOLD = 100;

  /** So much of an odd name the log shows. */
  private static final int SHOWN = 200;

  private final AccountApi api;
  private final SourcesSection sources;
  private final Set<String> refused = new HashSet<>();
  private final Set<String> leftOut = new HashSet<>();
  private final Set<Bucket> odd = new HashSet<>();
  private boolean isWhole = true;

  /** A look at what the settings ask for. */
  BucketLook(AccountApi api, SourcesSection sources) {
    this.api = api;
    this.sources = sources;
  }

  /**
   * Looks once.
   *
   * @param known what the look before has shown; null for the first
   * @param patient as {@link AccountLook#take} has it
   * @return the buckets to read, each with the lists that show it
   * @throws JobsApiException where nothing can be said of the account
   */
  Map<Bucket, Set<String>> take(@Nullable Account known, boolean patient, Rest rest)
      throws JobsApiException, InterruptedException {
    Map<Bucket, Set<String>> found = new TreeMap<>();
    List<String> regions = sources.regions();
    Set<String> paths = sources.bucketPaths();
    Map<String, JobsApiException> failures = new LinkedHashMap<>();
    for (String region : regions) {
      Set<String> untold = new TreeSet<>();
      for (String path : paths) {
        try {
          for (Bucket bucket : api.buckets(region, path, rest)) {
            if (!Bucket.isName(bucket.name())) {
              tell(region + path, bucket);
            } else if (sources.reads(bucket)) {
              found.computeIfAbsent(bucket, b -> new TreeSet<>()).add(path);
            }
          }
          refused.remove(region + path);
          leftOut.remove(region + path);
        } catch (JobsApiException failure) {
          boolean isLeftOut = failure.kind() != Kind.REFUSED && known == null;
          if (AccountLook.stopsAll(failure, patient) || (isLeftOut && patient)) {
            throw failure;
          }
          untold.add(path);
          failures.put(region + path, failure);
        }
      }
      fill(found, region, untold, known);
    }
    AccountLook.checkNotAll(failures.values(), regions.size() * paths.size());
    failures.forEach((list, failure) -> tell(list, failure, known == null));
    isWhole = AccountLook.areRefusals(failures.values());
    return found;
  }

  /** Whether nothing failed in the newest look that may pass. */
  boolean isWhole() {
    return isWhole;
  }

  /**
   * Adds what some lists of a region did not tell. Where nothing is known of them, what another
   * list shows may have jobs of theirs: whether it has, its sources find out.
   */
  private static void fill(
      Map<Bucket, Set<String>> found, String region, Set<String> untold, @Nullable Account known) {
    for (String path : untold) {
      if (known == null) {
        found.forEach((bucket, by) -> addIf(bucket.region().equals(region), by, path));
      } else {
        known
            .listedBy()
            .forEach(
                (bucket, by) -> {
                  if (bucket.region().equals(region) && by.contains(path)) {
                    found.computeIfAbsent(bucket, b -> new TreeSet<>()).add(path);
                  }
                });
      }
    }
  }

  private static void addIf(boolean wanted, Set<String> paths, String path) {
    if (wanted) {
      paths.add(path);
    }
  }

  private void tell(String list, Bucket bucket) {
    if (odd.size() < MOST_TOLD && odd.add(bucket)) {
      LOG.warn(
          "Listing the buckets of {} shows '{}', which can't be a part of a host: it is left out,"
              + " the other buckets go on",
          list,
          Printable.of(Printable.cut(bucket.name(), SHOWN)));
    }
  }

  private void tell(String list, JobsApiException failure, boolean isFirst) {
    if (isFirst && failure.kind() != Kind.REFUSED && leftOut.add(list)) {
      LOG.warn(
          "{}; the buckets of other lists go on, and those of this one are read once it can be had",
          failure.getMessage());
    } else if (failure.kind() == Kind.REFUSED && refused.add(list)) {
      LOG.warn("{}; the buckets of other lists go on", failure.getMessage());
    } else {
      LOG.debug("{}; the buckets of this list stay as they were known", failure.getMessage());
    }
  }
}
