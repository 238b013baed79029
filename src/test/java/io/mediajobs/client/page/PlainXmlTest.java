package io.mediajobs.client.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.build.Chance;
import io.mediajobs.job.JobElement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read as plain is read as the parser of all of XML does; all else is left to that. */
class PlainXmlTest {

  private static final Path ANSWERS = Path.of("src/test/resources/answers");

  /** What is put somewhere into a page that is plain. */
  private static final List<String> PIECES =
      List.of(
          "<",
          ">",
          "/",
          "&",
          "]]>",
          "\"",
          "=",
          " ",
          "\n",
          "\r\n",
          "\t",
          "\0",
          "\u007f",
          "\u0085",
          "\u00a0",
          "\u3000",
          "\ufeff",
          "\ufffe",
          "\uffff",
          "\u8f6c\u7801",
          "\ud83c\udfac",
          "&amp;",
          "&lt;",
          "&gt;",
          "&quot;&apos;",
          "&#10;",
          "&#x8f6C;",
          "&#xd83c;",
          "&#0;",
          "&#;",
          "&x;",
          "&amp",
          "&;",
          "<A>",
          "</A>",
          "<A/>",
          "<A />",
          "<A></A>",
          "<A b='1'>",
          "<a:A/>",
          "<:A/>",
          "<1/>",
          "<-/>",
          "<\u540d/>",
          "<A><B>x</B></A>",
          "<A>x<B/></A>",
          "<!-- x -->",
          "<!--",
          "<![CDATA[x]]>",
          "<?x?>",
          "<!DOCTYPE x>",
          "<?xml version=\"1.0\"?>",
          "<Response>",
          "</Response>",
          "<JobsDetail>",
          "</JobsDetail>",
          "<JobsDetail/>",
          "</Code>",
          "x");

