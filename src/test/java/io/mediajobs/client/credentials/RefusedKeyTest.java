package io.mediajobs.client.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.standin.MovableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RefusedKeyTest {

  private static final Credentials OLD = new Credentials("AKIDold", "key-old", null);
  private static final Credentials NEW = new Credentials("AKIDnew", "key-new", null);

  private final MovableClock clock = new MovableClock(Instant.parse("2022-06-28T15:23:12Z"));
  private final Instant start = clock.instant();
  private final ChangingCredentials source = new ChangingCredentials(new FilledStore(), clock);

  @Test
  void aKeyMayBeReplacedForAMinuteSinceItsFirstRefusal() {
    assertThat(refusedAt(0, OLD)).isTrue();
    assertThat(refusedAt(59, OLD)).isTrue();
    assertThat(refusedAt(60, OLD)).isFalse();
    assertThat(refusedAt(600, OLD)).isFalse();
  }

  @Test
  void anotherKeyHasAMinuteOfItsOwn() {
    refusedAt(0, OLD);
    assertThat(refusedAt(70, NEW)).isTrue();
    assertThat(refusedAt(129, NEW)).isTrue();
    assertThat(refusedAt(130, NEW)).isFalse();
  }

  @Test
  void aRefusalLongAgoDoesNotCount() {
    refusedAt(0, OLD);
    assertThat(refusedAt(600, OLD)).isFalse();
    assertThat(refusedAt(1201, OLD)).isTrue();
  }

  /** Whether others are awaited for a key that is refused so many seconds after the start. */
  private boolean refusedAt(int second, Credentials key) {
    clock.advance(Duration.between(clock.instant(), start.plusSeconds(second)));
    return source.awaitsOthers(key);
  }
}
