package io.mediajobs.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.kafka.Secrets;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The logs that all other integration tests leave behind, of brokers, workers and the tests. */
@Tag("afterwards")
class LogsAfterwardsIT {

  /** From then on a task is in our hands, and until then. */
  private static final Pattern OURS =
      Pattern.compile(
          "\\[task-thread-(\\S+)] INFO io\\.mediajobs\\S+ - (Polling|Stopped polling) ");

  /** What Connect says of a task whose time to stop is over. */
  private static final Pattern LATE = Pattern.compile("Graceful stop of task (\\S+) failed");

  @Test
  void noLogShowsASecret() throws IOException {
    assertThat(found(line -> List.copyOf(Secrets.in(line)))).isEmpty();
  }

  @Test
  void noLogShowsATaskOfOursThatStoppedTooLate() throws IOException {
    // Connect is as late with a task that it has not even started yet.
    Set<String> polling = new HashSet<>();
    assertThat(
            found(
                line -> {
                  Matcher ours = OURS.matcher(line);
                  if (ours.find()) {
                    polling.remove(ours.group(1));
                    if (ours.group(2).equals("Polling")) {
                      polling.add(ours.group(1));
                    }
                    return List.of();
                  }
                  Matcher late = LATE.matcher(line);
                  return late.find() && polling.contains(late.group(1)) ? List.of(line) : List.of();
                }))
        .isEmpty();
  }

  /** What this finds in the lines of all logs, each with its log. */
  private static List<String> found(Function<String, List<String>> look) throws IOException {
    List<String> found = new ArrayList<>();
    List<Path> logs = logs();
    for (Path log : logs) {
      // Not every byte of a log that a kill has cut is a character.
      try (BufferedReader lines = Files.newBufferedReader(log, StandardCharsets.ISO_8859_1)) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          for (String one : look.apply(line)) {
            found.add(log + ": " + one);
          }
        }
      }
    }
    System.out.println("Looked through " + logs.size() + " logs");
    return found;
  }

  private static List<Path> logs() throws IOException {
    List<Path> logs = new ArrayList<>();
    for (Path folder : List.of(Path.of("target", "kafka"), Path.of("target", "failsafe-reports"))) {
      if (Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.walk(folder)) {
          files.filter(file -> file.toString().matches(".*\\.(log|txt)")).forEach(logs::add);
        }
      }
    }
    return logs;
  }
}
