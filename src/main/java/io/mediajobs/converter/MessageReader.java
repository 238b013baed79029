package io.mediajobs.converter;

import io.mediajobs.schema.RecordType;
import java.io.IOException;
import org.apache.kafka.connect.data.Struct;

/** Reads the messages of one Avro schema. */
interface MessageReader {

  /** The record type that messages are read as. */
  RecordType type();

  /**
   * Reads a message.
   *
   * @return a Struct of the type's required schema
   * @throws IOException where the message is shorter or longer than its schema says
   */
  Struct decode(byte[] message) throws IOException;
}
