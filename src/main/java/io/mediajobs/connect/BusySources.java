package io.mediajobs.connect;

import io.mediajobs.connect.offset.OffsetCodec;
import io.mediajobs.connect.offset.OffsetException;
import io.mediajobs.connect.offset.SourcePartition;
import io.mediajobs.job.JobSource;
import io.mediajobs.tracking.pace.Slots;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.connector.ConnectorContext;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceConnectorContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which sources have had jobs lately, as their stored offsets say, and how much they weigh. They
 * are what the rate goes to, so no task shall have much more of them than another. It is looked up
 * every ten minutes at most, lest sources move from task to task all the time.
 */
final class BusySources {

  private static final Duration LATELY = Duration.ofHours(6);
  private static final Duration KEPT = Duration.ofMinutes(10);

  private static final Logger LOG = LoggerFactory.getLogger(BusySources.class);

  private final InstantSource steady;
  private final InstantSource wall;
  private @Nullable Instant lookedUpAt;
  private Map<JobSource, Double> busy = Map.of();

  /** Knows of none yet. */
  BusySources(InstantSource steady, InstantSource wall) {
    this.steady = steady;
    this.wall = wall;
  }

  /**
   * The weights of those of these sources; none where the worker does not tell a connector of its
   * offsets.
   */
  Map<JobSource, Double> of(List<JobSource> sources, @Nullable ConnectorContext context) {
    Instant now = steady.instant();
    boolean old = lookedUpAt == null || !now.isBefore(lookedUpAt.plus(KEPT));
    if (old && context instanceof SourceConnectorContext source) {
      lookedUpAt = now;
      try {
        busy = of(sources, source.offsetStorageReader());
      } catch (ConnectException unreadable) {
        LOG.debug(
            "The offsets can't be read, so busy sources are dealt out like others", unreadable);
      }
    }
    return busy;
  }

  private Map<JobSource, Double> of(List<JobSource> sources, OffsetStorageReader reader) {
    Map<Map<String, String>, JobSource> partitions = new LinkedHashMap<>();
    sources.forEach(source -> partitions.put(SourcePartition.toMap(source), source));
    Instant now = wall.instant();
    Map<JobSource, Double> found = new HashMap<>();
    reader
        .offsets(partitions.keySet())
        .forEach(
            (partition, offset) -> {
              JobSource source = partitions.get(partition);
              Instant newest = source == null || offset == null ? null : newest(offset);
              if (source != null && newest != null && newest.isAfter(now.minus(LATELY))) {
                found.put(source, Slots.weight(Duration.between(newest, now)));
              }
            });
    return found;
  }

  private static @Nullable Instant newest(Map<String, Object> offset) {
    try {
      return OffsetCodec.fromMap(offset).lastCreationTime();
    } catch (OffsetException unreadable) {
      // Its task says so.
      return null;
    }
  }
}
