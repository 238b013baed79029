package io.mediajobs.client.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {

  private static final Instant NOW = Instant.parse("2022-06-28T15:23:12Z");

  @ParameterizedTest
  @CsvSource({
    "2, PT2S",
    "' 0 ', PT0S",
    "+7, PT7S",
    "-3, PT0S",
    "600, PT10M",
    "601, PT10M",
    "3600, PT10M",
    "99999999999999999999999, PT10M",
    "-99999999999999999999999, PT0S",
    "'Tue, 28 Jun 2022 15:23:42 GMT', PT30S",
    "'Tue, 28 Jun 2022 15:23:02 GMT', PT0S",
    "'Tue, 28 Jun 2022 15:33:11 GMT', PT9M59S",
    "'Wed, 28 Jun 2023 15:23:12 GMT', PT10M"
  })
  void isWithinTenMinutes(String header, Duration wait) {
    assertThat(RetryAfter.parse(header, NOW)).isEqualTo(wait);
  }

  @ParameterizedTest
  @CsvSource({"''", "soon", "1.5", "1 2"})
  void aHeaderThatSaysNothingIsNull(String header) {
    assertThat(RetryAfter.parse(header, NOW)).isNull();
    assertThat(RetryAfter.parse(null, NOW)).isNull();
  }

  @Test
  void datesAreReadWhateverTheirWeekday() {
    assertThat(RetryAfter.date("Tue, 28 Jun 2022 15:23:12 GMT")).isEqualTo(NOW);
    // As the vendor's documentation prints it: that day was a Tuesday.
    assertThat(RetryAfter.date("Mon, 28 Jun 2022 15:23:12 GMT")).isEqualTo(NOW);
    assertThat(RetryAfter.date("Fri, 1 Jul 2022 00:00:00 GMT"))
        .isEqualTo(Instant.parse("2022-07-01T00:00:00Z"));
    assertThat(RetryAfter.date("yesterday")).isNull();
    assertThat(RetryAfter.date(null)).isNull();
  }

  @Test
  void noDateIsTooFarToReckonWith() {
    assertThat(RetryAfter.date("Tue, 28 Jun +999999999 15:23:12 GMT")).isNull();
    assertThat(RetryAfter.date("Tue, 28 Jun -0001 15:23:12 GMT")).isNull();
    assertThat(RetryAfter.date("Tue, 28 Jun 1969 15:23:12 GMT")).isNull();
  }
}
