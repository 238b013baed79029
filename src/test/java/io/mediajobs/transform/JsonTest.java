package io.mediajobs.transform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediajobs.build.Chance;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "plain", "\"", "\\n", "/", "\u6d4b\ud83c\udfac\u2028"})
  void aTextIsWhatAReaderReads(String text) throws Exception {
    assertThat(new ObjectMapper().readTree(json(text)).asText()).isEqualTo(text);
  }

  @Test
  void anyCharacterIsWhatAReaderReads() throws Exception {
    for (char c = 0; c < 0x300; c++) {
      String text = "a" + c + "b";
      assertThat(new ObjectMapper().readTree(json(text)).asText()).isEqualTo(text);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0.0, 0.0",
    "-0.0, 0.0",
    "25, 25.0",
    "13.654, 13.654",
    "-0.000001, -0.000001",
    "0.0000001, 1.0E-7",
    "999999999.999999, 999999999.999999",
    "1e15, 1.0E15",
    "1e300, 1.0E300",
    "NaN, '\"NaN\"'",
    "-Infinity, '\"-Infinity\"'"
  })
  void aNumberHasItsShortestForm(double number, String json) {
    StringBuilder out = new StringBuilder();
    Json.number(number, out);
    assertThat(out).hasToString(json);
  }

  @Test
  void aNumberIsWhatAReaderReads() {
    long seed = Chance.seed();
    Random random = new Random(seed);
    for (int i = 0; i < 100_000; i++) {
      double number =
          random.nextBoolean()
              ? random.nextInt(2_000_000_000) / Math.pow(10, random.nextInt(9))
              : random.nextGaussian() * Math.pow(10, random.nextInt(20) - 10);
      StringBuilder out = new StringBuilder();
      Json.number(number, out);
      assertThat(Double.parseDouble(out.toString())).as("seed %d", seed).isEqualTo(number);
    }
  }

  private static String json(String text) {
    StringBuilder out = new StringBuilder();
    Json.text(text, out);
    return out.toString();
  }
}
