package io.mediajobs.connect.offset;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the records of a poll carry.
 *
 * @param partition all of them
 * @param before all but the last; null where nothing is to be said yet
 * @param after the last
 * @param pieces what carriers have to bring besides; mostly none
 */
public record Carried(
    Map<String, String> partition,
    @Nullable Map<String, Object> before,
    Map<String, Object> after,
    List<Piece> pieces) {

  /** An offset in a partition of its own, which a carrier brings into Kafka. */
  public record Piece(Map<String, String> partition, Map<String, Object> offset) {}
}
