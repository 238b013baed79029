package io.mediajobs.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.docs.Docs;
import io.mediajobs.kafka.Await;
import io.mediajobs.kafka.KafkaClasspath;
import io.mediajobs.kafka.TopicReader;
import io.mediajobs.standin.Backlog;
import io.mediajobs.standin.StandIn;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records of jobs, whole and as rows, in tables of Apache Iceberg, as the page Pipelines does. */
@Tag("downstream")
class IcebergIT {

  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final int JOBS = 200;

  @TempDir Path folder;
  private final StandIn service = StandIn.start(InstantSource.system());
  private Pipeline pipeline;

  @BeforeEach
  void start() throws Exception {
    // The sink uses a class of Kafka that 4.4 has moved.
    KafkaClasspath kafka = KafkaClasspath.of(System.getProperty("iceberg.kafka.version"));
    pipeline = Pipeline.start(service, folder, kafka, "iceberg");
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", pipeline.bootstrap()))) {
      admin.createTopics(List.of(new NewTopic("control-iceberg", 1, (short) 1))).all().get();
    }
  }

  @AfterEach
  void stop() {
    pipeline.close();
    service.close();
  }

  @Test
  void theTablesHaveEachRecordOnceWhateverDies() throws Exception {
    service.add(
        Backlog.seeded(16, "Transcode", "Animation")
            .living(Duration.ofSeconds(30))
            .jobs(JOBS, Instant.now().minusSeconds(60), Duration.ofSeconds(180)));
    pipeline.deploy("distributed/connector-avro.json", Map.of());
    Map<String, String> here =
        Map.of(
            "iceberg.catalog.warehouse", warehouse(), "iceberg.control.commit.interval-ms", "5000");
    pipeline.deploy("pipelines/iceberg-jobs.json", here);
    pipeline.deploy("pipelines/iceberg-rows.json", here);
    Await.until(PATIENCE, "the first commits", () -> !rows().isEmpty() && !records().isEmpty());

    System.out.println("Rows before the kill: " + rows().size());
    pipeline.killWorkers();

    Await.until(PATIENCE, "all rows to be true", () -> latest(rows()).equals(JobFacts.of(service)));
    try (TopicReader topic = new TopicReader(pipeline.bootstrap(), "media.jobs")) {
      int sent = topic.read().size();
      Await.until(PATIENCE, sent + " records", () -> records().size() >= sent);
      assertThat(records()).hasSize(sent).doesNotHaveDuplicates();
      assertThat(rows().stream().map(row -> row.subList(0, 4)))
          .containsExactlyInAnyOrderElementsOf(records());
      System.out.println("Records, and rows: " + sent);
    }
  }

  private List<List<String>> records() throws Exception {
    return read(
        "media.jobs", "jobId", "state", "observedAt", "operation.mediaInfo.format.duration");
  }

  private List<List<String>> rows() throws Exception {
    return read("media.job_rows", "job_id", "state", "observed_at", "duration_seconds", "width");
  }

  /** What Iceberg's own reader says of a table, in a JVM that has the sink's libraries. */
  private List<List<String>> read(String table, String... columns) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                folder.resolve("plugins/iceberg-sink") + "/*",
                "src/downstream/iceberg/ReadTable.java",
                warehouse(),
                table));
    command.addAll(List.of(columns));
    Process reader =
        new ProcessBuilder(command).redirectError(folder.resolve("reader.log").toFile()).start();
    String output = new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (reader.waitFor() != 0) {
      throw new IllegalStateException(Files.readString(folder.resolve("reader.log")));
    }
    return output.lines().map(line -> List.of(line.split("\t"))).toList();
  }

  /** What the query of the page makes of the rows, in a database that knows SQL. */
  private static Map<String, JobFacts> latest(List<List<String>> rows) throws Exception {
    String values =
        rows.stream()
            .map(
                row ->
                    "('%s', '%s', '%s'::timestamptz, %s::float8, %s::int)".formatted(row.toArray()))
            .collect(Collectors.joining(","));
    String query = Docs.page("pipelines.md").code("latest jobs");
    Map<String, JobFacts> latest = new TreeMap<>();
    try (Database database = Database.start()) {
      for (List<Object> row :
          database.rows(
              "with job_rows (job_id, state, observed_at, duration_seconds, width) as (values "
                  + values
                  + ") "
                  + query.replace("media.job_rows", "job_rows"))) {
        latest.put(
            (String) row.get(0),
            new JobFacts((String) row.get(1), (Double) row.get(3), (Integer) row.get(4)));
      }
    }
    return latest;
  }

  private String warehouse() {
    return folder.resolve("warehouse").toUri().toString();
  }
}
