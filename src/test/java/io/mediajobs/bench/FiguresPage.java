package io.mediajobs.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Locale;

/**
 * The tables of performance.md that are made from the figures of the last run of the benchmarks.
 */
public final class FiguresPage {

  private final JsonNode figures;
  private final StringBuilder page = new StringBuilder();

  private FiguresPage(JsonNode figures) {
    this.figures = figures;
  }

  /** The tables in Markdown. */
  public static String of(String json) throws JsonProcessingException {
    FiguresPage page = new FiguresPage(new ObjectMapper().readTree(json));
    page.steps();
    page.backlogs();
    return page.page.toString().strip();
  }

  private void steps() {
    JsonNode machine = figures.get("machine");
    page.append("One run, on ").append(machine.get("processors").asInt());
    page.append(" processors, ")
        .append(machine.get("java").asText())
        .append(", for a job of 2,993");
    page.append(" bytes and 98 elements:\n\n");
    row("step", "µs a job", "allocated", "against");
    row("---", "---:", "---:", "---");
    step("tokenised by the fastest StAX parser, names and texts: the limit", "tokenised", "");
    step("page to jobs", "parsed", limit("parsed"));
    step("page to records, only jobs", "pageToRecords jobs", limit("pageToRecords jobs"));
    step("page to records, three transitions and the job", "pageToRecords both", "4 records");
    step("page to records, transitions alone", "pageToRecords transitions", "3 records");
    if (has("steps", "peerRecords")) {
      step("page to JSON texts, by a plain peer", "peerRecords", peer("pageToRecords jobs"));
      step("JSON text to bytes, by the plain peer", "peerBytes", "");
    }
    if (has("steps", "typedRecords")) {
      step("page to Structs, typed by hand", "typedRecords", typed("pageToRecords jobs"));
    }
    step("page with jobs that have not changed", "lookedAtAgain", "goal: 3 µs");
    step("record to Avro, bundled converter", "bundledConverter", converter());
    step("the same by Apicurio's AvroData", "apicurioAvroData", "");
    step("record to row, with all columns and details", "recordToRow", "goal: 3 µs");
    step("what a first look means", "firstLook", "");
    if (has("steps", "polled 200")) {
      step("a poll with ten changes, of 200 tracked jobs; a change", "polled 200", "");
      step("the same of 20,000", "polled 20000", few() + " times that; goal: 1.3");
    }
    step("tracked job into an offset", "written", "");
    step("tracked job out of an offset", "read", "");
    step("signing a request, not a job", "signed", "");
  }

  private void backlogs() {
    page.append(
        "\nA task over loopback HTTP, 20,000 jobs unless it says otherwise, from its start to");
    page.append(" the last record, without a worker, on one processor; against the same limit,");
    page.append(" measured in turn with it:\n\n");
    row(
        "backlog",
        "records per CPU second",
        "jobs per CPU second",
        "of the limit",
        "listings",
        "memory");
    row("---", "---:", "---:", "---:", "---:", "---:");
    backlog("only jobs, one record each", "jobs", 1);
    backlog("only jobs, to Avro bytes", "jobs to Avro", 1);
    backlog("the default, transitions and jobs, four records each", "both", 4);
    backlog("the default, to Avro bytes", "both to Avro", 4);
    if (has("backlogs", "peer")) {
      backlog("a plain peer: each job as a JSON text", "peer", 1);
      backlog("a plain peer, to bytes", "peer to bytes", 1);
    }
    if (has("backlogs", "typed")) {
      backlog("each job as a Struct, typed by hand", "typed", 1);
      backlog("typed by hand, to Avro bytes", "typed to Avro", 1);
    }
    if (has("backlogs", "jobs, varied")) {
      backlog("only jobs, each with files of its own", "jobs, varied", 1);
      backlog("the same to Avro bytes", "jobs, varied to Avro", 1);
      backlog("the same by the plain peer", "peer, varied", 1);
      backlog("the same by it to bytes", "peer, varied to bytes", 1);
    }
    backlog("1,000,000 jobs at `-Xmx256m`", "a million", 1);
    JsonNode many = backlog("a million").get("heapMb");
    page.append("\nAfter each quarter of the million the heap held ");
    for (int i = 0; i < many.size(); i++) {
      page.append(i == 0 ? "" : i == many.size() - 1 ? " and " : ", ").append(many.get(i).asInt());
    }
    double one = seconds("1");
    double four = seconds("4");
    page.append(" MB. Where a request takes 50 ms, on both processors, 20,000 jobs took ")
        .append(number(one, 1));
    page.append(" s in one sweep and ").append(number(four, 1)).append(" s in four slices: ");
    page.append(number(one / four, 2)).append(" times as fast.");
    if (has("backlogs", "typed")) {
      against();
    }
  }

