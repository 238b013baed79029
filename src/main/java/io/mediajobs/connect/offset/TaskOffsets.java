package io.mediajobs.connect.offset;

import io.mediajobs.connect.config.SourcesSection;
import io.mediajobs.job.JobQueues;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.JobTags;
import io.mediajobs.tracking.state.SourceState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stored offsets of a task's sources, asked for at once. Other settings make other sources of
 * the same jobs, which know nothing of what the ones before have told: where a source begins anew
 * beside such offsets, there is a warning.
 */
public final class TaskOffsets {

  private static final Logger LOG = LoggerFactory.getLogger(TaskOffsets.class);

  private final Map<Map<String, String>, Map<String, Object>> stored;
  private final LogSizes sizes;

  /**
   * What a source goes on from.
   *
   * @param first whether nothing is stored: the source starts for the first time
   * @param state what is remembered
   * @param besides what the offset says besides
   * @param log where its change log stands
   */
  public record StoredOffset(boolean first, SourceState state, Besides besides, LogPosition log) {

    /** What a source goes on from that starts for the first time. */
    static final StoredOffset NONE =
        new StoredOffset(true, SourceState.NEW, Besides.NOTHING, LogPosition.NONE);
  }

  private TaskOffsets(Map<Map<String, String>, Map<String, Object>> stored, LogSizes sizes) {
    this.stored = stored;
    this.sizes = sizes;
  }

  /**
   * Reads the offsets of a share in one call of the reader, which goes through the whole topic at
   * each, and in a second one the change logs of those that have one: a source has some 250 further
   * partitions, and a task may have thousands of sources.
   *
   * @param share the sources of the task
   * @param settings those of all tasks
   * @param sizes from which on offsets have another form
   */
  public static TaskOffsets read(
      OffsetStorageReader reader, List<JobSource> share, SourcesSection settings, LogSizes sizes) {
    Map<JobSource, Set<JobSource>> earlier = earlier(share, settings);
    Set<Map<String, String>> partitions = new LinkedHashSet<>();
    for (JobSource source : share) {
      partitions.add(SourcePartition.toMap(source));
    }
    earlier.values().forEach(all -> all.forEach(s -> partitions.add(SourcePartition.toMap(s))));
    TaskOffsets offsets = new TaskOffsets(new HashMap<>(reader.offsets(partitions)), sizes);
    Set<Map<String, String>> logs = new LinkedHashSet<>();
    share.stream()
        .filter(offsets::hasLog)
        .forEach(
            source ->
                LogPartition.ALL.forEach(log -> logs.add(SourcePartition.toMap(source, log))));
    if (!logs.isEmpty()) {
      offsets.stored.putAll(reader.offsets(logs));
    }
    offsets.warn(earlier);
    return offsets;
  }

  /**
   * What a source goes on from, with a warning of stored keys without meaning.
   *
   * @throws ConnectException naming the key whose value can't be read
   */
  public StoredOffset of(JobSource source) {
    Map<String, Object> offset = offset(source);
    Set<String> unknown = offset == null ? Set.of() : OffsetCodec.unknownKeys(offset);
    if (!unknown.isEmpty()) {
      LOG.warn("The stored offset of {} has keys without meaning: {}", source, unknown);
    }
    StoredOffset read;
    try {
      read = new LogReader(parts(source), sizes).read(offset);
    } catch (OffsetException unreadable) {
      throw new ConnectException(unreadable.getMessage(), unreadable);
    }
    if (read.log().cut()) {
      LOG.warn(
          "The stored offset of {} lacks a part of its tracked jobs, which a worker that died has"
              + " not written, or a person has changed: it goes on at creation time {}, before all"
              + " of them, and what has been told since then may be told again",
          source,
          read.state().lastCreationTime());
    }
    return read;
  }

  /** Whether there is a change log: only where the snapshot says so. */
  private boolean hasLog(JobSource source) {
    Map<String, Object> offset = offset(source);
    return offset != null && LogCodec.numberOrZero(offset, LogCodec.SNAPSHOT) > 0;
  }

  private Map<String, Map<String, Object>> parts(JobSource source) {
    Map<String, Map<String, Object>> parts = new HashMap<>();
    for (String log : hasLog(source) ? LogPartition.ALL : List.<String>of()) {
      Map<String, Object> part = stored.get(SourcePartition.toMap(source, log));
      if (part != null) {
        parts.put(log, part);
      }
    }
    return parts;
  }

  private @Nullable Map<String, Object> offset(JobSource source) {
    return stored.get(SourcePartition.toMap(source));
  }

  private void warn(Map<JobSource, Set<JobSource>> earlier) {
    List<JobSource> anew = new ArrayList<>();
    Set<JobSource> replaced = new LinkedHashSet<>();
    earlier.forEach(
        (source, candidates) -> {
          List<JobSource> known = candidates.stream().filter(c -> offset(c) != null).toList();
          if (offset(source) == null && !known.isEmpty()) {
            anew.add(source);
            replaced.addAll(known);
          }
        });
    if (!anew.isEmpty()) {
      LOG.warn(
          "No offset is stored for {}, which begin anew, but there are offsets of {}, which may"
              + " have told of the same jobs and are no longer named by the settings: what they"
              + " have told may be told again; to go on from them instead, see \"Other sources, the"
              + " same jobs\" on the page guarantees.md",
          anew,
          replaced);
    }
  }

  /** For each source those of other settings that may have shown the same jobs. */
  private static Map<JobSource, Set<JobSource>> earlier(
      List<JobSource> share, SourcesSection settings) {
    Set<JobSource> named = new LinkedHashSet<>(settings.all(JobQueues.NONE));
    named.addAll(share);
    Set<String> queueIds = new TreeSet<>(settings.queueIds());
    share.stream().map(JobSource::queueId).filter(Objects::nonNull).forEach(queueIds::add);
    Set<String> queueTypes = new TreeSet<>(JobTags.queueTypes());
    queueTypes.addAll(settings.queueTypes());
    Map<JobSource, Set<JobSource>> earlier = new LinkedHashMap<>();
    for (JobSource source : share) {
      Set<JobSource> candidates = candidates(source, queueIds, queueTypes);
      candidates.removeAll(named);
      earlier.put(source, candidates);
    }
    return earlier;
  }

  /**
   * The same tag over the whole bucket, in each queue, and in each kind of queues, under each path
   * that lists it. A job is in one queue, of one kind: so another queue has none of the jobs of a
   * queue, nor has another kind.
   */
  private static Set<JobSource> candidates(
      JobSource source, Set<String> queueIds, Set<String> queueTypes) {
    Set<String> paths = new LinkedHashSet<>(List.of(source.path()));
    paths.addAll(JobTags.paths(source.tag()));
    Set<JobSource> candidates = new LinkedHashSet<>();
    for (String path : paths) {
      candidates.add(at(source, path, null, null));
      if (source.queueId() != null) {
        candidates.add(at(source, path, source.queueId(), null));
      } else {
        queueIds.forEach(id -> candidates.add(at(source, path, id, null)));
      }
      if (source.queueType() != null) {
        candidates.add(at(source, path, null, source.queueType()));
      } else {
        queueTypes.forEach(type -> candidates.add(at(source, path, null, type)));
      }
    }
    return candidates;
  }

  private static JobSource at(
      JobSource source, String path, @Nullable String queueId, @Nullable String queueType) {
    return new JobSource(source.bucket(), source.region(), path, source.tag(), queueId, queueType);
  }
}
