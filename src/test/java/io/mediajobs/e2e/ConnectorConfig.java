package io.mediajobs.e2e;

import io.mediajobs.kafka.Secrets;
import io.mediajobs.standin.StandIn;
import java.util.HashMap;
import java.util.Map;

/** The configuration of a connector that reads from the stand-in, quick enough for a test. */
final class ConnectorConfig {

  private ConnectorConfig() {}

  /** One task, exactly-once, records in single-object Avro; the map may be changed. */
  static Map<String, String> of(StandIn service, String topicPrefix, String... tags) {
    Map<String, String> config = new HashMap<>();
    config.put("connector.class", "io.mediajobs.connect.MediaJobsSourceConnector");
    config.put("tasks.max", "1");
    config.put("exactly.once.support", "required");
    config.put("value.converter", "io.mediajobs.converter.SingleObjectAvroConverter");
    config.put("topic.creation.default.replication.factor", "1");
    config.put("topic.creation.default.partitions", "3");
    // What a record says itself is when its change was seen; tests want to know when it was there.
    config.put("topic.creation.default.message.timestamp.type", "LogAppendTime");
    config.put("topic.prefix", topicPrefix);
    config.put("ci.bucket", service.bucket());
    config.put("ci.region", service.region());
    config.put("ci.endpoint", service.endpoint().toString());
    config.put("ci.secret.id", service.credential().secretId());
    config.put("ci.secret.key", "${file:" + Secrets.file(service.credential()) + ":secret.key}");
    config.put("ci.tags", String.join(",", tags));
    config.put("poll.interval.ms", "1000");
    config.put("refresh.interval.ms", "1000");
    config.put("refresh.interval.max.ms", "5000");
    config.put("discovery.overlap.ms", "10000");
    return config;
  }
}
