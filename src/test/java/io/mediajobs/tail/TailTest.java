package io.mediajobs.tail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediajobs.job.JobState;
import io.mediajobs.kafka.Await;
import io.mediajobs.kafka.Secrets;
import io.mediajobs.schema.PluginVersion;
import io.mediajobs.standin.Job;
import io.mediajobs.standin.Jobs;
import io.mediajobs.standin.MovableClock;
import io.mediajobs.standin.StandIn;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command over HTTP, in this process. */
class TailTest {

  private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  private final StandIn service = StandIn.start(new MovableClock(NOW));
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  @TempDir private Path folder;

  @AfterEach
  void close() {
    boolean unused = Thread.interrupted();
    service.close();
  }

  @Test
  void printsEveryTransitionAsALine() {
    service.add(done("j1", 600));
    Listener listener = new Listener(3);

    assertThat(run(listener, environment())).isEqualTo(Tail.OK);

    Instant created = NOW.minusSeconds(600);
    assertThat(listener.lines())
        .containsExactly(
            created + " Transcode j1 - -> Submitted",
            created.plusSeconds(10) + " Transcode j1 Submitted -> Running",
            created.plusSeconds(20) + " Transcode j1 Running -> Success");
    assertThat(said())
        .isEqualTo("Polling [Transcode] at " + service.endpoint() + "; Ctrl-C ends it\n");
  }

  @Test
  void printsJobsAsJson() throws IOException {
    service.add(done("j1", 600));
    Listener listener = new Listener(1);

    assertThat(run(listener, environment(), "--jobs", "--format=ndjson")).isEqualTo(Tail.OK);

    assertThat(listener.lines()).hasSize(1);
    Map<?, ?> job = new ObjectMapper().readValue(listener.text(), Map.class);
    assertThat(job.get("job"))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("JobId", "j1")
        .containsEntry("State", "Success")
        .containsKey("Operation");
  }

  @Test
  void goesOnBehindWhatItHasPrinted() throws IOException {
    Path file = folder.resolve("offsets.json");
    service.add(done("j1", 600));
    Listener first = new Listener(3);
    assertThat(run(first, environment(), "--offsets=" + file)).isEqualTo(Tail.OK);
    byte[] before = Files.readAllBytes(file);

    service.add(done("j2", 30));
    Listener second = new Listener(3);
    assertThat(run(second, environment(), "--offsets=" + file)).isEqualTo(Tail.OK);
    assertThat(second.lines()).hasSize(3).allMatch(line -> line.contains(" j2 "));

    // As if it had died between the last line and the file.
    Files.write(file, before);
    Listener again = new Listener(3);
    assertThat(run(again, environment(), "--offsets=" + file)).isEqualTo(Tail.OK);
    assertThat(again.lines()).isEqualTo(second.lines());
  }

  @Test
  void whatAFileHasOfOthersAloneIsSaid() throws IOException {
    Path file = folder.resolve("offsets.json");
    String partition = "{\"bucket\":\"b-1\",\"path\":\"/jobs\",\"tag\":\"%s\",\"region\":\"r\"}";
    String offset = "{\"version\":1,\"lastCreationTim\":\"x\"}";
    String form = "{\"offsets\":[{\"partition\":%s,\"offset\":%s}]}";
    Files.writeString(file, form.formatted(partition.formatted("Tts"), offset));
    service.add(done("j1", 600));
    assertThat(run(new Listener(3), environment(), "--offsets=" + file)).isEqualTo(Tail.OK);
    assertThat(said())
        .startsWith(
            "The file of --offsets has no position of this bucket and tags: --start counts\n");

    String own = Files.readString(file).replace("\"version\"", "\"colour\":\"red\",\"version\"");
    Files.writeString(file, own);
    err.reset();
    service.add(done("j2", 30));
    assertThat(run(new Listener(3), environment(), "--offsets=" + file)).isEqualTo(Tail.OK);
    assertThat(said()).contains(" has unknown keys, left out: [colour]\n");
  }

