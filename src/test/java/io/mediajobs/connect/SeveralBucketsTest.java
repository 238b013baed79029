package io.mediajobs.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.log.CapturedLog;
import io.mediajobs.standin.BucketStandIn;
import io.mediajobs.standin.Job;
import io.mediajobs.standin.Jobs;
import io.mediajobs.standin.StandIn;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A task that polls several buckets, each on a host of its own. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SeveralBucketsTest {

  private static final Instant CREATED = Instant.now().minusSeconds(600);

  private final StandIn service = StandIn.start(InstantSource.system());
  private final BucketStandIn one = service.addBucket("one-1250000000", "ap-chongqing");
  private final BucketStandIn two = service.addBucket("two-1250000000", "ap-tokyo");

  @AfterEach
  void close() {
    service.close();
  }

  @Test
  void everyBucketHasItsJobsItsOffsetAndItsTopics() throws Exception {
    one.add(job("j-one"));
    two.add(job("j-two"));
    Map<String, String> more = settings(service);
    more.put("transitions.topic", "t.{region}.{bucket}");
    more.put("jobs.topic", "");

    try (TaskRun run = new TaskRun(service, more)) {
      run.pollUntil(() -> run.records().size() >= 2);

      assertThat(run.records())
          .filteredOn(record -> record.key().equals("j-one"))
          .isNotEmpty()
          .allSatisfy(record -> is(record, "one-1250000000", "ap-chongqing"));
      assertThat(run.records())
          .filteredOn(record -> record.key().equals("j-two"))
          .isNotEmpty()
          .allSatisfy(record -> is(record, "two-1250000000", "ap-tokyo"));
      assertThat(service.requests().requests())
          .extracting(request -> request.headers().get("host"))
          .contains("one-1250000000.ci.ap-chongqing.test", "two-1250000000.ci.ap-tokyo.test")
          .doesNotContain(service.endpoint().getAuthority());
    }
  }

  @Test
  void manySourcesTakeALineOfTheLogTogether() {
    Map<String, String> more = settings(service);
    more.put("ci.tags", "*");
    try (CapturedLog log = CapturedLog.asUsual()) {
      new TaskRun(service, more).close();

      assertThat(log.text().lines())
          .filteredOn(line -> line.contains(" INFO "))
          .hasSize(2)
          .satisfiesExactly(
              line ->
                  assertThat(line)
                      .endsWith(
                          "Polling 84 sources of 2 buckets at http://{bucket}.ci.{region}.test: 0"
                              + " go on from their offsets, the others have discovered nothing"
                              + " yet"),
              line -> assertThat(line).endsWith("Stopped polling 84 sources of 2 buckets"));
    }
  }

  /** The settings of both buckets, with the stand-in as the proxy that knows their hosts. */
  static Map<String, String> settings(StandIn service) {
    Map<String, String> settings = new HashMap<>();
    settings.put("ci.bucket", "one-1250000000,two-1250000000@ap-tokyo");
    settings.put("ci.endpoint", "http://{bucket}.ci.{region}.test");
    settings.put("ci.endpoint.allow.http", "true");
    settings.put("proxy.host", "127.0.0.1");
    settings.put("proxy.port", Integer.toString(service.endpoint().getPort()));
    return settings;
  }

  private static void is(SourceRecord record, String bucket, String region) {
    assertThat(record.topic()).isEqualTo("t." + region + "." + bucket);
    assertThat(record.sourcePartition())
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("bucket", bucket)
        .containsEntry("region", region);
  }

  private static Job job(String id) {
    return Jobs.job("Transcode").id(id).createdAt(CREATED).build();
  }
}
