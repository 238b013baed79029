package io.mediajobs.connect.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.junit.jupiter.api.Test;

/** What the settings are: a changed key or default breaks the files of users. */
class MediaJobsDefinitionTest {

  private static final String DEFAULTS =
      """
      ci.bucket = required
      ci.region = required
      ci.bucket.include =
      ci.bucket.exclude =
      ci.endpoint = null
      ci.endpoint.allow.http = false
      ci.credentials.provider = static
      ci.secret.id = null
      ci.secret.key = null
      ci.session.token = null
      ci.session.token.header = x-ci-security-token
      ci.credentials.file = null
      ci.instance.role = null
      ci.instance.metadata.endpoint = http://metadata.tencentyun.com
      ci.role.arn = null
      ci.sts.endpoint = https://sts.tencentcloudapi.com
      ci.tags = required
      ci.queue.ids =
      ci.queue.discovery.interval.ms = 60000
      ci.queue.types =
      ci.job.path = null
      ci.workflow.id = null
      ci.inventory.trigger.job.id = null
      ci.input.object = null
      topic.prefix = required
      transitions.topic = {prefix}.transitions
      jobs.topic = {prefix}.jobs
      malformed.topic = {prefix}.malformed
      transitions.states = all
      transitions.inferred = true
      transitions.include.job = true
      headers.cloudevents = true
      start.creation.time = earliest
      latency.target.ms = null
      poll.interval.ms = 5000
      poll.interval.max.ms = 60000
      refresh.interval.ms = 5000
      refresh.interval.max.ms = 60000
      refresh.learned = true
      discovery.overlap.ms = 60000
      page.size = 100
      max.tracked.jobs = 20000
      max.batch.records = 2000
      metrics.per.source = true
      requests.per.second = 10.0
      requests.budget = null
      requests.concurrent = 4
      request.timeout.ms = 10000
      connect.timeout.ms = 5000
      response.max.bytes = 16777216
      retry.backoff.ms = 500
      retry.backoff.max.ms = 60000
      retry.timeout.ms = -1
      malformed.jobs = quarantine
      max.record.bytes = 900000
      heartbeat.interval.ms = 0
      jobs.tombstones = false
      proxy.host = null
      proxy.port = null
      proxy.user = null
      proxy.password = null
      ssl.truststore.location = null
      ssl.truststore.password = null
      ssl.truststore.type = JKS
      validate.connection = true
      """;

  @Test
  void defaultsAreTheOnesPromised() throws IOException {
    Properties promised = new Properties();
    promised.load(new StringReader(DEFAULTS));

    Properties defaults = new Properties();
    for (ConfigKey key : MediaJobsConfig.definition().configKeys().values()) {
      String text =
          key.hasDefault() ? ConfigDef.convertToString(key.defaultValue, key.type) : "required";
      defaults.setProperty(key.name, String.valueOf(text));
    }

    assertThat(defaults).containsExactlyInAnyOrderEntriesOf(promised);
  }

  @Test
  void everySettingSaysWhatItIs() {
    assertThat(MediaJobsConfig.definition().groups())
        .containsExactly("Service", "Jobs", "Records", "Polling", "Requests", "Connection");
    Map<String, List<Integer>> orders = new HashMap<>();
    for (ConfigKey key : MediaJobsConfig.definition().configKeys().values()) {
      assertThat(key.documentation).as(key.name).matches("(?s)[A-Z].*\\.");
      assertThat(key.displayName).as(key.name).isNotBlank().isNotEqualTo(key.name);
      assertThat(key.importance).as(key.name).isNotNull();
      assertThat(key.width).as(key.name).isNotEqualTo(ConfigDef.Width.NONE);
      orders.computeIfAbsent(key.group, group -> new ArrayList<>()).add(key.orderInGroup);
    }
    assertThat(orders.values()).allSatisfy(o -> assertThat(o).isSorted().doesNotHaveDuplicates());
    assertThat(orders.values()).allSatisfy(o -> assertThat(o.get(0)).isEqualTo(1));
  }
}
