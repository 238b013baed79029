package io.mediajobs.connect.offset;

import io.mediajobs.tracking.state.SourceState;
import java.util.Map;

/** Offsets as the source's own partition has them, for the tests of other packages. */
public final class Offsets {

  private Offsets() {}

  /** All of a state. */
  public static Map<String, Object> toMap(SourceState state, boolean drops) {
    return OffsetCodec.toMap(state, drops);
  }

  /** What one has of a state. */
  public static SourceState fromMap(Map<String, ?> map) {
    return OffsetCodec.fromMap(map);
  }
}
