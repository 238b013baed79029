package io.mediajobs.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediajobs.kafka.Secrets;
import io.mediajobs.standin.Backlog;
import io.mediajobs.standin.Jobs;
import io.mediajobs.standin.LiveJobs;
import io.mediajobs.standin.StandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The jar of the command as a process of its own, on a service whose jobs go on arriving. */
@Tag("no-worker")
class TailIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private final StandIn service = StandIn.start(InstantSource.system());

  @BeforeEach
  void addJobs() {
    Instant now = Instant.now();
    service.add(
        Backlog.seeded(1, "Transcode")
            .living(Duration.ofSeconds(30))
            .withoutPauses()
            .jobs(50, now.minusSeconds(600), Duration.ofSeconds(300)));
    // What a killed one has printed of a pause may be over before the next one looks.
    service.add(
        new LiveJobs(
            Backlog.seeded(2, "Transcode").living(Duration.ofSeconds(4)).withoutPauses(),
            now,
            Duration.ofMillis(200)));
  }

  @AfterEach
  void close() {
    service.close();
  }

  @Test
  void everyTransitionIsPrintedOnceOverAKillButForOnePoll() throws Exception {
    String[] options = {"--format=ndjson", "--offsets=" + folder.resolve("offsets.json")};
    List<List<String>> runs = new ArrayList<>();
    // Each goes on for some polls, as the jobs from before make the first.
    for (int round = 0; round < 3; round++) {
      try (TailProcess tail = TailProcess.start(folder, service, options)) {
        tail.awaitLines("two polls", TailIT::hasTwoPolls);
        tail.signal("KILL");
        assertThat(tail.awaitEnd()).isEqualTo(128 + 9);
        runs.add(tail.lines());
        Secrets.absentFrom("The command", String.join("\n", tail.lines()) + tail.said());
      }
    }
    try (TailProcess last = TailProcess.start(folder, service, options)) {
      last.awaitLines("two polls", TailIT::hasTwoPolls);
      last.signal("TERM");
      assertThat(last.awaitEnd()).isZero();
      runs.add(last.lines());
    }

    List<String> events = new ArrayList<>();
    for (List<String> run : runs) {
      List<String> ids = ids(run);
      assertThat(ids).doesNotHaveDuplicates();
      List<String> repeated = ids.stream().filter(new HashSet<>(events)::contains).toList();
      // What comes again is the end of what came before, and came with one look of the loop.
      assertThat(events.subList(events.size() - repeated.size(), events.size()))
          .containsExactlyInAnyOrderElementsOf(repeated);
      events.addAll(ids.stream().filter(id -> !repeated.contains(id)).toList());
    }
    assertThat(events).hasSizeGreaterThan(150).doesNotHaveDuplicates();
    Map<String, Integer> next = new HashMap<>();
    for (String event : events) {
      String[] parts = event.split("/");
      assertThat(Integer.parseInt(parts[1])).as(event).isEqualTo(next.getOrDefault(parts[0], 0));
      next.merge(parts[0], 1, Integer::sum);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT"})
  void aSignalEndsItWithCodeZero(String signal) throws Exception {
    // What a shell starts in the background is deaf to Ctrl-C, and so is all that starts from it.
    assumeFalse(signal.equals("INT") && ignoresInterrupts(), "Interrupts are ignored here");
    try (TailProcess tail = TailProcess.start(folder, service)) {
      tail.awaitLines("a line", lines -> !lines.isEmpty());

      tail.signal(signal);

      assertThat(tail.awaitEnd()).isZero();
      assertThat(tail.said())
          .isEqualTo("Polling [Transcode] at " + service.endpoint() + "; Ctrl-C ends it\n");
    }
  }

  private static boolean ignoresInterrupts() throws IOException {
    Path status = Path.of("/proc/self/status");
    return Files.exists(status)
        && Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
  }

  @Test
  void aSignalEndsItWhileTheServiceIsAway() throws Exception {
    service.close();
    try (TailProcess tail = TailProcess.start(folder, service)) {
      tail.awaitSaid("WARN ");

      tail.signal("TERM");

      assertThat(tail.awaitEnd()).isZero();
      assertThat(tail.lines()).isEmpty();
    }
  }

  @Test
  void aSignalEndsItWhileItsReaderNeitherReadsNorGoes() throws Exception {
    service.add(
        Backlog.seeded(3, "Transcode")
            .jobs(1000, Instant.now().minusSeconds(3600), Duration.ofSeconds(600)));
    try (TailProcess tail = TailProcess.startUnread(folder, service)) {
      tail.awaitStuck();

      tail.signal("TERM");

      assertThat(tail.awaitEnd()).isZero();
    }
  }

  @Test
  void aReaderThatGoesEndsItAlsoWhileNothingHappens() throws Exception {
    // The only job, and the last record of it.
    Instant created = Instant.now().minusSeconds(60);
    try (StandIn quiet = StandIn.start(InstantSource.system())) {
      quiet.add(Jobs.job("Transcode").createdAt(created).build());
      endsWithItsReader(quiet);
    }
    endsWithItsReader(service);
  }

  private void endsWithItsReader(StandIn service) throws Exception {
    List<String> words = TailProcess.command(service);
    String command = "'" + String.join("' '", words) + "'";
    String line = "{ " + command + "; echo ended with $? >&2; } | head -1";
    try (TailProcess shell = TailProcess.start(folder, service, List.of("sh", "-c", line))) {
      assertThat(shell.awaitEnd()).isZero();

      assertThat(shell.lines()).hasSize(1).allMatch(text -> text.endsWith(" - -> Submitted"));
      assertThat(shell.said()).endsWith("\nended with 0\n").hasLineCount(2);
    }
  }

  @Test
  void wrongUsageAndARefusalHaveCodesOfTheirOwn() throws Exception {
    try (TailProcess wrong = TailProcess.start(folder, service, "--secret-id=AKID")) {
      assertThat(wrong.awaitEnd()).isEqualTo(Tail.USAGE);
      assertThat(wrong.said())
          .isEqualTo("Option --secret-id is none of this command; --help says more\n");
    }
    service.access().permit(false);
    try (TailProcess refused = TailProcess.start(folder, service)) {
      assertThat(refused.awaitEnd()).isEqualTo(Tail.FAILED);
      assertThat(refused.said()).hasLineCount(2).contains("HTTP 403 AccessDenied");
      assertThat(refused.lines()).isEmpty();
    }
  }

  /** Whether lines tell of answers that came at two times at least. */
  private static boolean hasTwoPolls(List<String> lines) {
    Set<String> times = new HashSet<>();
    lines.forEach(line -> times.add(json(line).path("observedAt").asText().substring(0, 18)));
    return times.size() > 1;
  }

  private static List<String> ids(List<String> lines) {
    return lines.stream().map(line -> json(line).path("eventId").asText()).toList();
  }

  private static JsonNode json(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException notJson) {
      throw new AssertionError(line, notJson);
    }
  }
}
