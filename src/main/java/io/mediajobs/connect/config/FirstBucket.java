package io.mediajobs.connect.config;

import io.mediajobs.job.Account.Bucket;
import io.mediajobs.job.AccountApi;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery;
import io.mediajobs.job.JobTags;
import io.mediajobs.job.JobsApi;
import io.mediajobs.job.JobsApiException;
import java.util.List;
import java.util.Set;

/**
 * Asks the question of a check of the first bucket that the service lists and the settings want.
 */
final class FirstBucket implements JobsApi {

  private final AccountApi account;
  private final JobsApi api;
  private final SourcesSection sources;

  /** Looks for a bucket by the one API, and asks by the other; closes both with itself. */
  FirstBucket(AccountApi account, JobsApi api, SourcesSection sources) {
    this.account = account;
    this.api = api;
    this.sources = sources;
  }

  /** Where no bucket is listed, nothing is wrong yet: an empty page. */
  @Override
  public JobPage ask(JobQuery query) throws JobsApiException {
    for (String region : sources.regions()) {
      for (String path : JobTags.bucketPaths(query.source().tag())) {
        for (Bucket bucket : buckets(region, path)) {
          if (Bucket.isName(bucket.name()) && sources.reads(bucket)) {
            return api.ask(sources.checkQuestion(bucket));
          }
        }
      }
    }
    return new JobPage(List.of(), null, List.of(), null);
  }

  private Set<Bucket> buckets(String region, String path) throws JobsApiException {
    try {
      return account.buckets(region, path, () -> {});
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return Set.of();
    }
  }

  @Override
  public void close() {
    account.close();
    api.close();
  }
}
