package io.mediajobs.record;

import io.mediajobs.job.JobSource;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Headers;

/**
 * The headers of the CloudEvents Kafka binding in binary mode, version 1.0, as plain strings. There
 * is no {@code content-type}: the connector does not know which converter comes after it.
 *
 * <p>Not safe for use by several threads, as it remembers times.
 */
final class CloudEvents {

  static final String TRANSITION = "io.mediajobs.job.transition";
  static final String SNAPSHOT = "io.mediajobs.job.snapshot";
  static final String MALFORMED = "io.mediajobs.job.malformed";
  static final String HEARTBEAT = "io.mediajobs.source.heartbeat";

  /** A power of two; a poll has one time of observation, a page the seconds of its jobs. */
  private static final int REMEMBERED = 64;

  /** Times that came last: the same few come again and again, and to write one takes long. */
  private final Instant[] times = new Instant[REMEMBERED];

  private final String[] texts = new String[REMEMBERED];

  /** {@code /<region>/<bucket>/<tag>}: where the events of a source come from. */
  static String source(JobSource source) {
    // A URI, while a tag is whatever the configuration says.
    String tag = URLEncoder.encode(source.tag(), StandardCharsets.UTF_8).replace("+", "%20");
    return "/" + source.region() + "/" + source.bucket() + "/" + tag;
  }

  /**
   * The headers of one event.
   *
   * @param id together with the source unique for the event, and the same each time it is made
   * @param subject the key of the record
   * @param time when the event happened
   */
  Headers headers(String id, String type, String source, String subject, Instant time) {
    return new ConnectHeaders()
        .addString("ce_specversion", "1.0")
        .addString("ce_id", id)
        .addString("ce_type", type)
        .addString("ce_source", source)
        .addString("ce_subject", subject)
        .addString("ce_time", text(time));
  }

  /** A time as RFC 3339 has it, in UTC. */
  String text(Instant time) {
    int place = (int) (time.getEpochSecond() & (REMEMBERED - 1));
    if (!time.equals(times[place])) {
      times[place] = time;
      texts[place] = time.toString();
    }
    return texts[place];
  }
}
