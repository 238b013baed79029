package io.mediajobs.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.build.Chance;
import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExactNumberTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0, 0",
    "+5, 5",
    "007, 7",
    "25.0, 25",
    "5., 5",
    "1e3, 1000",
    "2147483647, 2147483647",
    "-2147483648, -2147483648",
    "-2147483648.000, -2147483648"
  })
  void readsAWholeNumberOfTheSameValue(String text, int value) {
    assertThat(ExactNumber.toInt(text)).isEqualTo(value);
    assertThat(ExactNumber.toLong(text)).isEqualTo(value);
    assertThat(ExactNumber.toDouble(text)).isEqualTo((double) value);
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, Long.MAX_VALUE, 2147483648L, -2147483649L})
  void anIntIsSmallerThanALong(long value) {
    assertThat(ExactNumber.toLong(Long.toString(value))).isEqualTo(value);
    assertThat(ExactNumber.toInt(Long.toString(value))).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "834.736000, 834.736",
    "0.000000, 0.0",
    "-0.0, 0.0",
    ".5, 0.5",
    "1e-7, 1.0E-7",
    "3.141592653589793, 3.141592653589793",
    "1e308, 1.0E308",
    "4.9e-324, 4.9E-324"
  })
  void readsAFractionOfTheSameValue(String text, String value) {
    assertThat(ExactNumber.toDouble(text)).hasToString(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.5", "9223372036854775808", "-9223372036854775809", "1e999999999"})
  void aWholeNumberHasNoFractionAndABound(String text) {
    assertThat(ExactNumber.toLong(text)).isNull();
    assertThat(ExactNumber.toInt(text)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e400",
        "1e-400",
        "3.14159265358979312",
        "9007199254740993",
        "1e999999999",
        "-1e-999999999"
      })
  void aTextThatNoDoublePrintsIsNone(String text) {
    assertThat(ExactNumber.toDouble(text)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        ".",
        "-.",
        "N/A",
        "NaN",
        "Infinity",
        "1d",
        "0x1p3",
        "1/44100",
        "1 2",
        "--1",
        "1.2.3",
        "\uff13\uff10",
        "30 kbit/s",
        "1,5"
      })
  void whatIsNoNumberIsNone(String text) {
    assertThat(ExactNumber.toInt(text)).isNull();
    assertThat(ExactNumber.toLong(text)).isNull();
    assertThat(ExactNumber.toDouble(text)).isNull();
  }

  @Test
  void aTextWithoutEndTakesNoTime() {
    assertThat(ExactNumber.toDouble("1".repeat(4_000_000))).isNull();
    assertThat(ExactNumber.toLong("0".repeat(4_000_000))).isNull();
  }

  @Test
  void whatFewDigitsSayIsWhatTheDoublePrints() {
    long seed = Chance.seed();
    Random random = new Random(seed);
    for (int i = 0; i < 100_000; i++) {
      long digits = (long) (random.nextDouble() * Math.pow(10, 1 + random.nextInt(15)));
      BigDecimal number = BigDecimal.valueOf(digits, random.nextInt(16));
      Double value = ExactNumber.toDouble(number.toPlainString());
      assertThat(value).as("%s of seed %d", number, seed).isEqualTo(number.doubleValue());
      assertThat(new BigDecimal(Double.toString(value)))
          .as("%s of seed %d", number, seed)
          .isEqualByComparingTo(number);
    }
  }
}
