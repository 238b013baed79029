package io.mediajobs.client.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.client.credentials.ChangingCredentials.RefusedKey;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RefusedKeyTest {

  private static final Instant NOW = Instant.parse("2022-06-28T15:23:12Z");
  private static final Credentials OLD = new Credentials("AKIDold", "key-old", null);
  private static final Credentials NEW = new Credentials("AKIDnew", "key-new", null);

  private final RefusedKey refused = new RefusedKey();

  @Test
  void aKeyMayBeReplacedForAMinuteSinceItsFirstRefusal() {
    assertThat(refused.mayBeReplaced(OLD, NOW)).isTrue();
    assertThat(refused.mayBeReplaced(OLD, NOW.plusSeconds(59))).isTrue();
    assertThat(refused.mayBeReplaced(OLD, NOW.plusSeconds(60))).isFalse();
    assertThat(refused.mayBeReplaced(OLD, NOW.plusSeconds(600))).isFalse();
  }

  @Test
  void anotherKeyHasAMinuteOfItsOwn() {
    refused.mayBeReplaced(OLD, NOW);
    assertThat(refused.mayBeReplaced(NEW, NOW.plusSeconds(70))).isTrue();
    assertThat(refused.mayBeReplaced(NEW, NOW.plusSeconds(129))).isTrue();
    assertThat(refused.mayBeReplaced(NEW, NOW.plusSeconds(130))).isFalse();
  }

  @Test
  void aRefusalLongAgoDoesNotCount() {
    refused.mayBeReplaced(OLD, NOW);
    assertThat(refused.mayBeReplaced(OLD, NOW.plusSeconds(600))).isFalse();
    assertThat(refused.mayBeReplaced(OLD, NOW.plusSeconds(1201))).isTrue();
  }
}
