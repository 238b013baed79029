package io.mediajobs.record;

import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.Headers;

/**
 * A record for Kafka, but for its offset.
 *
 * @param topic where it goes
 * @param key the JobId, or the source where the record is of no one job; its Connect schema is
 *     STRING
 * @param value a Struct of one of the bundled schemas
 * @param headers the CloudEvents headers; empty where they are off
 */
public record OutputRecord(String topic, String key, Struct value, Headers headers) {}
