package io.mediajobs.tracking.tracked;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** When it is worth a look, by how long it took before. */
class UsualDurationsTest {

  private static final long SHORTEST = 5_000;
  private static final long LONGEST = 60_000;

  /** Stands for what is done where nothing is known. */
  private static final long UNKNOWN = 17_000;

  private final UsualDurations usual = new UsualDurations();
  private final Random random = new Random(1);

  @Test
  void nothingIsKnownAtFirstNorOfWhatLastsLongerThanAnything() {
    assertThat(waits(0)).isEqualTo(UNKNOWN);

    add(100, 60);

    assertThat(waits(100)).isEqualTo(UNKNOWN);
    assertThat(waits(1_000_000)).isEqualTo(UNKNOWN);
  }

  @Test
  void ofShortAndLongOnesItTellsWhichItMayStillBe() {
    add(100, 10);
    add(100, 60);
    add(100, 3600);

    assertThat(waits(2)).as("the end of the shortest").isBetween(9_000L, 12_000L);
    assertThat(waits(9)).isEqualTo(SHORTEST);
    assertThat(waits(15)).as("until one takes a minute").isBetween(30_000L, 41_000L);
    assertThat(waits(55)).isEqualTo(SHORTEST);
    assertThat(waits(120)).as("an hour then").isEqualTo(LONGEST);
    assertThat(waits(1800)).isEqualTo(LONGEST);
    assertThat(waits(3300)).isEqualTo(SHORTEST);
    assertThat(waits(3900)).isEqualTo(SHORTEST);
  }

  @Test
  void theFirstOfThemAreSeenAsSoonAsTheOthers() {
    add(400, 3600);

    long begins = 3600 * 78 / 100;
    while (waits(begins) == LONGEST) {
      begins += 10;
    }

    assertThat(begins).isBetween(2700L, 3000L);
    assertThat(waits(begins)).isLessThan(LONGEST);
    assertThat(begins + waits(begins) / 1000).isLessThan(3000);
  }

  @Test
  void fewAreNotTrustedToBeAll() {
    add(10, 3600);

    assertThat(waits(60)).isEqualTo(UNKNOWN);
    assertThat(waits(3500)).isEqualTo(SHORTEST);
  }

  @Test
  void whatTakesAnyTimeIsNotNearItsEndAtFirst() {
    for (int i = 0; i < 500; i++) {
      usual.add(Duration.ofMillis((long) (600_000 * Math.exp(1.5 * random.nextGaussian()))));
    }

    assertThat(waits(60)).isBetween(SHORTEST + 1, LONGEST);
  }

  @Test
  void whatIsUsualChanges() {
    add(500, 600);
    assertThat(waits(120)).isEqualTo(LONGEST);

    add(1000, 130);

    assertThat(waits(120)).isEqualTo(SHORTEST);
    assertThat(waits(30)).isEqualTo(LONGEST);
  }

  @Test
  void anyDurationCounts() {
    for (int i = 0; i < 40; i++) {
      usual.add(Duration.ZERO);
      usual.add(Duration.ofDays(400));
    }

    assertThat(waits(0)).isEqualTo(SHORTEST);
    assertThat(waits(50)).isEqualTo(LONGEST);
    assertThat(waits(-5)).isEqualTo(SHORTEST);
    assertThat(waits(Duration.ofDays(300).toSeconds())).isEqualTo(SHORTEST);
  }

  private long waits(long seconds) {
    return usual.wait(1000 * seconds, SHORTEST, LONGEST, UNKNOWN);
  }

  /** Adds durations that are spread by a tenth. */
  private void add(int count, int seconds) {
    for (int i = 0; i < count; i++) {
      double deviation = Math.max(-2.5, Math.min(2.5, random.nextGaussian()));
      usual.add(Duration.ofMillis((long) (seconds * (1000 + 100 * deviation))));
    }
  }
}
