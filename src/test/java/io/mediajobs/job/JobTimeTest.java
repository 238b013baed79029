package io.mediajobs.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
}
