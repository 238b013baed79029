package io.mediajobs.downstream;

import io.mediajobs.docs.Docs;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A PostgreSQL on a free loopback port, with the database of the page Pipelines and its owner. */
public final class Database implements AutoCloseable {

  private static final String OWNER = "media";
  private static final Pattern PASSWORD = Pattern.compile("password '(.*)'");

  private final EmbeddedPostgres server;
  private final String password;

  private Database(EmbeddedPostgres server, String password) {
    this.server = server;
    this.password = password;
  }

  /** Starts one, of which nothing is left outside of {@code target}. */
  public static Database start() throws IOException, SQLException {
    EmbeddedPostgres server =
        EmbeddedPostgres.builder()
            .setOverrideWorkingDirectory(new File("target/postgres").getAbsoluteFile())
            .start();
    String page = Docs.page("pipelines.md").code("postgres database");
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      for (String each : page.split(";\\s*")) {
        statement.execute(each);
      }
    }
    Matcher password = PASSWORD.matcher(page);
    password.find();
    return new Database(server, password.group(1));
  }

  /** What a sink is given as {@code connection.url}; the user is {@code media}. */
  public String url() {
    return "jdbc:postgresql://localhost:" + server.getPort() + "/media";
  }

  /** The line of the file of secrets that the examples name. */
  public String secrets() {
    return "password=" + password + "\n";
  }

  /** The names of the columns of an answer. */
  public List<String> columns(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(sql)) {
      List<String> columns = new ArrayList<>();
      for (int column = 1; column <= answer.getMetaData().getColumnCount(); column++) {
        columns.add(answer.getMetaData().getColumnLabel(column));
      }
      return columns;
    }
  }

  /** The rows of an answer; a value is what the driver makes of it, null for null. */
  public List<List<Object>> rows(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(sql)) {
      int columns = answer.getMetaData().getColumnCount();
      List<List<Object>> rows = new ArrayList<>();
      while (answer.next()) {
        List<Object> row = new ArrayList<>();
        for (int column = 1; column <= columns; column++) {
          row.add(answer.getObject(column));
        }
        rows.add(row);
      }
      return rows;
    }
  }

  private Connection connect() throws SQLException {
    return server.getDatabase(OWNER, OWNER).getConnection();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
