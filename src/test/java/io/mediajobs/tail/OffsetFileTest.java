package io.mediajobs.tail;

import static io.mediajobs.job.Jobs.T0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediajobs.job.JobId;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.JobState;
import io.mediajobs.job.JobTime;
import io.mediajobs.tracking.state.SourceState;
import io.mediajobs.tracking.state.TrackedJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OffsetFileTest {

  private static final JobSource SOURCE =
      new JobSource("b-1", "ap-chongqing", "/jobs", "Transcode", null, null);
  private static final SourceState STATE =
      new SourceState(
          T0,
          T0.minusSeconds(60),
          null,
          List.of(),
          List.of(new TrackedJob(new JobId("j1"), T0, JobState.RUNNING, 1, 40, true)),
          List.of());

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("offsets.json");
  }

  @Test
  void whatIsWrittenIsReadAgain() throws Exception {
    OffsetFile offsets = OffsetFile.read(file);
    assertThat(offsets.of(SOURCE)).isEqualTo(SourceState.NEW);
    offsets.put(SOURCE, STATE);
    offsets.write();

    OffsetFile again = OffsetFile.read(file);

    assertThat(again.has(SOURCE)).isTrue();
    assertThat(again.of(SOURCE)).isEqualTo(STATE);
    assertThat(files()).containsExactly(file);
  }

  /** Not only when there is something to write. */
  @Test
  void aFileInNoFolderIsRefusedAtOnce() {
    Path lost = folder.resolve("none").resolve("offsets.json");

    assertThatThrownBy(() -> OffsetFile.read(lost))
        .isInstanceOf(Arguments.Wrong.class)
        .hasMessage(
            "The file "
                + lost
                + " of --offsets could not be written, as there is no such folder or nobody may"
                + " write to it: make the folder, or name another file");
  }

  @Test
  void theFormIsThatOfConnect() throws Exception {
    OffsetFile offsets = OffsetFile.read(file);
    offsets.put(SOURCE, new SourceState(T0, null, null, List.of(), List.of(), List.of()));
    offsets.write();

    assertThat(Files.readString(file))
        .isEqualTo(
            "{\"offsets\":[{\"partition\":{\"bucket\":\"b-1\",\"path\":\"/jobs\","
                + "\"tag\":\"Transcode\",\"region\":\"ap-chongqing\"},"
                + "\"offset\":{\"version\":1,\"lastCreationTime\":\""
                + JobTime.format(T0)
                + "\"}}]}");
  }

  @Test
  void whatConnectShowsIsReadInAnyOrderAndOtherSourcesStay() throws Exception {
    String other =
        "{\"partition\":{\"tag\":\"DNA\",\"bucket\":\"b-2\",\"path\":\"/jobs\","
            + "\"region\":\"ap-beijing\"},\"offset\":{\"version\":1,\"later\":[1]}}";
    Files.writeString(
        file,
        "{\"offsets\":[{\"offset\":{\"lastCreationTime\":\"2022-06-27T15:23:12+0800\"},"
            + "\"partition\":{\"tag\":\"Transcode\",\"region\":\"ap-chongqing\",\"path\":\"/jobs\","
            + "\"bucket\":\"b-1\"}},"
            + other
            + ",{\"partition\":{\"bucket\":\"b-3\"},\"offset\":null}]}");

    OffsetFile offsets = OffsetFile.read(file);
    offsets.write();

    assertThat(offsets.of(SOURCE).lastCreationTime()).isEqualTo("2022-06-27T07:23:12Z");
    assertThat(Files.readString(file)).contains(other).doesNotContain("b-3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "null", "[]", "{}", "{\"offsets\":{}}", "{\"offsets\":[null]}", "not JSON"})
  void anotherFileIsRefusedAndStays(String text) throws Exception {
    Files.writeString(file, text);

    assertThatThrownBy(() -> OffsetFile.read(file))
        .isInstanceOf(Arguments.Wrong.class)
        .hasMessage(
            "The file " + file + " of --offsets holds no offsets: name another, or remove it");
    assertThat(file).hasContent(text);
  }

  @Test
  void anOffsetThatCantBeReadNamesTheKey() throws Exception {
    OffsetFile offsets = OffsetFile.read(file);
    offsets.put(SOURCE, STATE);
    offsets.write();
    Files.writeString(file, Files.readString(file).replace("\"version\":1", "\"version\":2"));

    OffsetFile wrong = OffsetFile.read(file);

    assertThatThrownBy(() -> wrong.of(SOURCE))
        .isInstanceOf(Arguments.Wrong.class)
        .hasMessage(
            "The file "
                + file
                + " of --offsets: Offset key 'version' is 2, but this version of the connector"
                + " reads 1 only");
  }

  @Test
  void anOffsetWithAChangeLogIsRefused() throws Exception {
    OffsetFile offsets = OffsetFile.read(file);
    offsets.put(SOURCE, STATE);
    offsets.write();
    Files.writeString(
        file, Files.readString(file).replace("\"version\":1", "\"version\":1,\"snapshot\":7"));

    OffsetFile connectors = OffsetFile.read(file);

    assertThatThrownBy(() -> connectors.of(SOURCE))
        .isInstanceOf(Arguments.Wrong.class)
        .hasMessage(
            "The file "
                + file
                + " of --offsets holds an offset with a change log, which only the connector reads:"
                + " name another file, and begin with --start");
  }

  @Test
  void aFolderIsRefused() {
    assertThatThrownBy(() -> OffsetFile.read(folder))
        .hasMessage(
            "The file "
                + folder
                + " of --offsets can't be read (IOException): name another, or mend it");
  }

  @Test
  void aFileThatCantBeWrittenIsTold() throws Exception {
    Files.createDirectory(folder.resolve("missing"));
    OffsetFile offsets = OffsetFile.read(folder.resolve("missing").resolve("offsets.json"));
    Files.delete(folder.resolve("missing"));

    assertThatThrownBy(offsets::write)
        .isInstanceOf(TailException.class)
        .hasMessageStartingWith("The file " + folder.resolve("missing"))
        .hasMessageContaining(" of --offsets can't be written: ");
  }

  @Test
  void aLinkStaysOne() throws Exception {
    Path link = folder.resolve("link.json");
    OffsetFile.read(file).write();
    Files.createSymbolicLink(link, file);

    OffsetFile offsets = OffsetFile.read(link);
    offsets.put(SOURCE, STATE);
    offsets.write();

    assertThat(link).isSymbolicLink();
    assertThat(OffsetFile.read(file).of(SOURCE)).isEqualTo(STATE);
  }

  @Test
  void withoutAFileNothingIsKept() throws Exception {
    OffsetFile offsets = OffsetFile.read(null);
    offsets.put(SOURCE, STATE);
    offsets.write();

    assertThat(offsets.has(SOURCE)).isTrue();
    assertThat(files()).isEmpty();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
