package io.mediajobs.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.build.Chance;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobTimeTest {

  private static final Instant TIME = Instant.parse("2022-06-27T07:23:12Z");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2022-06-27T15:23:12+0800",
        "2022-06-27T15:23:12+08:00",
        "2022-06-27 15:23:12+0800",
        "2022-06-27T07:23:12Z",
        " 2022-06-27T15:23:12+0800\n"
      })
  void readsEveryFormOfTheVendor(String text) {
    assertThat(JobTime.parse(text)).isEqualTo(TIME);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "0.000000",
        "2022-06-27T15:23:12",
        "2022-13-27T15:23:12+0800",
        "tomorrow"
      })
  void takesAnythingElseAsNoTime(String text) {
    assertThat(JobTime.parse(text)).isNull();
  }

  @Test
  void writesWholeSecondsAtTheServicesOffset() {
    assertThat(JobTime.format(TIME.plusMillis(999))).isEqualTo("2022-06-27T15:23:12+0800");
  }

  @ParameterizedTest
  @CsvSource({
    "-1000000000-01-01T00:00:00Z, 0001-01-01T08:00:00+0800",
    "0000-12-31T23:59:59Z, 0001-01-01T08:00:00+0800",
    "0001-01-01T00:00:00Z, 0001-01-01T08:00:00+0800",
    "9998-12-31T23:59:59Z, 9999-01-01T07:59:59+0800",
    "9999-01-01T00:00:00Z, 9999-01-01T07:59:59+0800",
    "+1000000000-12-31T23:59:59Z, 9999-01-01T07:59:59+0800"
  })
  void writesNothingThatItCanNotRead(Instant time, String written) {
    assertThat(JobTime.format(time)).isEqualTo(written);
    assertThat(JobTime.format(JobTime.parse(written))).isEqualTo(written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+999999999-12-31T23:59:59-1800",
        "-999999999-01-01T00:00:00+1800",
        "+10000-01-01T00:00:00+0800",
        "0000-12-31T00:00:00+0800",
        "9999-12-31T00:00:00+0800"
      })
  void takesNoTimeThatCanNotBeReckonedWith(String text) {
    assertThat(JobTime.parse(text)).isNull();
  }

  @Test
  void readsTheUsualFormAsTheParserOfAllFormsDoes() {
    SplittableRandom random = new SplittableRandom(7);
    String usual = "2024-02-29T23:59:59+0800";
    int tries = Chance.tries(200_000);
    int times = 0;
    for (int i = 0; i < tries; i++) {
      StringBuilder text = new StringBuilder(usual);
      for (int changes = random.nextInt(4); changes > 0; changes--) {
        int at = random.nextInt(text.length());
        text.setCharAt(at, "0123456789-+:T\u0663".charAt(random.nextInt(15)));
      }
      // With a colon in its offset the same time is read by the other way.
      String other = text.substring(0, 22) + ':' + text.substring(22);
      Instant time = JobTime.parse(text.toString());
      assertThat(time).as(text.toString()).isEqualTo(JobTime.parse(other));
      times += time == null ? 0 : 1;
    }
    assertThat(times).isGreaterThan(tries / 4);
  }
}