  @Test
  void readsWhatTheServicePrints() throws IOException {
    for (String name :
        List.of("000-1", "001-1", "001-2", "002-1", "003-1", "004-1", "snapshot-sprite")) {
      byte[] answer = Files.readAllBytes(ANSWERS.resolve(name + ".xml"));
      assertThat(plain(answer)).as(name).isNotNull().isEqualTo(parsed(answer));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<A>\r\n  <B> x\n </B>\t<C/>\n</A>\n",
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><A><B></B></A>",
        "\n<A>\u8f6c\u7801 \ud83c\udfac</A>",
        "<A>  </A>",
        "<A/>",
        "<_a-1.b><_a-1.b>\"'=/</_a-1.b></_a-1.b>",
        "<A>&amp;</A>",
        "<A>&lt;b&gt; &quot;&apos;&amp;amp;]]&gt;</A>",
        "<A><B>https://a/b?c=1&amp;d=&#50;&amp;e=\u8f6c\u7801</B></A>",
        "<A>&#9;&#10;&#13;&#32;&#0065;\u00a0&#xa0;</A>",
        "<A>&#xD7ff;&#55295;</A>",
        "<A> &#32; </A>"
      })
  void readsPlainDocuments(String xml) {
    byte[] bytes = bytes(xml);
    assertThat(plain(bytes)).isNotNull().isEqualTo(parsed(bytes));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<",
        ">",
        "x>",
        "</A>",
        "<A>",
        "<A",
        "</>",
        "<>x</>",
        "<A></B>",
        "<A></A",
        "<A><B></A>",
        "<A></A></A>",
        "<A/><B/>",
        "<A/>x>",
        "<A></A>></A>",
        "<A>&x;</A>",
        "<A>&AMP;</A>",
        "<A>&amp</A>",
        "<A>&amp ;</A>",
        "<A>& amp;</A>",
        "<A>&&amp;</A>",
        "<A>&;</A>",
        "<A>&#;</A>",
        "<A>&#x;</A>",
        "<A>&#X41;</A>",
        "<A>&#-1;</A>",
        "<A>&#4a;</A>",
        "<A>&#x4g;</A>",
        "<A>&x41;</A>",
        "<A>&41;</A>",
        "<A>&#0;</A>",
        "<A>&#31;</A>",
        "<A>&#xd800;</A>",
        "<A>&#x1F3AC;</A>",
        "<A>&#4294967361;</A>",
        "<A>&#00000065;</A>",
        "<A>&",
        "<A>&>",
        "<A>&amp;>",
        "<A>&amp;",
        "<A>&#x41",
        "<A>&#65>",
        "<&amp;/>",
        "<A&amp;/>",
        "<A b='&amp;'/>",
        "&amp;<A/>",
        "<A/>&amp;",
        "<A/>&#32;",
        "<A>&#32;<B/></A>",
        "<A><B/>&#32;</A>",
        "<A></A&amp;>",
        "<A>x\ry</A>",
        "<A b='c'/>",
        "<A ></A>",
        "<A></A >",
        "<a:A></a:A>",
        "<A>x<B/></A>",
        "<A><B/>x</A>",
        "<A>]]></A>",
        "<A>\u0001</A>",
        "<A>\uffff</A>",
        "<A><!-- --></A>",
        "<A><![CDATA[x]]></A>",
        "<!-- --><A/>",
        "<\u00e9/>",
        "<?xml version=\"1.1\"?><A/>",
        "<?x?><A/>",
        "<?xml version=\"1.0\" encoding=\"GBK\"?><A/>",
        "<!DOCTYPE A><A/>",
        "\ufeff<A/>"
      })
  void leavesAllElseToTheParser(String xml) {
    assertThat(plain(bytes(xml))).isNull();
  }

  @Test
  void boundsDepthAndNames() {
    assertThat(plain(bytes("<A>".repeat(33) + "</A>".repeat(33)))).isNull();
    assertThat(plain(bytes("<A>".repeat(32) + "</A>".repeat(32)))).isNotNull();
    String longest = "x".repeat(200);
    assertThat(plain(bytes("<" + longest + "/>"))).isNotNull();
    assertThat(plain(bytes("<x" + longest + "/>"))).isNull();
  }

  @Test
  void anElementThatComesAgainIsOneObject() {
    String again = "<B><C>1</C> <D><E/>转</D></B>".replace("<E/>", "<E/></D><D>");
    byte[] page = bytes("<A><R>" + again + "<F/></R><R>" + again + "<G>2</G></R></A>");
    plain(page);
    JobElement read = plain(page);
    assertThat(read).isEqualTo(parsed(page));
    assertThat(read.children().get(0).children().get(0))
        .isSameAs(read.children().get(1).children().get(0));
  }

  @Test
  void elementsThatComeAgainCountAsOthersDo() {
    String tree = "<T>" + "<a/>".repeat(499) + "</T>";
    assertThat(plain(bytes("<M>" + tree.repeat(1999) + "</M>"))).isNotNull();
    assertThat(plain(bytes("<M>" + tree.repeat(2000) + "</M>"))).isNull();
    String name = "n".repeat(199);
    String open = ("<" + name + ">").repeat(25);
    String close = ("</" + name + ">").repeat(25);
    assertThat(plain(bytes(open + tree.repeat(39) + close))).isNotNull();
    assertThat(plain(bytes(open + tree.repeat(41) + close))).isNull();
  }

  @Test
  void readsEachCharacterAsTheParserDoesOrNotAtAll() {
    for (int c = 0; c <= 0x1ffff; c++) {
      if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
        sameOrNull(bytes("<A>" + "x" + Character.toString(c) + "y</A>"), 0);
      }
      sameOrNull(bytes("<A>x&#" + c + ";y&#x" + Integer.toHexString(c) + ";</A>"), 0);
    }
  }

  @Test
  void readsReferencesAtAnyPlaceOfAPageAsTheParserDoesOrNotAtAll() throws IOException {
    String page = text(Files.readAllBytes(ANSWERS.resolve("000-1.xml"))).strip();
    int read = 0;
    for (String reference : List.of("&amp;", "&lt;", "&gt;", "&quot;", "&apos;", "&#38;")) {
      for (int at = 0; at <= page.length(); at++) {
        String with = page.substring(0, at) + reference;
        read += sameOrNull(bytes(with + page.substring(at)), at) ? 1 : 0;
        sameOrNull(bytes(with), at);
      }
    }
    assertThat(read).isGreaterThan(page.length());
  }

  @Test
  void readsDamagedPagesAsTheParserDoesOrNotAtAll() throws IOException {
    byte[] page = Files.readAllBytes(ANSWERS.resolve("002-1.xml"));
    int tries = Math.max(2_000, Chance.tries(30_000));
    // By several threads, as they share what they know of earlier pages.
    long read =
        LongStream.range(0, tries)
            .map(i -> 31 * Chance.seed() + i)
            .parallel()
            .filter(seed -> sameOrNull(damaged(page, new Random(seed)), seed))
            .count();
    assertThat(read).isGreaterThan(tries / 50);
  }

  /** Whether it was read. */
  private static boolean sameOrNull(byte[] xml, long seed) {
    JobElement plain = plain(xml);
    if (plain != null) {
      assertThat(plain).as("Seed %s: %s", seed, text(xml)).isEqualTo(parsed(xml));
    }
    return plain != null;
  }

  private static byte[] damaged(byte[] page, Random random) {
    StringBuilder text = new StringBuilder(text(page));
    for (int n = 1 + random.nextInt(2); n > 0; n--) {
      int at = random.nextInt(text.length());
      int behind = Math.min(text.length(), at + random.nextInt(random.nextBoolean() ? 2 : 40));
      if (random.nextBoolean()) {
        // At the end of a text, where more may stand than in a tag.
        at = Math.max(0, text.indexOf("</", at));
        behind = at;
      }
      text.replace(at, behind, PIECES.get(random.nextInt(PIECES.size())));
    }
    byte[] damaged = bytes(text.toString());
    if (random.nextInt(4) == 0) {
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
    }
    return damaged;
  }

  private static @Nullable JobElement plain(byte[] xml) {
    JobElement plain = PlainXml.read(xml);
    // Places may have begun anew after the first.
    return plain != null ? plain : PlainXml.read(xml);
  }

  /** What the parser reads; null where it refuses. */
  private static @Nullable JobElement parsed(byte[] xml) {
    try (XmlElements in = XmlElements.of(xml)) {
      in.nextStart();
      JobElement element = in.element();
      in.nextStart();
      return element;
    } catch (MalformedPageException refused) {
      return null;
    }
  }

  private static String text(byte[] xml) {
    return new String(xml, StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
