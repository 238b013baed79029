package io.mediajobs.client.page;

import static io.mediajobs.client.page.PageReaderTest.JOB;
import static io.mediajobs.client.page.PageReaderTest.SMALL;
import static io.mediajobs.client.page.PageReaderTest.bytes;
import static io.mediajobs.client.page.PageReaderTest.read;
import static io.mediajobs.client.page.PageReaderTest.refuses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediajobs.job.JobElement;
import io.mediajobs.job.JobElement.Attribute;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XmlElementsTest {

  @Test
  void keepsLeafTextExactly() throws Exception {
    assertThat(element("<A> x\n </A>")).isEqualTo(JobElement.leaf("A", " x\n "));
    assertThat(element("<A>  </A>")).isEqualTo(JobElement.leaf("A", "  "));
    assertThat(element("<A/>")).isEqualTo(JobElement.leaf("A", ""));
    assertThat(element("<A>&lt;&amp;&#x4f60;&#128512;<![CDATA[<b>&amp;]]>!</A>"))
        .isEqualTo(JobElement.leaf("A", "<&你😀<b>&amp;!"));
    assertThat(element("<A>x<!-- <B/> -->y<?pi z?>z</A>")).isEqualTo(JobElement.leaf("A", "xyz"));
  }

  @Test
  void keepsAttributesInOrder() throws Exception {
    assertThat(element("<A z='1' b='&quot;2&#10;'/>").attributes())
        .containsExactly(new Attribute("z", "1"), new Attribute("b", "\"2\n"));
  }

  @Test
  void keepsTextBetweenChildrenAndDropsLayout() throws Exception {
    assertThat(element("<A> \n <B/> \n</A>").text()).isEmpty();
    JobElement mixed = element("<A> x <B>1</B> \n <C/> y<B>2</B>\n</A>");
    assertThat(mixed.text()).isEqualTo(" x  y");
    assertThat(mixed.children())
        .containsExactly(
            JobElement.leaf("B", "1"), JobElement.leaf("C", ""), JobElement.leaf("B", "2"));
  }

  @Test
  void readsLongTextWhole() throws Exception {
    String words = "线条 & speech ".repeat(50_000);
    assertThat(element("<A>" + words.replace("&", "&amp;") + "</A>").text()).isEqualTo(words);
  }

  @Test
  void refusesDocumentTypesOutright() {
    String reason = "has a document type declaration, as an HTML page does, at line 1, column 1";
    refuses("<!DOCTYPE html><html><br></html>", reason);
    refuses("<!DOCTYPE Response SYSTEM 'http://127.0.0.1:1/x.dtd'><Response/>", reason);
    refuses(
        "<!DOCTYPE Response [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><Response>&x;</Response>",
        reason);
    refuses(
        "<!DOCTYPE Response [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'>]><Response>&b;</Response>",
        reason);
  }

  @Test
  void boundsTheDepth() throws Exception {
    int inside = XmlElements.MAX_DEPTH - 2;
    String deep =
        "<Response><JobsDetail>"
            + JOB
            + "<D>".repeat(inside)
            + "</D>".repeat(inside)
            + "</JobsDetail></Response>";
    assertThat(read(deep).jobs()).hasSize(1);
    refuses(
        deep.replaceFirst("<D>", "<D><D>").replaceFirst("</D>", "</D></D>"),
        "nests deeper than 200 elements at line 1, column 656");
  }

  @ParameterizedTest
  @ValueSource(strings = {"C0AF", "E080AF", "EDA080", "F4908080", "F5808080", "80", "E4BD", "FF"})
  void refusesWhatIsNoUtf8(String hex) {
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    page.writeBytes(bytes("<Response>\n<A>é"));
    page.writeBytes(HexFormat.of().parseHex(hex));
    page.writeBytes(bytes("</A></Response>"));
    assertThatThrownBy(() -> PageReader.read(page.toByteArray(), null))
        .isInstanceOf(MalformedPageException.class)
        .hasMessage("holds bytes that are not UTF-8 at line 2, column 5");
  }

  @Test
  void readsAByteOrderMark() throws Exception {
    assertThat(read("\uFEFF" + SMALL).jobs()).hasSize(2);
  }

  private static JobElement element(String xml) throws MalformedPageException {
    List<JobElement> children =
        read("<Response><JobsDetail>" + JOB + xml + "</JobsDetail></Response>")
            .jobs()
            .get(0)
            .element()
            .children();
    return children.get(children.size() - 1);
  }
}