  /** How many times the jobs of another these make in the same time of a processor. */
  private void against() {
    page.append("\n\nJobs per CPU second over loopback, against others in the same run:\n\n");
    row("backlog", "against", "ratio", "goal");
    row("---", "---", "---:", "---:");
    against("only jobs", "jobs", "a plain peer", "peer", "0.9, better 1.05");
    against("only jobs, to Avro", "jobs to Avro", "it, to JSON bytes", "peer to bytes", "1.0");
    against("only jobs", "jobs", "typed by hand", "typed", "1.2");
    if (has("backlogs", "jobs, varied")) {
      String files = ", each with files of its own";
      against("only jobs" + files, "jobs, varied", "a plain peer", "peer, varied", "");
      String bytes = "peer, varied to bytes";
      against("the same, to Avro", "jobs, varied to Avro", "it, to JSON bytes", bytes, "");
    }
    if (has("backlogs", "jobs, before")) {
      String version = "the version before";
      against("the default", "both", version, "both, before", "1.3");
      against("the default, to Avro", "both to Avro", version, "both to Avro, before", "");
      against("only jobs", "jobs", version, "jobs, before", "");
      against("only jobs, to Avro", "jobs to Avro", version, "jobs to Avro, before", "");
      against("a plain peer", "peer", version, "jobs, before", "1.4");
      ratio("records to Avro alone", version, converting("jobs"), "1.5");
      ratio("records to Avro alone, the default", version, converting("both"), "1.5");
    }
  }

  private void against(String title, String name, String other, String otherName, String goal) {
    ratio(title, other, perJob(otherName) / perJob(name), goal);
  }

  private void ratio(String title, String other, double ratio, String goal) {
    row(title, other, number(ratio, 2), goal);
  }

  private double perJob(String name) {
    // All passes of a run are of the same jobs.
    return backlog(name).get("cpuSeconds").asDouble();
  }

  private double converting(String outputs) {
    return backlog(outputs + " to Avro, before").get("convertSeconds").asDouble()
        / backlog(outputs + " to Avro").get("convertSeconds").asDouble();
  }

  private JsonNode backlog(String name) {
    return figures.get("backlogs").get(name);
  }

  /** How long a pass took with so many requests at a time. */
  private double seconds(String concurrent) {
    JsonNode backlog = figures.get("far").get(concurrent);
    int passes = backlog.get("records").asInt() / 20_000;
    return backlog.get("wallSeconds").asDouble() / passes;
  }

  private void backlog(String title, String name, int recordsPerJob) {
    JsonNode backlog = backlog(name);
    double records = backlog.get("records").asLong() / backlog.get("cpuSeconds").asDouble();
    row(
        title,
        thousands(records),
        thousands(records / recordsPerJob),
        number(backlog.get("limitSeconds").asDouble() / backlog.get("cpuSeconds").asDouble(), 2),
        number(backlog.get("listingsPerPass").asDouble(), 0),
        backlog.get("peakRssMb").asInt() + " MB");
  }

  private void step(String title, String name, String against) {
    JsonNode step = figures.get("steps").get(name);
    row(title, number(micros(name), 2), number(step.get("bytes").asDouble(), 0) + " B", against);
  }

  private String limit(String name) {
    return number(micros("tokenised") / micros(name), 2) + " of the limit";
  }

  /** Whether the last run has measured it; a run may be of some parts only. */
  private boolean has(String part, String name) {
    return figures.get(part).has(name);
  }

  private String few() {
    return number(micros("polled 20000") / micros("polled 200"), 2);
  }

  private String peer(String name) {
    return "ours takes " + number(micros(name) / micros("peerRecords"), 2) + " of it";
  }

  private String typed(String name) {
    return "ours takes " + number(micros(name) / micros("typedRecords"), 2) + " of it";
  }

  private String converter() {
    double ratio = micros("apicurioAvroData") / micros("bundledConverter");
    return number(ratio, 1) + " times as fast as AvroData";
  }

  private double micros(String name) {
    return figures.get("steps").get(name).get("microseconds").asDouble();
  }

  private static String thousands(double value) {
    return String.format(Locale.ROOT, "%,d", Math.round(value / 100) * 100);
  }

  private static String number(double value, int digits) {
    return String.format(Locale.ROOT, "%,." + digits + "f", value);
  }

  private void row(String... cells) {
    page.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }
}
