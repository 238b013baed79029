package io.mediajobs.connect.offset;

import io.mediajobs.job.JobSource;
import io.mediajobs.tracking.state.SourceState;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a source goes on from.
 *
 * @param first whether nothing is stored: the source starts for the first time
 * @param state what is remembered
 * @param drops whether a record of the source has ever been dropped on its way
 */
public record StoredOffset(boolean first, SourceState state, boolean drops) {

  private static final Logger LOG = LoggerFactory.getLogger(StoredOffset.class);

  /** Reads an offset; null for none. Of keys without meaning there is a warning. */
  public static StoredOffset of(JobSource source, @Nullable Map<String, Object> offset) {
    if (offset == null) {
      return new StoredOffset(true, SourceState.NEW, false);
    }
    Set<String> unknown = OffsetCodec.unknownKeys(offset);
    if (!unknown.isEmpty()) {
      LOG.warn("The stored offset of {} has keys without meaning: {}", source, unknown);
    }
    return new StoredOffset(false, OffsetCodec.fromMap(offset), OffsetCodec.drops(offset));
  }
}
