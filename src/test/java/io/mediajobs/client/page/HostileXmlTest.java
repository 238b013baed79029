package io.mediajobs.client.page;

import static io.mediajobs.client.page.PageReaderTest.JOB;
import static io.mediajobs.client.page.PageReaderTest.read;
import static io.mediajobs.client.page.PageReaderTest.refuses;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobId;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobState;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.Charset;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents that were made up to do harm: refused with a clause, or read as what they say. */
class HostileXmlTest {

  private static final String DOCTYPE =
      "has a document type declaration, as an HTML page does, at line 1, column 1";

  @Test
  void contactsNobodyForAnEntity() throws Exception {
    try (ServerSocket server = new ServerSocket(0)) {
      String url = "http://127.0.0.1:" + server.getLocalPort() + "/x";
      for (String subset :
          new String[] {
            "SYSTEM '%s'",
            "PUBLIC '-//x' '%s'",
            "[<!ENTITY x SYSTEM '%s'>]",
            "[<!ENTITY %% x SYSTEM '%s'> %%x;]",
            "SYSTEM '%s' [<!ENTITY x 'y'>]"
          }) {
        refuses(
            "<!DOCTYPE Response "
                + subset.formatted(url)
                + "><Response xmlns:xi='http://www.w3.org/2001/XInclude'>&x;"
                + "<xi:include href='"
                + url
                + "'/></Response>",
            DOCTYPE);
      }
      // Neither of these asks a parser for anything.
      assertThat(
              read("<?xml-stylesheet href='"
                      + url
                      + "'?><Response xsi:schemaLocation='a "
                      + url
                      + "' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'/>")
                  .jobs())
          .isEmpty();
      server.setSoTimeout(100);
      assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void expandsNoEntities() {
    String laughs =
        IntStream.range(1, 10)
            .mapToObj(i -> "<!ENTITY l%d '%s'>".formatted(i, "&l%d;".formatted(i - 1).repeat(10)))
            .collect(Collectors.joining("", "<!DOCTYPE Response [<!ENTITY l0 'ha'>", "]>"));
    refuses(laughs + "<Response>&l9;</Response>", DOCTYPE);
    String quadratic = "<!DOCTYPE Response [<!ENTITY a '" + "a".repeat(50_000) + "'>]>";
    refuses(quadratic + "<Response>" + "&a;".repeat(50_000) + "</Response>", DOCTYPE);
    refuses("<Response>&a;</Response>", "is not well-formed at line 1, column 14");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "&#0;",
        "&#1;",
        "&#x1b;",
        "&#xD800;",
        "&#xDFFF;",
        "&#xFFFE;",
        "&#xFFFF;",
        "&#x110000;",
        "&#99999999999;",
        "&#-1;",
        "&#x;",
        "\u0000",
        "\u0001",
        "\u001b",
        "\uffff",
        "]]>",
        "<!-- -- -->",
        "<![CDATA[",
        "<?xml version='1.0'?>",
        "<? x?>",
        "&lt",
        "&lt;<",
        "<!ELEMENT a>",
        "<a:b/>",
        "<xmlns:a/>",
        "<a xmlns:xml='u'/>",
        "<a xmlns:xmlns='u'/>",
        "<1/>",
        "<a b/>",
        "<a b=c/>",
        "<a b='<'/>",
        "<a b='1' b='2'/>",
        "<a b='1'c='2'/>",
        "</a>",
        "<a></b>",
        "<A></a>"
      })
  void refusesWhatIsNoXml(String text) {
    assertThatThrownBy(() -> read(page(text)))
        .isInstanceOf(MalformedPageException.class)
        .hasMessageMatching("(is not well-formed|is cut off|refers to an undeclared entity) at .*");
  }

  @Test
  void readsOddTextAsWhatItSays() throws Exception {
    assertThat(text("&#10;&#13;&#9;&#x85;&#x2028;&#x202e;")).isEqualTo("\n\r\t\u0085\u2028\u202e");
    assertThat(text("<![CDATA[<JobId>no</JobId>]]]]><![CDATA[>&lt;]]>"))
        .isEqualTo("<JobId>no</JobId>]]>&lt;");
    assertThat(text("<?JobId no?>a<!-- <JobId>no</JobId> -->b")).isEqualTo("ab");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16BE", "UTF-16LE", "UTF-32"})
  void refusesOtherUnicode(String encoding) {
    byte[] page = page("x").getBytes(Charset.forName(encoding));
    assertThatThrownBy(() -> PageReader.read(page, null))
        .isInstanceOf(MalformedPageException.class);
    assertThat(PageSalvageTest.salvage(page)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ISO-8859-1", "GBK", "UTF-16", "EBCDIC-CP-US", "x"})
  void believesNoOtherEncoding(String encoding) {
    String page = "<?xml version='1.0' encoding='" + encoding + "'?>" + page("\u4e2d");
    assertThatThrownBy(() -> read(page))
        .isInstanceOf(MalformedPageException.class)
        .hasMessageMatching(
            "(declares an encoding other than UTF-8|has an unreadable XML declaration"
                + "|is not well-formed) at line 1, column [0-9]+");
    assertThat(PageSalvageTest.salvage(page.replace("<State>", "<State"))).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"utf-8", "UTF-8", "us-ascii"})
  void readsTheEncodingThatItIs(String encoding) throws Exception {
    String page = "<?xml version='1.0' encoding='" + encoding + "'?>" + page("x");
    assertThat(read(page).jobs()).hasSize(1);
    assertThat(PageSalvageTest.salvage(page)).isNotNull();
  }

  @Test
  void theFirstOfTwoIdsCounts() throws Exception {
    JobDetail job =
        read("<Response><JobsDetail>" + JOB + "<JobId>j2</JobId></JobsDetail></Response>")
            .jobs()
            .get(0);
    assertThat(job.id()).isEqualTo(new JobId("j1"));
    assertThat(job.element().children()).hasSize(3);
  }

  @Test
  void boundsWhatAPageHolds() {
    refuses(
        page(
            "<a"
                + IntStream.range(0, 1001)
                    .mapToObj(i -> " a" + i + "=''")
                    .collect(Collectors.joining())
                + "/>"),
        "has an element of more than 1000 attributes at line 1, column 62");
    refuses(
        page("<a/>".repeat(1_000_000)),
        "holds more than 1000000 elements at line 1, column 4000046");
    refuses(
        page("<" + "n".repeat(201) + "/>"),
        "has a name of more than 200 bytes at line 1, column 62");
    refuses(
        page(IntStream.range(0, 5001).mapToObj(i -> "<n" + i + "/>").collect(Collectors.joining())),
        "has more than 5000 different names at line 1, column 38928");
    refuses(page("<d>".repeat(100_000)), "nests deeper than 200 elements at line 1, column 656");
    refuses(
        "<Response>" + ("<JobsDetail>" + JOB + "</JobsDetail>").repeat(1001) + "</Response>",
        "holds more than 1000 jobs at line 1, column 64011");
    refuses(
        "<Response><NextToken>" + "x".repeat(1001) + "</NextToken></Response>",
        "has a NextToken of more than 1000 characters at line 1, column 11");
    refuses(
        "<Response><NonExistJobIds>,," + "j,".repeat(1001) + "</NonExistJobIds></Response>",
        "has more than 1000 ids in NonExistJobIds at line 1, column 11");
    String name = "n".repeat(199);
    String deep =
        ("<" + name + ">").repeat(150) + "<a/>".repeat(4000) + ("</" + name + ">").repeat(150);
    refuses(page(deep), "nests names of more than 100000000 characters at line 1, column 43544");
  }

  @Test
  void whatStandsInTextIsNoTag() throws Exception {
    String text = "< a='1'".repeat(2000);
    assertThat(text("<![CDATA[" + text + "]]>")).isEqualTo(text);
    assertThat(text("<!--" + text + "-->")).isEmpty();
    assertThat(text("a='1' ".repeat(2000))).isEqualTo("a='1' ".repeat(2000));
  }

  @Test
  void anIdThatCanNotBeLookedUpSpoilsItsJobOnly() {
    String page =
        PageSalvageTest.response(
            PageSalvageTest.GOOD
                + PageSalvageTest.GOOD.replace("j1", "a,b")
                + PageSalvageTest.GOOD.replace("j1", "x\ny")
                + PageSalvageTest.TOKEN);
    JobPage read = PageSalvageTest.salvage(page);

    assertThat(read.jobs()).extracting(JobDetail::state).containsExactly(JobState.RUNNING);
    assertThat(read.unreadable())
        .hasSize(2)
        .allSatisfy(
            job ->
                assertThat(job.reason())
                    .isEqualTo(
                        "is incomplete: A JobsDetail of the answer has a JobId that can't be looked"
                            + " up, as it is longer than 200 characters or has others than visible"
                            + " ASCII without , ; / \\ ? # % at line 1, column 1"));
    assertThat(read.unreadable().get(0).id()).isEqualTo(new JobId("a,b"));
    assertThat(read.unreadable().get(1).id()).isNull();
  }

  @Test
  void blanksBeforeNothingTakeNoTime() {
    assertThat(PageSalvageTest.salvage(" ".repeat(1_000_000) + "x</Response>")).isNull();
  }

  @Test
  void namesOfManyDocumentsAreNotKeptForEver() throws MalformedPageException {
    ElementPlace before = ElementPlace.top();
    for (int document = 0; document < 30; document++) {
      StringBuilder names = new StringBuilder();
      for (int i = 0; i < 150; i++) {
        names.append("<n").append(document).append('_').append(i).append("/>");
      }
      read(page("<N" + document + ">" + names + "</N" + document + ">"));
    }
    assertThat(ElementPlace.top()).isNotSameAs(before);
  }

  @Test
  void aPlaceOfTooManyNamesBeginsAnew() throws MalformedPageException {
    ElementPlace before = ElementPlace.top();
    StringBuilder names = new StringBuilder();
    for (int i = 0; i < 300; i++) {
      names.append("<n").append(i).append("/>");
    }
    assertThat(PlainXml.read(names.insert(0, "<A>").append("</A>").toString().getBytes(UTF_8)))
        .isNull();
    assertThat(ElementPlace.top()).isNotSameAs(before);
    assertThat(PlainXml.read("<A><n999/></A>".getBytes(UTF_8))).isNotNull();
  }

  private static String text(String xml) throws MalformedPageException {
    return read(page("<M>" + xml + "</M>")).jobs().get(0).element().children().get(2).text();
  }

  private static String page(String inside) {
    return "<Response><JobsDetail>" + JOB + inside + "</JobsDetail></Response>";
  }
}
