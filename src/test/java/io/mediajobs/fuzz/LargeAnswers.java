package io.mediajobs.fuzz;

import io.mediajobs.client.Pages;
import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.JobTransition;
import io.mediajobs.job.Observation;
import io.mediajobs.record.Lossless;
import io.mediajobs.record.RecordFactory;
import io.mediajobs.record.RecordSettings;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** Reads answers of 16 MiB, the default bound, that need as much time and memory as can be made. */
final class LargeAnswers {

  private static final int SIZE = 16 << 20;
  private static final String HEAD =
      "<Response><JobsDetail><JobId>j1</JobId><State>Running</State>";
  private static final String TAIL = "</JobsDetail></Response>";
  private static final JobSource SOURCE =
      new JobSource("b-1", "ap-chongqing", "/jobs", "Transcode", null, null);

  private LargeAnswers() {}

  public static void main(String[] args) {
    for (Map.Entry<String, Supplier<String>> answer : answers().entrySet()) {
      byte[] bytes = answer.getValue().get().getBytes(StandardCharsets.UTF_8);
      take(answer.getKey(), bytes, Pages::read);
      // As if it went on.
      take(answer.getKey() + ", cut", Arrays.copyOf(bytes, SIZE - 250), Pages::beginning);
    }
  }

  private static void take(String name, byte[] bytes, Function<byte[], JobPage> reader) {
    long start = cpuMillis();
    JobPage page = reader.apply(bytes);
    long read = cpuMillis();
    if (page != null) {
      for (JobDetail job : page.jobs()) {
        new RecordFactory(RecordSettings.defaults("t")).records(seen(job)).forEach(Lossless::check);
      }
    }
    System.out.printf(
        "%s: %s, read in %d ms, records in %d ms%n",
        name, outcome(page), read - start, cpuMillis() - read);
  }

  private static String outcome(JobPage page) {
    return page == null
        ? "refused"
        : page.jobs().size() + " jobs and " + page.unreadable().size() + " unreadable";
  }

  private static long cpuMillis() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1_000_000;
  }

  private static Map<String, Supplier<String>> answers() {
    Map<String, Supplier<String>> all = new LinkedHashMap<>();
    all.put("one text", () -> HEAD + "<M>" + "x".repeat(SIZE - 200) + "</M>" + TAIL);
    all.put("elements", () -> fill(HEAD, i -> "<a/>", TAIL));
    all.put("as many elements as may be", () -> HEAD + "<a>1</a>".repeat(999_000) + TAIL);
    all.put("names", () -> fill(HEAD, i -> "<n" + i + "/>", TAIL));
    all.put(
        "as many names as may be",
        () -> fill(HEAD, i -> "<n" + i % 4990 + ">text</n" + i % 4990 + ">", TAIL));
    all.put("colliding names", () -> fill(HEAD, i -> "<" + colliding(i) + "/>", TAIL));
    all.put("attributes", () -> fill(HEAD + "<a", i -> " a" + i + "=''", "/>" + TAIL));
    all.put(
        "colliding attributes",
        () -> fill(HEAD + "<a", i -> " " + colliding(i) + "=''", "/>" + TAIL));
    all.put(
        "as many attributes as may be",
        () ->
            fill(
                HEAD + "<a",
                i -> (i % 999 == 998 ? "/><a" : "") + " a" + i % 999 + "=''",
                "/>" + TAIL));
    all.put("depth", () -> fill(HEAD, i -> "<d>", TAIL));
    all.put("long names at depth", () -> nested("n".repeat(200), 190, 3_500_000));
    all.put("shorter names at depth", () -> nested("n".repeat(50), 190, 10_000));
    all.put(
        "jobs",
        () ->
            fill(
                "<Response>",
                i -> "<JobsDetail><JobId>j" + i + "</JobId><State>S</State></JobsDetail>",
                "</Response>"));
    all.put("ill-formed jobs", () -> fill("<Response>", i -> "<JobsDetail/>", "</Response>"));
    all.put(
        "large ill-formed jobs",
        () ->
            "<Response>"
                + ("<JobsDetail>" + "<x>".repeat(5000) + "</JobsDetail>").repeat(1000)
                + "</Response>");
    all.put(
        "missing ids",
        () -> fill("<Response><NonExistJobIds>", i -> "a,", "</NonExistJobIds></Response>"));
    all.put(
        "one token",
        () -> "<Response><NextToken>" + "x".repeat(SIZE - 100) + "</NextToken></Response>");
    all.put(
        "one id",
        () -> "<Response><JobsDetail><JobId>" + "x".repeat(SIZE - 200) + "</JobId>" + TAIL);
    all.put(
        "secrets", () -> fill("<Response><JobsDetail><JobId>", i -> "q-sign", "</JobId>" + TAIL));
    all.put("blanks", () -> " ".repeat(SIZE));
    all.put("blanks in a tag", () -> "<Response" + " ".repeat(SIZE - 100) + "</Response>");
    all.put(
        "blanks behind an id",
        () -> "<Response><JobsDetail><JobId>x" + " ".repeat(SIZE - 200) + "</JobId></x>" + TAIL);
    all.put("comments", () -> fill(HEAD, i -> "<!---->", TAIL));
    all.put("open comments", () -> fill(HEAD, i -> "<!--", TAIL));
    all.put("sections", () -> fill(HEAD, i -> "<![CDATA[]]>", TAIL));
    all.put("characters", () -> fill(HEAD + "<M>", i -> "&amp;", "</M>" + TAIL));
    all.put("brackets", () -> "<".repeat(SIZE));
    all.put("open jobs", () -> fill("<Response><JobsDetail", i -> "<JobsDetail", "</Response>"));
    all.put("open ids", () -> fill("<Response><JobsDetail>", i -> "<JobId>", TAIL));
    all.put("open times", () -> fill("<Response><JobsDetail>", i -> "<CreationTime>", TAIL));
    all.put("instructions", () -> fill("", i -> "<?x?>", "<Response></Response>"));
    return all;
  }

  private static String fill(String head, IntFunction<String> item, String tail) {
    StringBuilder answer = new StringBuilder(SIZE).append(head);
    for (int i = 0; answer.length() + tail.length() + 200 < SIZE; i++) {
      answer.append(item.apply(i));
    }
    return answer.append(tail).toString();
  }

  private static String nested(String name, int depth, int leaves) {
    return HEAD
        + ("<" + name + ">").repeat(depth)
        + "<a/>".repeat(leaves)
        + ("</" + name + ">").repeat(depth)
        + TAIL;
  }

  /** Names that the parser's table of names puts into one place: 31 (x - 1) + y + 31 = 31 x + y. */
  private static String colliding(int number) {
    StringBuilder name = new StringBuilder();
    for (int bit = 0; bit < 17; bit++) {
      name.append((number >> bit & 1) == 0 ? "aaacaaaB" : "aaabaaaa");
    }
    return name.toString();
  }

  private static Observation seen(JobDetail job) {
    JobTransition first = new JobTransition(job.id(), 0, null, job.state(), null, false);
    return new Observation(
        SOURCE, job.id(), null, job.state(), 0, job, List.of(first), Instant.EPOCH);
  }
}
