package io.mediajobs.fuzz;

import io.mediajobs.client.page.Pages;
import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.JobTransition;
import io.mediajobs.job.Observation;
import io.mediajobs.record.Lossless;
import io.mediajobs.record.OutputRecord;
import io.mediajobs.record.Outputs;
import io.mediajobs.record.RecordFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads answers that need as much time and memory as can be made: each once as long as an answer
 * may be, and then shorter ones of it, to see that twice the length takes about twice the work.
 */
final class LargeAnswers {

  /** The default bound. */
  private static final int SIZE = 16 << 20;

  /** Beyond the other bounds, as what is within one may grow by the square up to there. */
  private static final int PART = SIZE / 16;

  private static final String HEAD =
      "<Response><JobsDetail><JobId>j1</JobId><State>Running</State>";
  private static final String TAIL = "</JobsDetail></Response>";
  private static final JobSource SOURCE =
      new JobSource("b-1", "ap-chongqing", "/jobs", "Transcode", null, null);

  private LargeAnswers() {}

  public static void main(String[] args) {
    for (Map.Entry<String, IntFunction<String>> answer : answers().entrySet()) {
      String outcome = outcome(bytes(answer.getValue().apply(SIZE)));
      Growth read = new Growth();
      Growth records = new Growth();
      byte[] once = bytes(answer.getValue().apply(PART));
      byte[] twice = bytes(answer.getValue().apply(2 * PART));
      while (read.goesOn() || records.goesOn()) {
        JobPage one = read.once(() -> Pages.read(once));
        records.once(() -> records(one));
        JobPage two = read.twice(() -> Pages.read(twice));
        records.twice(() -> records(two));
      }
      System.out.printf(
          Locale.ROOT,
          "%s: %s, read by %.2f, records by %.2f%n",
          answer.getKey(),
          outcome,
          read.factor(),
          records.factor());
    }
  }

  private static int records(@Nullable JobPage page) {
    int count = 0;
    if (page != null) {
      for (JobDetail job : page.jobs()) {
        List<OutputRecord> records = new RecordFactory(Outputs.defaults("t")).records(seen(job));
        records.forEach(Lossless::check);
        count += records.size();
      }
    }
    return count;
  }

  private static String outcome(byte[] answer) {
    JobPage page = Pages.read(answer);
    records(page);
    return page == null
        ? "refused"
        : page.jobs().size() + " jobs and " + page.unreadable().size() + " unreadable";
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The answers, each made as long as it is to be. */
  private static Map<String, IntFunction<String>> answers() {
    Map<String, IntFunction<String>> all = new LinkedHashMap<>();
    all.put("one text", size -> HEAD + "<M>" + "x".repeat(size - 200) + "</M>" + TAIL);
    all.put("elements", size -> fill(size, HEAD, i -> "<a/>", TAIL));
    all.put(
        "as many elements as may be",
        size -> HEAD + "<a>1</a>".repeat(Math.min(999_000, size / 9)) + TAIL);
    all.put("names", size -> fill(size, HEAD, i -> "<n" + i + "/>", TAIL));
    all.put(
        "as many names as may be",
        size -> fill(size, HEAD, i -> "<n" + i % 4990 + ">text</n" + i % 4990 + ">", TAIL));
    all.put("colliding names", size -> fill(size, HEAD, i -> "<" + colliding(i) + "/>", TAIL));
    all.put("attributes", size -> fill(size, HEAD + "<a", i -> " a" + i + "=''", "/>" + TAIL));
    all.put(
        "colliding attributes",
        size -> fill(size, HEAD + "<a", i -> " " + colliding(i) + "=''", "/>" + TAIL));
    all.put(
        "as many attributes as may be",
        size ->
            fill(
                size,
                HEAD + "<a",
                i -> (i % 999 == 998 ? "/><a" : "") + " a" + i % 999 + "=''",
                "/>" + TAIL));
    all.put("depth", size -> fill(size, HEAD, i -> "<d>", TAIL));
    all.put("long names at depth", size -> nested("n".repeat(200), 190, size / 4 - 25_000));
    all.put("shorter names at depth", size -> nested("n".repeat(50), 190, size / 1_600));
    all.put(
        "jobs",
        size ->
            fill(
                size,
                "<Response>",
                i -> "<JobsDetail><JobId>j" + i + "</JobId><State>S</State></JobsDetail>",
                "</Response>"));
    all.put(
        "ill-formed jobs", size -> fill(size, "<Response>", i -> "<JobsDetail/>", "</Response>"));
    all.put(
        "large ill-formed jobs",
        size ->
            "<Response>"
                + ("<JobsDetail>" + "<x>".repeat(5000) + "</JobsDetail>").repeat(size / 16_000)
                + "</Response>");
    all.put(
        "missing ids",
        size ->
            fill(size, "<Response><NonExistJobIds>", i -> "a,", "</NonExistJobIds></Response>"));
    all.put(
        "one token",
        size -> "<Response><NextToken>" + "x".repeat(size - 100) + "</NextToken></Response>");
    all.put(
        "one id",
        size -> "<Response><JobsDetail><JobId>" + "x".repeat(size - 200) + "</JobId>" + TAIL);
    all.put(
        "secrets",
        size -> fill(size, "<Response><JobsDetail><JobId>", i -> "q-sign", "</JobId>" + TAIL));
    all.put("blanks", size -> " ".repeat(size));
    all.put("blanks in a tag", size -> "<Response" + " ".repeat(size - 100) + "</Response>");
    all.put(
        "blanks behind an id",
        size -> "<Response><JobsDetail><JobId>x" + " ".repeat(size - 200) + "</JobId></x>" + TAIL);
    all.put("comments", size -> fill(size, HEAD, i -> "<!---->", TAIL));
    all.put("open comments", size -> fill(size, HEAD, i -> "<!--", TAIL));
    all.put("sections", size -> fill(size, HEAD, i -> "<![CDATA[]]>", TAIL));
    all.put("characters", size -> fill(size, HEAD + "<M>", i -> "&amp;", "</M>" + TAIL));
    all.put("brackets", size -> "<".repeat(size));
    all.put(
        "open jobs",
        size -> fill(size, "<Response><JobsDetail", i -> "<JobsDetail", "</Response>"));
    all.put("open ids", size -> fill(size, "<Response><JobsDetail>", i -> "<JobId>", TAIL));
    all.put(
        "open times", size -> fill(size, "<Response><JobsDetail>", i -> "<CreationTime>", TAIL));
    all.put("instructions", size -> fill(size, "", i -> "<?x?>", "<Response></Response>"));
    return all;
  }

  private static String fill(int size, String head, IntFunction<String> item, String tail) {
    StringBuilder answer = new StringBuilder(size).append(head);
    for (int i = 0; answer.length() + tail.length() + 200 < size; i++) {
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
