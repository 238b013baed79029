package io.mediajobs.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediajobs.converter.PlainValues;
import io.mediajobs.converter.SingleObjectAvroConverter;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.connect.data.Struct;

/**
 * What connectors that looked at the same jobs have written, by eventId or JobId, without the form
 * and without the time at which each of them looked.
 */
final class ConvertedRecords {

  private static final SingleObjectAvroConverter BUNDLED = new SingleObjectAvroConverter();
  private static final ObjectMapper JSON = new ObjectMapper();

  private interface Form {
    Map<String, Object> values(ConsumerRecord<String, byte[]> record) throws IOException;
  }

  private ConvertedRecords() {}

  /** In single-object Avro. */
  static Map<String, Object> bundled(List<ConsumerRecord<String, byte[]>> records) {
    return by(
        records, r -> PlainValues.of((Struct) BUNDLED.toConnectData(r.topic(), r.value()).value()));
  }

  /** In Avro with the id of the schema. */
  static Map<String, Object> registry(
      List<ConsumerRecord<String, byte[]>> records, RegistryReader reader) {
    return by(records, r -> PlainValues.of(reader.read(r)));
  }

  /** In JSON, with the value at a JSON pointer. */
  static Map<String, Object> json(List<ConsumerRecord<String, byte[]>> records, String pointer) {
    return by(records, r -> PlainValues.of(JSON.readTree(r.value()).at(pointer)));
  }

  private static Map<String, Object> by(List<ConsumerRecord<String, byte[]>> records, Form form) {
    Map<String, Object> byId = new TreeMap<>();
    for (ConsumerRecord<String, byte[]> record : records) {
      try {
        Map<String, Object> values = form.values(record);
        forgetWhenSeen(values);
        byId.put(values.getOrDefault("eventId", values.get("jobId")).toString(), values);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
    return byId;
  }

  private static void forgetWhenSeen(Map<?, ?> values) {
    assertThat(values.remove("observedAt")).isInstanceOf(Long.class);
    if (values.get("job") instanceof Map<?, ?> job) {
      forgetWhenSeen(job);
    }
  }
}
