package io.mediajobs.downstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mediajobs.docs.Docs;
import io.mediajobs.job.JobState;
import io.mediajobs.kafka.Await;
import io.mediajobs.kafka.KafkaClasspath;
import io.mediajobs.schema.EventSchemas;
import io.mediajobs.standin.Backlog;
import io.mediajobs.standin.Jobs;
import io.mediajobs.standin.StandIn;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Field;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs and transitions in tables of a real PostgreSQL, as the page Pipelines sets it up. */
@Tag("downstream")
class PostgresIT {

  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final int JOBS = 400;
  private static final String DELETED = "jdeleted";

  @TempDir Path folder;
  private final StandIn service = StandIn.start(InstantSource.system());
  private Database database;
  private Pipeline pipeline;

  @BeforeEach
  void start() throws Exception {
    database = Database.start();
    pipeline = Pipeline.start(service, folder, KafkaClasspath.current(), "debezium");
    pipeline.secrets("postgres.properties", database.secrets());
  }

  @AfterEach
  void stop() throws Exception {
    pipeline.close();
    database.close();
    service.close();
  }

  @Test
  void theTablesSayWhatIsTrueWhateverDies() throws Exception {
    Instant now = Instant.now();
    service.add(
        Backlog.seeded(15, "Transcode", "Animation")
            .living(Duration.ofSeconds(30))
            .jobs(JOBS, now.minusSeconds(60), Duration.ofSeconds(90)));
    service.add(
        Jobs.job("Transcode")
            .id(DELETED)
            .createdAt(now.minusSeconds(10))
            .runningAfter(Duration.ofSeconds(1))
            .deletedAfter(Duration.ofSeconds(45))
            .build());
    pipeline.deploy("distributed/connector-avro.json", Map.of("jobs.tombstones", "true"));
    Map<String, String> here = Map.of("connection.url", database.url());
    pipeline.deploy("pipelines/postgres-jobs.json", here);
    pipeline.deploy("pipelines/postgres-transitions.json", here);
    awaitCount(1, "from media_jobs where job_id = '" + DELETED + "'");
    awaitCount(2, "from media_transitions where job_id = '" + DELETED + "'");

    // Sinks note once a minute how far they are: what is there now comes once more.
    pipeline.killWorkers();

    awaitCount(1, "from media_transitions where state = 'NonExist'");
    awaitCount(JOBS, "from media_jobs");
    Map<String, JobFacts> facts = JobFacts.of(service);
    assertThat(facts.remove(DELETED).state()).isEqualTo("NonExist");
    Await.until(PATIENCE, "all rows to be true", () -> rows().equals(facts));
    assertSums(facts);
    assertTransitions();
    assertTypes();
    assertQueries(facts);
  }

  private void awaitCount(long count, String from) {
    Await.until(
        PATIENCE,
        count + " rows " + from,
        () -> {
          Object there = database.rows("select count(*) " + from).get(0).get(0);
          if (!there.equals(count)) {
            throw new IllegalStateException("there are " + there);
          }
          return true;
        });
  }

  private Map<String, JobFacts> rows() throws SQLException {
    Map<String, JobFacts> rows = new TreeMap<>();
    for (List<Object> row :
        database.rows("select job_id, state, duration_seconds, width from media_jobs")) {
      rows.put(
          (String) row.get(0),
          new JobFacts((String) row.get(1), (Double) row.get(2), (Integer) row.get(3)));
    }
    return rows;
  }

  private void assertSums(Map<String, JobFacts> facts) throws SQLException {
    List<Object> sums =
        database.rows("select count(*), avg(duration_seconds), max(width) from media_jobs").get(0);
    System.out.println("Jobs, average of the durations, widest: " + sums);
    assertThat(sums.get(0)).isEqualTo((long) JOBS);
    assertThat((Double) sums.get(1))
        .isCloseTo(
            facts.values().stream()
                .filter(job -> job.duration() != null)
                .collect(Collectors.averagingDouble(JobFacts::duration)),
            within(1e-6));
    assertThat(sums.get(2)).isEqualTo(3840);
  }

  /** Each transition has one row, and those of a job are its way. */
  private void assertTransitions() throws SQLException {
    Map<String, List<String>> told = new TreeMap<>();
    List<List<Object>> rows =
        database.rows("select job_id, sequence, state from media_transitions order by 1, 2");
    System.out.println("Transitions: " + rows.size());
    for (List<Object> row : rows) {
      List<String> states = told.computeIfAbsent((String) row.get(0), id -> new ArrayList<>());
      assertThat(row.get(1)).as("sequence of " + row.get(0)).isEqualTo(states.size());
      states.add((String) row.get(2));
    }
    told.values().forEach(states -> states.removeIf(JobState.PAUSE.name()::equals));
    Map<String, List<String>> ways = new TreeMap<>();
    service
        .jobs()
        .forEach(
            job ->
                ways.put(
                    job.id(),
                    service.truth().canonicalPath(job.id()).stream().map(JobState::name).toList()));
    assertThat(told).isEqualTo(ways);
  }

  /** The page says which types the columns have. */
  private void assertTypes() throws SQLException {
    Map<String, String> types = new TreeMap<>();
    for (List<String> row : Docs.rows(Docs.page("pipelines.md").block("postgres types"))) {
      types.put(row.get(0), row.get(1));
    }
    Map<String, String> expected = new TreeMap<>();
    for (Field column : EventSchemas.MEDIA_JOB_ROW.required().fields()) {
      String logical = column.schema().name();
      String type = logical == null ? column.schema().type().getName() : "timestamp-millis";
      expected.put(column.name(), types.get("`" + type + "`"));
    }
    Map<String, String> made = new TreeMap<>();
    database
        .rows(
            "select column_name, data_type from information_schema.columns"
                + " where table_name = 'media_jobs'")
        .forEach(row -> made.put((String) row.get(0), "`" + row.get(1) + "`"));
    assertThat(made).isEqualTo(expected);
  }

  /** What the page asks is answered. */
  private void assertQueries(Map<String, JobFacts> facts) throws SQLException {
    Docs page = Docs.page("pipelines.md");
    long failed = facts.values().stream().filter(job -> job.state().equals("Failed")).count();
    List<List<Object>> failures = database.rows(page.code("failures of today"));
    // At midnight some of them would be of yesterday.
    assertThat(failures).hasSizeBetween(1, (int) failed);
    List<List<Object>> tags = database.rows(page.code("jobs by tag"));
    tags.forEach(System.out::println);
    assertThat(tags).extracting(row -> row.get(0)).containsExactly("Animation", "Transcode");
    assertThat(tags).extracting(row -> row.get(1)).containsExactly(JOBS / 2L, JOBS / 2L);
    assertThat(database.rows(page.code("details"))).hasSize(1);
  }
}
