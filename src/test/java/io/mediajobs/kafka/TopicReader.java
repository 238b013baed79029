package io.mediajobs.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Everything that a read-committed consumer gets from one topic, from its beginning. Values are
 * bytes, as it is the converter that decides what they mean.
 */
public final class TopicReader implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration LONG = Duration.ofMinutes(1);

  private final String topic;
  private final KafkaConsumer<String, byte[]> consumer;
  private final List<ConsumerRecord<String, byte[]>> seen = new ArrayList<>();

  /** A reader of a topic, which may not exist yet. */
  public TopicReader(KafkaProcess broker, String topic) {
    this(broker.bootstrap(), topic);
  }

  /** A reader of a topic of the broker at this address. */
  public TopicReader(String bootstrap, String topic) {
    this.topic = topic;
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", bootstrap,
                "isolation.level", "read_committed",
                "auto.offset.reset", "earliest",
                "enable.auto.commit", "false",
                "allow.auto.create.topics", "false"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
  }

  /**
   * Reads on to what is now the end and returns all records so far, in order by partition.
   *
   * @throws IllegalStateException if the broker does not give them within a minute
   */
  public List<ConsumerRecord<String, byte[]>> read() {
    if (!assigned()) {
      return List.of();
    }
    long deadline = System.nanoTime() + LONG.toNanos();
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment(), LONG);
    for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
      while (consumer.position(end.getKey(), LONG) < end.getValue()) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException("No more than " + seen.size() + " records of " + topic);
        }
        consumer.poll(POLL).forEach(this::take);
      }
    }
    return List.copyOf(seen);
  }

  /**
   * Waits for a number of records or more, and returns all that there are.
   *
   * @throws AssertionError after the timeout; it says how many there were
   */
  public List<ConsumerRecord<String, byte[]>> await(int count, Duration timeout) {
    Await.until(
        timeout,
        count + " records in " + topic,
        () -> {
          int there = read().size();
          if (there < count) {
            throw new IllegalStateException("there are " + there);
          }
          return true;
        });
    return List.copyOf(seen);
  }

  @Override
  public void close() {
    consumer.close();
  }

  private void take(ConsumerRecord<String, byte[]> record) {
    if (record.value() != null) {
      // One character a byte: what is sought is ASCII, whatever is around it.
      Secrets.absentFrom(
          "A record of " + topic, new String(record.value(), StandardCharsets.ISO_8859_1));
    }
    Secrets.absentFrom("A record of " + topic, record.key() + record.headers());
    seen.add(record);
  }

  private boolean assigned() {
    if (consumer.assignment().isEmpty()) {
      // Asked for by name, a topic that does not exist yet would be waited for.
      if (!consumer.listTopics(LONG).containsKey(topic)) {
        return false;
      }
      consumer.assign(
          consumer.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList());
    }
    return true;
  }
}
