package io.mediajobs.tracking.plan;

import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is to be done now: a question that is due ({@link Ask}), or nothing until a time. */
public sealed interface Step permits Ask, Step.Later {

  /** The question; null where none is due. */
  @Nullable Ask ask();

  /** When to come again if no answer comes before; {@link Instant#MAX} for never. */
  Instant at();

  /** Nothing is due. */
  record Later(Instant at) implements Step {

    /** Nothing is due until an answer comes. */
    public static final Later ANSWERED = new Later(Instant.MAX);

    @Override
    public @Nullable Ask ask() {
      return null;
    }
  }

  /** This step where it asks; otherwise the other, or the earlier of the two times. */
  default Step or(Supplier<Step> other) {
    if (ask() != null) {
      return this;
    }
    Step next = other.get();
    return next.ask() == null && at().isBefore(next.at()) ? this : next;
  }
}
