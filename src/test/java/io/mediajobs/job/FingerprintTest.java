package io.mediajobs.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.client.page.Pages;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What makes the content of a job another. */
class FingerprintTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // a text, to the last character and blank
        "<Code>a</Code> | <Code>b</Code>",
        "<Code>a</Code> | <Code>A</Code>",
        "<Code>a</Code> | <Code> a</Code>",
        "<Code>a</Code> | <Code/>",
        "<Code/> | ''",
        "<Operation><UserData>a</UserData></Operation>"
            + " | <Operation><UserData>a </UserData></Operation>",
        // texts and names that String.hashCode takes for equal
        "<Code>AaAa</Code> | <Code>BBBB</Code>",
        "<AaAa>1</AaAa> | <BBBB>1</BBBB>",
        // where a text stands
        "<Code>a</Code> | <Message>a</Message>",
        "<Code>a</Code><Message>b</Message> | <Code>b</Code><Message>a</Message>",
        "<Input><Object>a</Object></Input> | <Input/><Object>a</Object>",
        "<Input><Object>a</Object></Input> | <Input><Object><Object>a</Object></Object></Input>",
        "<Input>a<Object/></Input> | <Input><Object>a</Object></Input>",
        "<Input>a<Object/></Input> | <Input>b<Object/></Input>",
        "<Input Object='a'/> | <Input><Object>a</Object></Input>",
        "<Input a='1'/> | <Input a='2'/>",
        "<Input a='1'/> | <Input b='1'/>",
        "<Input a='1' b='2'/> | <Input a='2' b='1'/>",
        "<Input a='1'/> | <Input/>",
        // how often, and which of them
        "<Tag>a</Tag> | <Tag>a</Tag><Tag>a</Tag>",
        "<Tag>a</Tag><Tag>b</Tag> | <Tag>b</Tag><Tag>a</Tag>",
        "<Input><A>1</A></Input><Input><B>2</B></Input>"
            + " | <Input><A>1</A><B>2</B></Input><Input/>",
        "<W><A>1</A></W><W><B>2</B></W> | <W><B>2</B></W><W><A>1</A></W>",
        // what no field can hold is told by its text
        "<Progress>abc</Progress> | <Progress>abd</Progress>",
        "<Progress>abc</Progress> | ''",
        "<Progress>30</Progress> | <Progress>３０</Progress>",
        "<Progress>30</Progress> | <Progress>30.0</Progress>",
        "<Progress>30</Progress> | <Progress>30</Progress><Progress>30</Progress>",
        "<Progress><A/></Progress> | ''",
        "<EndTime>tomorrow</EndTime> | <EndTime>Tomorrow</EndTime>",
        "<EndTime>2022-06-27T15:23:12+0800</EndTime> | <EndTime>2022-06-27T15:23:12+0700</EndTime>",
        "<EndTime>2022-06-27T15:23:12+0800</EndTime>"
            + " | <EndTime>2022-06-27T15:23:12.0000001+0800</EndTime>",
        "<EndTime>2022-06-27T15:23:12+0800</EndTime> | <EndTime>2022-06-27T15:23:12.500Z</EndTime>",
        "<EndTime>2022-13-27T15:23:12+0800</EndTime> | <EndTime>2022-13-27T15:23:12+0700</EndTime>",
        "<EndTime>-</EndTime> | <EndTime>--</EndTime>",
        "<Progress/> |",
        "<Progress/> | <Progress> </Progress>",
        "<Input><EndTime>-</EndTime></Input> | <Input><EndTime/></Input>",
        "<EndTime/><EndTime>-</EndTime> | <EndTime/><EndTime/>"
      })
  void anyDifferenceIsSeen(String one, String other) {
    assertThat(fingerprint(one)).isNotEqualTo(fingerprint(other == null ? "" : other));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // order of different names, layout, comments, CDATA
        "<Code>a</Code><Message>b</Message> | <Message>b</Message><Code>a</Code>",
        "<Input><A>1</A><B>2</B><A>3</A></Input> | <Input><B>2</B><A>1</A><A>3</A></Input>",
        "<Input><A>1</A></Input> | <Input> <A>1</A> </Input>",
        "<Input><A>1</A></Input> | <Input><A><![CDATA[1]]></A><!-- one --></Input>",
        "<Input a='1' b='2'/> | <Input b='2' a='1'/>",
        "<Input></Input> | <Input/>",
        // what every job has, in other words
        "<Progress>30</Progress> | <Progress> 30 </Progress>",
        "<Progress>30</Progress> | <Progress>+030</Progress>",
        "'' | <StartTime>-</StartTime><EndTime> </EndTime>",
        "<EndTime>2022-06-27T15:23:12+0800</EndTime> | <EndTime>2022-06-27 07:23:12Z</EndTime>",
        "<EndTime>2022-06-27T15:23:12+0800</EndTime> | <EndTime>2022-06-27T15:23:12+08:00 </EndTime>",
        "<EndTime>2022-06-27T15:23:12+0800</EndTime> | <EndTime>2022-06-27T16:23:12+0900</EndTime>",
        "<EndTime>2022-06-27T15:23:12.500+0800</EndTime> | <EndTime>2022-06-27T07:23:12.5Z</EndTime>"
      })
  void whatIsNoDifferenceInARecordIsNone(String one, String other) {
    assertThat(fingerprint(one)).isEqualTo(fingerprint(other));
  }

  @Test
  void blanksAroundIdAndStateAreLayout() {
    String job = "<JobsDetail><JobId>%s</JobId><State>%s</State></JobsDetail>";
    assertThat(ofJob(job.formatted(" j1 ", "\nRunning ")))
        .isEqualTo(ofJob(job.formatted("j1", "Running")));
    assertThat(ofJob(job.formatted("j2", "Running")))
        .isNotEqualTo(ofJob(job.formatted("j1", "Running")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "\u8f6c"})
  void everyCharacterOfATextCounts(String character) {
    Set<Long> seen = new HashSet<>();
    int texts = 0;
    for (int length = 0; length <= 40; length++) {
      StringBuilder text = new StringBuilder(character.repeat(length));
      for (int at = 0; at < length; at++) {
        text.setCharAt(at, 'y');
        seen.add(Fingerprint.of(JobElement.leaf("A", text.toString())));
        text.setCharAt(at, character.charAt(0));
        texts++;
      }
    }
    assertThat(seen).hasSize(texts);
  }

  @Test
  void elementsThatAreOneObjectCountAsOthersDo() {
    JobElement one = JobElement.leaf("A", "x");
    List<JobElement> same = Collections.nCopies(5000, one);
    List<JobElement> others = same.stream().map(a -> JobElement.leaf(a.name(), a.text())).toList();
    assertThat(Fingerprint.of(new JobElement("B", "", List.of(), same)))
        .isEqualTo(Fingerprint.of(new JobElement("B", "", List.of(), others)));
  }

  @Test
  void treesThatAreOneObjectCountAsOthersDo() {
    JobElement code = JobElement.leaf("Code", "x");
    JobElement attribute =
        new JobElement("A", "", List.of(new JobElement.Attribute("b", "c")), List.of());
    for (JobElement part : List.of(code, attribute, around("B", code), around("B", attribute))) {
      JobElement tree = around("C", part, part);
      // At each place alone, among namesakes, and below itself.
      for (JobElement job :
          List.of(
              around("J", tree), around("J", code, tree, tree), around("J", around("C", tree)))) {
        long first = Fingerprint.of(job);
        assertThat(Fingerprint.of(job)).isEqualTo(first).isEqualTo(Fingerprint.of(copy(job)));
      }
    }
  }

  private static JobElement around(String name, JobElement... children) {
    return new JobElement(name, "", List.of(), List.of(children));
  }

  private static JobElement copy(JobElement one) {
    List<JobElement> children = one.children().stream().map(FingerprintTest::copy).toList();
    return new JobElement(one.name(), one.text(), one.attributes(), children);
  }

  /** Offsets keep half of the bits. */
  @Test
  void everyBitIsAGoodOne() {
    int texts = 100_000;
    Set<Long> whole = new HashSet<>();
    Set<Integer> high = new HashSet<>();
    Set<Integer> low = new HashSet<>();
    long flipped = 0;
    long before = 0;
    for (int i = 0; i < texts; i++) {
      long print = Fingerprint.of(JobElement.leaf("Object", "out/" + i + ".mp4"));
      whole.add(print);
      high.add((int) (print >>> 32));
      low.add((int) print);
      flipped += Long.bitCount(print ^ before);
      before = print;
    }
    assertThat(whole).hasSize(texts);
    // By chance one or two of so many share 32 bits.
    assertThat(high).hasSizeGreaterThan(texts - 12);
    assertThat(low).hasSizeGreaterThan(texts - 12);
    assertThat((double) flipped / texts).isBetween(31.8, 32.2);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 40, 200})
  void amongManySiblingsTheirNumbersCountAndTheirPlacesDoNot(int each) {
    String a = "<A>%d</A>";
    String b = "<B>%d</B>";
    StringBuilder inTurn = new StringBuilder();
    StringBuilder as = new StringBuilder();
    StringBuilder bs = new StringBuilder();
    for (int i = 0; i < each; i++) {
      inTurn.append(a.formatted(i)).append(b.formatted(i));
      as.append(a.formatted(i));
      bs.append(b.formatted(i));
    }
    assertThat(fingerprint(as.toString() + bs)).isEqualTo(fingerprint(inTurn.toString()));
    String swapped =
        inTurn.toString().replace("<A>0<", "<A>x<").replace("<A>1<", "<A>0<").replace("x", "1");
    assertThat(fingerprint(swapped)).isNotEqualTo(fingerprint(inTurn.toString()));
  }

  @Test
  void whatACutLeavesOutCountsToo() {
    JobElement job = JobElement.leaf("JobsDetail", "");
    Set<Long> seen = new HashSet<>();
    seen.add(Fingerprint.of(job));
    seen.add(Fingerprint.of(new JobDetail.Content.Cut(job, List.of("..."))));
    seen.add(Fingerprint.of(new JobDetail.Content.Cut(job, List.of("Operation/A", "..."))));
    seen.add(Fingerprint.of(new JobDetail.Content.Cut(job, List.of("Operation/B", "..."))));
    assertThat(seen).hasSize(4);
  }

  /** Compared with each other, so many would take hours. */
  @Test
  void aMillionNamesakesAreNumberedToo() {
    List<JobElement> words = Collections.nCopies(1_000_000, JobElement.leaf("W", "w"));
    JobElement all = new JobElement("JobsDetail", "", List.of(), words);
    JobElement oneLess = new JobElement("JobsDetail", "", List.of(), words.subList(1, 1_000_000));
    assertThat(Fingerprint.of(all)).isNotEqualTo(Fingerprint.of(oneLess));
  }

  private static long fingerprint(String elements) {
    return ofJob(
        "<JobsDetail><JobId>j1</JobId><State>Running</State>" + elements + "</JobsDetail>");
  }

  private static long ofJob(String job) {
    return Pages.jobs("<Response>" + job + "</Response>").get(0).fingerprint();
  }
}
