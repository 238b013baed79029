package io.mediajobs.demo;

import io.mediajobs.docs.Docs;
import io.mediajobs.downstream.Database;
import io.mediajobs.downstream.SinkPlugin;
import io.mediajobs.e2e.ExampleFiles;
import io.mediajobs.kafka.Await;
import io.mediajobs.kafka.ConnectRest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The demo with a PostgreSQL behind it, and at its end a table of the jobs by tag. */
public final class SqlDemo implements DemoSink {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Database database;
  private final Path secrets;

  private SqlDemo(Database database, Path secrets) {
    this.database = database;
    this.secrets = secrets;
  }

  /**
   * Runs it.
   *
   * @throws IllegalStateException where the summary shows a fault
   */
  public static void main(String[] args) throws Exception {
    Path secrets = Files.createTempFile("media-jobs-demo", ".properties");
    try (Database database = Database.start()) {
      Files.writeString(secrets, database.secrets());
      Demo.run(new SqlDemo(database, secrets));
    } finally {
      Files.delete(secrets);
    }
  }

  @Override
  public void addPlugin(Path plugins) {
    SinkPlugin.copyTo(plugins, "debezium");
  }

  @Override
  public void deploy(ConnectRest worker, String topicPrefix) throws Exception {
    Map<String, String> settings = ExampleFiles.json("pipelines/postgres-jobs.json");
    settings.put("topics", topicPrefix + ".jobs");
    settings.put("connection.url", database.url());
    settings.put("connection.password", "${file:" + secrets + ":password}");
    worker.configure(settings.get("name"), settings);
    worker.awaitRunning(settings.get("name"), 1, PATIENCE);
  }

  @Override
  public boolean summary(Terminal terminal, int jobs) throws Exception {
    Await.until(PATIENCE, jobs + " rows in PostgreSQL", () -> count() >= jobs);
    String query = Docs.page("pipelines.md").code("jobs by tag");
    List<List<Object>> lines = new ArrayList<>(database.rows(query));
    lines.add(0, new ArrayList<>(database.columns(query)));
    terminal.say("");
    terminal.say("The same in PostgreSQL, " + count() + " rows of media_jobs; times in seconds:");
    for (List<Object> line : lines) {
      StringBuilder text = new StringBuilder();
      for (Object cell : line) {
        text.append(String.format(text.length() == 0 ? "  %-14s" : " %15s", cell));
      }
      terminal.say(text.toString());
    }
    return true;
  }

  private long count() throws SQLException {
    return (long) database.rows("select count(*) from media_jobs").get(0).get(0);
  }
}
