package io.mediajobs.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseFolderTest {

  private static final Schema FIRST =
      SchemaBuilder.record("n.Job").fields().requiredString("id").endRecord();
  private static final Schema WIDER =
      SchemaBuilder.record("n.Job").fields().requiredString("id").optionalString("tag").endRecord();
  private static final Schema STRICTER =
      SchemaBuilder.record("n.Job").fields().requiredString("id").requiredInt("size").endRecord();

  @TempDir Path folder;

  @BeforeEach
  void empty() throws IOException {
    Files.createFile(folder.resolve("SHA256SUMS"));
  }

  @Test
  void aDraftFollowsItsSchema() {
    assertThat(problems("0.9.0", FIRST))
        .containsExactly(
            "Job has no copy as it is now: if it was meant to change, run " + ReleaseFolder.UPDATE);
    freeze("0.9.0", FIRST);
    assertThat(problems("0.9.0", FIRST)).isEmpty();
    assertThat(problems("0.9.0", STRICTER))
        .containsExactly(
            "Job has no copy as it is now: if it was meant to change, run " + ReleaseFolder.UPDATE);
    freeze("0.9.0", STRICTER);
    assertThat(problems("0.9.0", STRICTER)).isEmpty();
  }

  @Test
  void aReleaseCannotBeWrittenAgain() {
    release("0.9.0", FIRST);
    assertThat(problems("0.9.0", FIRST)).isEmpty();
    assertThat(problems("0.9.0", WIDER))
        .containsExactly(
            "Job has no copy as it is now: 0.9.0 is released, so raise the version in pom.xml and"
                + " run "
                + ReleaseFolder.UPDATE);
    assertThatThrownBy(() -> freeze("0.9.0", WIDER))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "0.9.0 is released, so its copies can't change: raise the version in pom.xml first");
  }

  @Test
  void aVersionHasCopiesOfWhatItChangesOnly() {
    release("0.9.0", FIRST);
    freeze("0.10.0", FIRST);
    assertThat(folder.resolve("Job/0.10.0.avsc")).doesNotExist();
    freeze("0.10.0", WIDER);
    assertThat(folder.resolve("Job/0.10.0.avsc")).exists();
    assertThat(problems("0.10.0", WIDER)).isEmpty();
    freeze("0.10.0", FIRST);
    assertThat(folder.resolve("Job/0.10.0.avsc")).doesNotExist();
  }

  @Test
  void everyReleaseCounts() {
    release("0.9.0", FIRST);
    release("0.10.0", WIDER);
    assertThat(problems("0.11.0", WIDER)).isEmpty();
    assertThat(problems("0.11.0", STRICTER))
        .containsExactly(
            "Job can't follow its release 0.10.0: released records can't be read with the current"
                + " schema: READER_FIELD_MISSING_DEFAULT_VALUE at /fields/1, size",
            "Job can't follow its release 0.10.0: n.Job.tag is gone: renamed or removed",
            "Job can't follow its release 0.9.0: released records can't be read with the current"
                + " schema: READER_FIELD_MISSING_DEFAULT_VALUE at /fields/1, size");
    assertThat(new ReleaseFolder(folder, "0.11.0").problems(List.of()))
        .containsExactly(
            "Job can't follow its release 0.10.0: it is gone",
            "Job can't follow its release 0.9.0: it is gone");
  }

  @Test
  void aReleasedCopyStaysAsItIs() throws IOException {
    release("0.9.0", FIRST);
    Path copy = folder.resolve("Job/0.9.0.avsc");
    Files.writeString(copy, Files.readString(copy) + "\n");
    assertThat(problems("0.10.0", FIRST))
        .containsExactly("Job/0.9.0.avsc has changed since its release: restore it");
    Files.delete(copy);
    assertThat(problems("0.10.0", FIRST))
        .containsExactly("Job/0.9.0.avsc was released and is gone: restore it");
  }

  @Test
  void aDraftOfAnotherVersionIsALeftover() {
    freeze("0.9.0", FIRST);
    assertThat(problems("0.10.0", FIRST))
        .containsExactly("Job/0.9.0.avsc is neither released nor of version 0.10.0: remove it");
  }

  private List<String> problems(String version, Schema current) {
    return new ReleaseFolder(folder, version).problems(List.of(current));
  }

  private void freeze(String version, Schema current) {
    new ReleaseFolder(folder, version).freeze(List.of(current));
  }

  private void release(String version, Schema current) {
    freeze(version, current);
    new ReleaseFolder(folder, version).release();
  }
}
