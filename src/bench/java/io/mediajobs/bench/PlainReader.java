package io.mediajobs.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * What somebody writes who wants the jobs of a service on Kafka and no more: it asks as simply as
 * Java can, goes on by the token, tracks nothing and checks nothing.
 */
abstract class PlainReader {

  private String nextToken = "";

  /** The records of the next page; of the first again after the last. */
  List<SourceRecord> poll(String endpoint) {
    String query = "/jobs?tag=Transcode&size=" + SamplePages.SIZE + "&nextToken=" + nextToken;
    try (InputStream in = URI.create(endpoint + query).toURL().openStream()) {
      nextToken = "";
      return records(in.readAllBytes());
    } catch (IOException impossible) {
      throw new IllegalStateException("The service of a benchmark answers", impossible);
    }
  }

  /** Where the next page begins. */
  void next(String token) {
    nextToken = token;
  }

  /** The records of a page. */
  abstract List<SourceRecord> records(byte[] page);
}
