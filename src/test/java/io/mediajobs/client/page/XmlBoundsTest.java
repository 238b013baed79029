package io.mediajobs.client.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.build.Chance;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class XmlBoundsTest {

  private static final String[] PIECES = {
    "<",
    "<",
    ">",
    ">",
    "/",
    "\"",
    "'",
    "a",
    " b='c'",
    "<a>",
    "</a>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?",
    "?>",
    " "
  };

  @Test
  void theQuickLookLetsNothingPassThatTheCloseOneDoesNot() {
    long seed = Chance.seed();
    Random random = new Random(seed);
    int tries = Math.max(20_000, Chance.tries(100_000));
    int refused = 0;
    for (int i = 0; i < tries; i++) {
      StringBuilder text = new StringBuilder();
      for (int pieces = random.nextInt(12); pieces > 0; pieces--) {
        String piece = PIECES[random.nextInt(PIECES.length)];
        // Now and then up to a bound or beyond it.
        boolean longer = random.nextInt(3) == 0;
        text.append(piece.repeat(longer ? 190 + random.nextInt(20) : 1 + random.nextInt(3)));
      }
      byte[] xml = text.toString().getBytes(StandardCharsets.US_ASCII);
      String close = outcome(() -> XmlBounds.count(xml));
      assertThat(outcome(() -> XmlBounds.check(xml))).as(text.toString()).isEqualTo(close);
      refused += close.isEmpty() ? 0 : 1;
    }
    assertThat(refused).as("seed " + seed).isGreaterThan(tries / 1000);
  }

  private interface Look {
    void look() throws MalformedPageException;
  }

  private static String outcome(Look look) {
    try {
      look.look();
      return "";
    } catch (MalformedPageException refused) {
      return refused.getMessage();
    }
  }
}
