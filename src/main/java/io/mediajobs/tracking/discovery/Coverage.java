package io.mediajobs.tracking.discovery;

import io.mediajobs.tracking.discovery.Evidence.Held;
import io.mediajobs.tracking.state.ClockSpan;
import io.mediajobs.tracking.state.CreationTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which creation times have been listed, and when that was asked: what settling rests on.
 *
 * <p>A job may become visible up to the overlap after its creation time. So a time is settled once
 * a listing of it was asked the overlap and a second after it was over, by the {@link
 * CreationClock}. Other clocks can only hold this back.
 */
final class Coverage {

  /** Stretches asked for so close together count as one, asked when the first of them was. */
  private static final Duration TOGETHER = Duration.ofSeconds(2);

  /**
   * A stretch of creation times that has been listed.
   *
   * @param from its first second
   * @param to its last second
   * @param askedAt when it was asked for
   * @param clocks what the other clocks showed then: nothing later is settled by it
   */
  private record Stretch(Instant from, Instant to, Instant askedAt, ClockSpan clocks) {

    /** Whether another joins on to it and was asked for together with it. */
    private boolean takes(Stretch next) {
      return !next.from.isAfter(to.plus(CreationTimes.GRAIN))
          && !askedAt.isAfter(next.askedAt)
          && Duration.between(askedAt, next.askedAt).compareTo(TOGETHER) < 0;
    }

    private Stretch with(Instant otherFrom, Instant otherTo) {
      return new Stretch(otherFrom, otherTo, askedAt, clocks);
    }
  }

  private final Evidence evidence;
  private List<Stretch> stretches = new ArrayList<>();

  /** Nothing is listed. */
  Coverage(Evidence evidence) {
    this.evidence = evidence;
  }

  /**
   * Notes that creation times have been listed, in place of what was known of them.
   *
   * @param to the last second; {@link CreationTimes#END} for all
   * @param clocks what the other clocks showed
   */
  void listed(Instant from, Instant to, Instant askedAt, ClockSpan clocks) {
    if (to.isBefore(from)) {
      return;
    }
    List<Stretch> next = new ArrayList<>();
    for (Stretch old : stretches) {
      if (old.from.isBefore(from)) {
        next.add(
            old.with(old.from, CreationTimes.earlier(old.to, from.minus(CreationTimes.GRAIN))));
      }
      if (old.to.isAfter(to)) {
        next.add(old.with(CreationTimes.later(old.from, to.plus(CreationTimes.GRAIN)), old.to));
      }
    }
    next.add(new Stretch(from, to, askedAt, clocks));
    next.sort(Comparator.comparing(Stretch::from));
    stretches = joined(next);
  }

  /** Forgets all. */
  void clear() {
    stretches.clear();
  }

  /**
   * Up to where every creation time is settled.
   *
   * @param settled up to where it was
   * @param limit nothing after this is to be settled yet
   * @param held how far the other clocks hold this back
   */
  Instant settled(Instant settled, Instant limit, Held held) {
    Instant reached = settled;
    for (Stretch stretch : stretches) {
      if (stretch.from.isAfter(reached.plus(CreationTimes.GRAIN))) {
        break;
      }
      Instant most =
          CreationTimes.earlier(CreationTimes.earlier(stretch.to, limit), settledBy(stretch, held));
      reached = CreationTimes.later(reached, most);
      if (most.isBefore(stretch.to)) {
        break;
      }
    }
    return reached;
  }

  /** Forgets what is settled. */
  void forget(Instant settled) {
    stretches.removeIf(stretch -> !stretch.to.isAfter(settled));
  }

  /**
   * The last second that has to be listed again, from behind what is settled on, so that all can be
   * settled up to a time; null where nothing has to.
   *
   * @param gapsOnly whether only what was not listed in this run counts
   */
  @Nullable Instant lacking(Instant settled, Instant upTo, Held held, boolean gapsOnly) {
    Instant lacking = null;
    Instant reached = settled;
    for (Stretch stretch : stretches) {
      if (!reached.isBefore(upTo)) {
        return lacking;
      }
      if (stretch.from.isAfter(reached.plus(CreationTimes.GRAIN))) {
        lacking = CreationTimes.earlier(stretch.from.minus(CreationTimes.GRAIN), upTo);
      }
      if (!gapsOnly && settledBy(stretch, held).isBefore(CreationTimes.earlier(stretch.to, upTo))) {
        lacking = CreationTimes.earlier(stretch.to, upTo);
      }
      reached = CreationTimes.later(reached, stretch.to);
    }
    return reached.isBefore(upTo) ? upTo : lacking;
  }

  private Instant settledBy(Stretch stretch, Held held) {
    Instant visible = evidence.horizon(stretch.askedAt, stretch.clocks, held);
    return visible == null ? CreationTimes.BEGINNING : visible;
  }

  private static List<Stretch> joined(List<Stretch> stretches) {
    List<Stretch> joined = new ArrayList<>();
    for (Stretch stretch : stretches) {
      Stretch before = joined.isEmpty() ? null : joined.get(joined.size() - 1);
      if (before != null && before.takes(stretch)) {
        joined.set(joined.size() - 1, before.with(before.from, stretch.to));
      } else {
        joined.add(stretch);
      }
    }
    return joined;
  }
}
