package io.mediajobs.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SchemaFilesTest {

  @Test
  void aFileBringsTheFilesOfTheTypesThatItRefersTo() {
    SchemaFiles files = new SchemaFiles();
    var operation = files.parse("JobOperation");

    assertThat(operation.getFullName()).isEqualTo("io.mediajobs.event.JobOperation");
    assertThat(operation.getField("mediaInfo").schema().getTypes().get(1))
        .isEqualTo(files.parse("MediaInfo"));
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> new SchemaFiles().parse("Nonesuch"))
        .hasMessage("The class path has no /avro/Nonesuch.avsc");
  }
}
