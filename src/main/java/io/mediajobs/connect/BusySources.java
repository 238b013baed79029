package io.mediajobs.connect;

import io.mediajobs.connect.offset.OffsetCodec;
import io.mediajobs.connect.offset.OffsetException;
import io.mediajobs.connect.offset.SourcePartition;
import io.mediajobs.job.JobSource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.connector.ConnectorContext;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceConnectorContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which sources have had jobs lately, as their stored offsets say. They are what the rate goes to,
 * so tasks shall have as many of them each. It is looked up every ten minutes at most, lest sources
 * move from task to task all the time.
 */
final class BusySources {

  private static final Duration LATELY = Duration.ofHours(6);
  private static final Duration KEPT = Duration.ofMinutes(10);

  private static final Logger LOG = LoggerFactory.getLogger(BusySources.class);

  private final InstantSource steady;
  private final InstantSource wall;
  private @Nullable Instant lookedUpAt;
  private Set<JobSource> busy = Set.of();

  /** Knows of none yet. */
  BusySources(InstantSource steady, InstantSource wall) {
    this.steady = steady;
    this.wall = wall;
  }

  /** Those of these sources; none where the worker does not tell a connector of its offsets. */
  Set<JobSource> of(List<JobSource> sources, @Nullable ConnectorContext context) {
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

  private Set<JobSource> of(List<JobSource> sources, OffsetStorageReader reader) {
    Map<Map<String, String>, JobSource> partitions = new LinkedHashMap<>();
    sources.forEach(source -> partitions.put(SourcePartition.toMap(source), source));
    Instant since = wall.instant().minus(LATELY);
    Set<JobSource> found = new HashSet<>();
    reader
        .offsets(partitions.keySet())
        .forEach(
            (partition, offset) -> {
              JobSource source = partitions.get(partition);
              if (source != null && offset != null && isSince(offset, since)) {
                found.add(source);
              }
            });
    return found;
  }

  private static boolean isSince(Map<String, Object> offset, Instant since) {
    try {
      Instant newest = OffsetCodec.fromMap(offset).lastCreationTime();
      return newest != null && newest.isAfter(since);
    } catch (OffsetException unreadable) {
      // Its task says so.
      return false;
    }
  }
}
