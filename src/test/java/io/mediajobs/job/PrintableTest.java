package io.mediajobs.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrintableTest {

  @Test
  void leavesOrdinaryTextAlone() {
    String text = "Ünï/转码 \ud83d\ude00 a=b&c";
    assertThat(Printable.of(text)).isSameAs(text);
  }

  @ParameterizedTest
  @CsvSource({
    "10, 000a",
    "13, 000d",
    "0, 0000",
    "27, 001b",
    "133, 0085",
    "8232, 2028",
    "8238, 202e",
    "55296, d800"
  })
  void spellsOutWhatActsOnALogOrATerminal(int character, String spelled) {
    assertThat(Printable.of("a" + (char) character + "b")).isEqualTo("a\\u" + spelled + "b");
  }

  @Test
  void spellsOutTagCharacters() {
    assertThat(Printable.of("a\udb40\udc41")).isEqualTo("a\\u{e0041}");
  }

  @ParameterizedTest
  @CsvSource({
    "0, ''",
    "1, a",
    "2, a",
    "3, a\ud83d\ude00",
    "4, a\ud83d\ude00b",
    "9, a\ud83d\ude00b"
  })
  void cutsNoCharacterInTwo(int length, String head) {
    assertThat(Printable.cut("a\ud83d\ude00b", length)).isEqualTo(head);
  }

  @Test
  void aQueueCanNotForgeALineOfALog() {
    JobSource source = new JobSource("b-1", "r", "/jobs", "T", "p1\n2022 ERROR all is lost", null);
    assertThat(source).hasToString("b-1/jobs?tag=T&queueId=p1\\u000a2022 ERROR all is lost");
  }
}
