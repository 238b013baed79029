package io.mediajobs.connect.metrics;

import io.mediajobs.job.JobSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** What tells the metrics of one source, or of several together, from those of others. */
final class SourceLabels {

  /** What stands for every value in the labels of several sources. */
  private static final String ALL = "all";

  private SourceLabels() {}

  /** The labels of all sources of the bucket of one. */
  static Map<String, String> ofBucket(JobSource source) {
    return labels(new JobSource(source.bucket(), source.region(), ALL, ALL, null, null));
  }

  /** The labels of all sources of the tag of one. */
  static Map<String, String> ofTag(JobSource source) {
    return labels(new JobSource(ALL, ALL, ALL, source.tag(), null, null));
  }

  /** What tells the metrics of one source from those of another, the region first. */
  static Map<String, String> labels(JobSource source) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("region", source.region());
    labels.putAll(source.parts());
    return labels;
  }
}