  @Test
  void thePositionIsNotAheadOfWhatWasRead() throws IOException {
    Path file = folder.resolve("offsets.json");
    service.add(done("j1", 600));

    AtomicBoolean gone = new AtomicBoolean();
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            gone.set(true);
            throw new IOException("Broken pipe");
          }
        };
    List<String> args = new ArrayList<>(args());
    args.add("--offsets=" + file);

    assertThat(new Tail(environment()::get, closed, gone::get, stream()).run(args))
        .isEqualTo(Tail.OK);

    assertThat(gone).isTrue();
    assertThat(file).hasContent("{\"offsets\":[]}");
    assertThat(said()).doesNotContain("Broken pipe");
  }

  @Test
  void aReaderThatGoesWhileNothingHappensEndsIt() {
    service.add(done("j1", 600));
    Listener listener = new Listener(1000);

    int code =
        new Tail(environment()::get, listener, () -> !listener.lines().isEmpty(), stream())
            .run(args());

    assertThat(code).isEqualTo(Tail.OK);
    assertThat(listener.lines()).hasSize(3);
  }

  @Test
  void aFileThatTakesNoMoreIsAFailure() {
    service.add(done("j1", 600));
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };

    int code = tail(full).run(args());

    assertThat(code).isEqualTo(Tail.FAILED);
    assertThat(said()).endsWith("Records can't be written: No space left on device\n");
  }

  @Test
  @Tag("slow")
  void aStartThatIsNotTheEarliestIsKeptBeforeThereIsAnythingToPrint() throws Exception {
    Path file = folder.resolve("offsets.json");
    service.add(done("old", 60));
    Listener listener = new Listener(1);
    AtomicInteger code = new AtomicInteger(-1);
    Thread command =
        new Thread(
            () -> code.set(run(listener, environment(), "--start=latest", "--offsets=" + file)));

    command.start();
    Await.until(
        Duration.ofSeconds(60),
        "a position",
        () -> Files.readString(file).contains("lastCreationTime"));
    command.interrupt();
    command.join();

    assertThat(code).hasValue(Tail.OK);
    assertThat(listener.lines()).isEmpty();
    service.add(done("new", 25));
    Listener after = new Listener(3);
    // The start is of no more effect.
    assertThat(run(after, environment(), "--start=earliest", "--offsets=" + file))
        .isEqualTo(Tail.OK);
    assertThat(after.lines()).hasSize(3).allMatch(line -> line.contains(" new "));
  }

  @Test
  void aKeyInAFileWillDo() throws IOException {
    Path file = folder.resolve("credentials");
    Files.writeString(
        file,
        "[default]\nsecret_id = "
            + service.credential().secretId()
            + "\nsecret_key = "
            + service.credential().secretKey()
            + "\n");
    service.add(done("j1", 600));
    Listener listener = new Listener(3);

    assertThat(run(listener, Map.of(), "--credentials=" + file)).isEqualTo(Tail.OK);

    assertThat(listener.lines()).hasSize(3);
  }

  @Test
  void aRefusedRequestEndsItWithOneSentence() {
    service.access().permit(false);

    assertThat(run(new Listener(1), environment())).isEqualTo(Tail.FAILED);

    assertThat(said().lines().skip(1))
        .singleElement()
        .asString()
        .startsWith("Listing ")
        .contains(" was refused with HTTP 403 AccessDenied ");
    Secrets.absentFrom("standard error", said());
  }

  @Test
  void withoutAKeyNothingIsAsked() {
    assertThat(run(new Listener(1), Map.of())).isEqualTo(Tail.USAGE);

    assertThat(said())
        .isEqualTo(
            "The environment variable TENCENTCLOUD_SECRET_ID is not set, nor is there"
                + " --credentials FILE; --help says more\n");
    assertThat(service.requests().requests()).isEmpty();
  }

  @Test
  void aTagThatIsNotKnownIsAskedFor() {
    service.add(Jobs.job("Novelty").id("j1").createdAt(NOW.minusSeconds(60)).build());
    Listener listener = new Listener(1);
    List<String> args = new ArrayList<>(args());
    args.set(args.indexOf("--tags=Transcode"), "--tags=Novelty");

    assertThat(tail(listener).run(args)).isEqualTo(Tail.OK);

    assertThat(said())
        .startsWith("Option --tags names [Novelty], which is not known; it is asked for\n");
  }

  @Test
  void wrongUsageIsOneSentenceAndNothingElse() {
    Listener listener = new Listener(1);

    assertThat(run(listener, environment(), "--secret-key=hush")).isEqualTo(Tail.USAGE);

    assertThat(said()).isEqualTo("Option --secret-key is none of this command; --help says more\n");
    assertThat(listener.text()).isEmpty();
  }

  @Test
  void helpAndVersionAreRecords() {
    Listener help = new Listener(1000);
    Listener version = new Listener(1000);

    assertThat(tail(help).run(List.of("--bucket=b-1", "--help"))).isEqualTo(Tail.OK);
    assertThat(tail(version).run(List.of("--version"))).isEqualTo(Tail.OK);

    assertThat(help.text())
        .isEqualTo(Tail.HELP.formatted(PluginVersion.get()))
        .contains("kafka-connect-media-jobs-" + PluginVersion.get() + "-tail.jar");
    assertThat(version.text()).isEqualTo(PluginVersion.get() + "\n");
    assertThat(said()).isEmpty();
  }

  @Test
  void withoutArgumentsTheHelpIsAnError() {
    Listener listener = new Listener(1);

    assertThat(tail(listener).run(List.of())).isEqualTo(Tail.USAGE);

    assertThat(said()).isEqualTo(Tail.HELP.formatted(PluginVersion.get()));
    assertThat(listener.text()).isEmpty();
  }

  private int run(OutputStream out, Map<String, String> environment, String... more) {
    List<String> args = new ArrayList<>(args());
    args.addAll(List.of(more));
    return new Tail(environment::get, out, () -> false, stream()).run(args);
  }

  private Tail tail(OutputStream out) {
    return new Tail(environment()::get, out, () -> false, stream());
  }

  private List<String> args() {
    return List.of(
        "--bucket=" + service.bucket(),
        "--region=" + service.region(),
        "--tags=Transcode",
        "--endpoint=" + service.endpoint());
  }

  private Map<String, String> environment() {
    return Map.of(
        "TENCENTCLOUD_SECRET_ID",
        service.credential().secretId(),
        "TENCENTCLOUD_SECRET_KEY",
        service.credential().secretKey());
  }

  private PrintStream stream() {
    return new PrintStream(err, true, StandardCharsets.UTF_8);
  }

  private String said() {
    return err.toString(StandardCharsets.UTF_8);
  }

  /** A job that was created so long ago, and took twenty seconds. */
  private static Job done(String id, int secondsAgo) {
    return Jobs.job("Transcode")
        .id(id)
        .createdAt(NOW.minusSeconds(secondsAgo))
        .runningAfter(Duration.ofSeconds(10))
        .endsAfter(Duration.ofSeconds(20), JobState.SUCCESS)
        .build();
  }
}
