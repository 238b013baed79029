package io.mediajobs.downstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediajobs.docs.Docs;
import io.mediajobs.job.JobState;
import io.mediajobs.job.JobTime;
import io.mediajobs.kafka.Await;
import io.mediajobs.kafka.KafkaClasspath;
import io.mediajobs.kafka.MavenProcess;
import io.mediajobs.kafka.TopicReader;
import io.mediajobs.standin.Backlog;
import io.mediajobs.standin.StandIn;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs of the page Pipelines, as they stand there, over the topic of transitions. */
@Tag("downstream")
class ProgramsIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int JOBS = 200;
  private static final Docs PAGE = Docs.page("pipelines.md");
  private static final String SCHEMA =
      "JobStateTransition/" + System.getProperty("project.version") + ".avsc";

  @TempDir static Path folder;
  private static StandIn service;
  private static Pipeline pipeline;

  /** The transitions, each as a line of hex. */
  private static List<String> values;

  @BeforeAll
  static void tellEveryTransition() throws Exception {
    service = StandIn.start(InstantSource.system());
    service.add(
        Backlog.seeded(17, "Transcode", "Animation")
            .jobs(JOBS, Instant.now().minusSeconds(7200), Duration.ofSeconds(6600)));
    pipeline = Pipeline.start(service, folder, KafkaClasspath.current());
    pipeline.deploy("distributed/connector-avro.json", Map.of());
    try (TopicReader topic = new TopicReader(pipeline.bootstrap(), "media.transitions")) {
      values =
          topic.await(expected().size(), PATIENCE).stream()
              .map(record -> HexFormat.of().formatHex(record.value()))
              .toList();
    }
  }

  @AfterAll
  static void stop() {
    pipeline.close();
    service.close();
  }

  @Test
  void nodeReadsTransitions() throws Exception {
    assumeTrue(isThere("npm"), "This machine has npm");
    run(List.of("npm", "install", "--silent", "--no-package-lock", "avsc"), List.of());
    assertReads("node", "read.js", PAGE.code("node"));
  }

  @Test
  void pythonReadsTransitions() throws Exception {
    assumeTrue(
        Files.isDirectory(Path.of("/usr/lib/python3/dist-packages/avro")),
        "This machine has Debian's python3-avro");
    assertReads("/usr/bin/python3", "read.py", PAGE.code("python"));
  }

  @Test
  void kafkaStreamsAddsUpDurations() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", pipeline.bootstrap()))) {
      admin.createTopics(List.of(new NewTopic("sums", 1, (short) 1))).all().get();
    }
    Path source = Files.writeString(folder.resolve("DurationByHour.java"), PAGE.code("streams"));
    File log = folder.resolve("streams.log").toFile();
    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classpath(),
                source.toString(),
                pipeline.bootstrap(),
                "media.transitions",
                "sums")
            .redirectErrorStream(true)
            .redirectOutput(log)
            .start();
    Map<String, Double> expected = sums();
    try (TopicReader topic = new TopicReader(pipeline.bootstrap(), "sums")) {
      Await.until(
          PATIENCE,
          "the sums to be right",
          () -> {
            assertThat(program.isAlive()).as(Files.readString(log.toPath())).isTrue();
            Map<String, Double> told = new TreeMap<>();
            topic.read().forEach(r -> told.put(r.key(), ByteBuffer.wrap(r.value()).getDouble()));
            return isClose(told, expected);
          });
    } finally {
      program.destroyForcibly().waitFor();
    }
    System.out.println("Seconds by tag and hour: " + expected);
  }

  private static void assertReads(String program, String file, String code) throws Exception {
    Files.writeString(folder.resolve(file), code);
    Path schema = Path.of("src/main/avro-released", SCHEMA).toAbsolutePath();
    List<String> command = List.of(program, file, schema.toString(), mark());
    List<List<Object>> read = new ArrayList<>();
    for (String line : run(command, values)) {
      read.add(new ObjectMapper().readValue(line, new TypeReference<List<Object>>() {}));
    }
    assertThat(read).containsExactlyInAnyOrderElementsOf(expected());
    System.out.println(program + " has read " + read.size() + " transitions");
  }

  /** Id, number, state and length of the video of each transition. */
  private static List<List<Object>> expected() {
    List<List<Object>> expected = new ArrayList<>();
    JobFacts.of(service)
        .forEach(
            (id, facts) -> {
              List<JobState> states = service.truth().canonicalPath(id);
              for (int i = 0; i < states.size(); i++) {
                expected.add(Arrays.asList(id, i, states.get(i).name(), facts.duration()));
              }
            });
    return expected;
  }

  private static Map<String, Double> sums() {
    Map<String, Double> sums = new TreeMap<>();
    JobFacts.of(service)
        .forEach(
            (id, facts) -> {
              String xml = service.truth().finalXml(id);
              if (facts.duration() != null) {
                Instant end = JobTime.parse(JobFacts.text(xml, "/JobsDetail/EndTime"));
                String tag = JobFacts.text(xml, "/JobsDetail/Tag");
                sums.merge(
                    tag + " " + end.truncatedTo(ChronoUnit.HOURS), facts.duration(), Double::sum);
              }
            });
    return sums;
  }

  private static boolean isClose(Map<String, Double> told, Map<String, Double> expected) {
    if (!told.keySet().equals(expected.keySet())) {
      return false;
    }
    return expected.keySet().stream()
        .allMatch(key -> Math.abs(told.get(key) - expected.get(key)) < 1e-6);
  }

  /** The bytes that avro.md says of the schema. */
  private static String mark() {
    return Docs.rows(Docs.page("avro.md").block("marks")).stream()
        .filter(row -> row.get(0).equals("`" + SCHEMA + "`"))
        .map(row -> row.get(1).replace("`", ""))
        .findFirst()
        .orElseThrow();
  }

  /** Runs a program in the folder, and returns the lines that it prints. */
  private static List<String> run(List<String> command, List<String> input) throws Exception {
    Path lines = Files.write(folder.resolve("input.txt"), input);
    Path errors = folder.resolve("errors.txt");
    Process program =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(lines.toFile())
            .redirectError(errors.toFile())
            .start();
    String output = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(program.waitFor()).as(Files.readString(errors)).isZero();
    return output.lines().toList();
  }

  /** What the dependencies of both pages resolve to, with our jar as the build has just made it. */
  private static String classpath() throws IOException {
    String consumer = Docs.page("avro.md").code("consumer dependencies");
    String others =
        consumer
            .replaceFirst("(?s)<dependency>.*?</dependency>", "")
            .replace("</dependencies>", PAGE.code("streams dependency") + "</dependencies>");
    Path pom =
        Files.writeString(
            folder.resolve("pom.xml"),
            "<project><modelVersion>4.0.0</modelVersion><groupId>g</groupId><artifactId>a"
                + "</artifactId><version>0</version>"
                + others
                + "</project>");
    Path jars = folder.resolve("classpath.txt");
    MavenProcess.run(pom, "dependency:build-classpath", "-Dmdep.outputFile=" + jars);
    return System.getProperty("schemas") + File.pathSeparator + Files.readString(jars);
  }

  private static boolean isThere(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(each -> Files.isExecutable(Path.of(each, program)));
  }
}
