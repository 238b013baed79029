package io.mediajobs.tracking.state;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The service's clock, as far as its {@code Date} headers tell: for figures, and for when to look.
 * A single answer that deviates changes nothing.
 *
 * @param lately how far the newest answers say that it is ahead of our timeline at least
 */
public record ServiceTime(List<Duration> lately) {

  /** No answer has told of the service's clock yet. */
  public static final ServiceTime UNKNOWN = new ServiceTime(List.of());

  /** So many answers are remembered. */
  private static final int REMEMBERED = 5;

  /** A Date has whole seconds, and an answer takes its time: less than this is no less. */
  private static final Duration SLACK = Duration.ofSeconds(5);

  /** Makes the list unchangeable. */
  public ServiceTime {
    lately = List.copyOf(lately);
  }

  /** What is known after an answer with this Date, null where it had none. */
  public ServiceTime after(@Nullable Instant date, Instant now) {
    if (date == null) {
      return this;
    }
    Duration seen = Duration.between(now, date);
    Stream<Duration> all = Stream.concat(lately.stream(), Stream.of(seen));
    return new ServiceTime(all.skip(Math.max(0, lately.size() + 1 - REMEMBERED)).toList());
  }

  /**
   * Whether the newest two answers say that it has not come to a time.
   *
   * @param accepted less than this is to be said; null for anything
   */
  public boolean isEarlier(Instant now, Instant time, @Nullable Duration accepted) {
    return lately.size() > 1
        && lately.subList(lately.size() - 2, lately.size()).stream()
            .allMatch(
                ahead ->
                    now.plus(ahead).isBefore(time)
                        && (accepted == null || ahead.compareTo(accepted.minus(SLACK)) < 0));
  }

  /** Whether the newest two answers say less than those before them. */
  public boolean hasFallen() {
    int before = lately.size() - 2;
    return before > 0
        && lately.stream()
            .skip(before)
            .allMatch(
                newest ->
                    lately.stream()
                        .limit(before)
                        .allMatch(old -> newest.compareTo(old.minus(SLACK)) < 0));
  }

  /** How far it is ahead of our timeline by the newest answer; zero where nothing is known. */
  public Duration newest() {
    return lately.isEmpty() ? Duration.ZERO : lately.get(lately.size() - 1);
  }

  /**
   * How far it is ahead of our timeline by the newest two answers: where these differ, by the one
   * that those before are closer to. Zero where nothing is known.
   */
  public Duration agreed() {
    Duration middle = middle();
    return lately.stream()
        .skip(Math.max(0, lately.size() - 2))
        .min(Comparator.comparing(ahead -> ahead.minus(middle).abs()))
        .orElse(Duration.ZERO);
  }

  /** Whether any answer has told of the service's clock. */
  public boolean known() {
    return !lately.isEmpty();
  }

  /** How far it is ahead of our timeline at least; zero where nothing is known. */
  public Duration ahead() {
    List<Duration> best = lately.stream().sorted(Comparator.reverseOrder()).limit(2).toList();
    return best.isEmpty() ? Duration.ZERO : best.get(best.size() - 1);
  }

  /** How far it is ahead of our timeline by the one of the newest answers that says least. */
  Duration least() {
    return lately.stream().min(Comparator.naturalOrder()).orElse(Duration.ZERO);
  }

  /** The service's now; ours where nothing is known. */
  public Instant at(Instant now) {
    return now.plus(ahead());
  }

  /** The service's now as the newest answers show it in the middle; ours where nothing is known. */
  public Instant usual(Instant now) {
    return now.plus(middle());
  }

  private Duration middle() {
    return lately.isEmpty()
        ? Duration.ZERO
        : lately.stream().sorted().toList().get((lately.size() - 1) / 2);
  }

  /** A time of the service by our timeline. */
  public Instant ours(Instant serviceTime) {
    return serviceTime.minus(ahead());
  }
}
