package io.mediajobs.job;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One listing of jobs: the unit of ordering, of offsets and of parallelism.
 *
 * @param bucket {@code examplebucket-1250000000}
 * @param region {@code ap-chongqing}
 * @param path {@code /jobs}, {@code /ai_jobs} and so on
 * @param tag the kind of job, {@code Transcode}
 * @param queueId the queue; null lists the whole bucket
 * @param queueType the kind of queue, which the service ignores beside a queueId; null for none
 */
public record JobSource(
    String bucket,
    String region,
    String path,
    String tag,
    @Nullable String queueId,
    @Nullable String queueType) {

  /** The names of all parts of a source, in their order. */
  public static final List<String> PARTS =
      List.of("bucket", "region", "path", "tag", "queueId", "queueType");

  /** The parts that the source has by their names, in the order of {@link #PARTS}. */
  public Map<String, String> parts() {
    Map<String, String> parts = new LinkedHashMap<>();
    String[] values = {bucket, region, path, tag, queueId, queueType};
    for (int i = 0; i < values.length; i++) {
      if (values[i] != null) {
        parts.put(PARTS.get(i), values[i]);
      }
    }
    return parts;
  }

  /**
   * {@code examplebucket-1250000000/jobs?tag=Transcode&queueId=p1}: for logs and messages, so it is
   * {@link Printable} whatever the service calls a queue.
   */
  @Override
  public String toString() {
    return Printable.of(
        bucket
            + path
            + "?tag="
            + tag
            + (queueId == null ? "" : "&queueId=" + queueId)
            + (queueType == null ? "" : "&queueType=" + queueType));
  }
}
