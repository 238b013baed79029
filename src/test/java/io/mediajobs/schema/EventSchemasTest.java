package io.mediajobs.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Timestamp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventSchemasTest {

  private static final String NAMESPACE = "io.mediajobs.event";

  @Test
  void readsEveryFileOfTheFolder() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/main/avro"))) {
      assertThat(EventSchemas.all())
          .extracting(type -> type.avro().getName())
          .containsAll(
              files.map(file -> file.getFileName().toString().replace(".avsc", "")).toList());
    }
  }

  @Test
  void transitionHasTheAgreedFields() {
    assertThat(fields(EventSchemas.JOB_STATE_TRANSITION))
        .containsExactly(
            "eventId STRING",
            "jobId STRING",
            "sequence INT32",
            "previousState STRING?",
            "state STRING",
            "occurredAt timestamp?",
            "observedAt timestamp",
            "inferred BOOLEAN",
            "source JobSource",
            "job MediaJob?");
  }

  @Test
  void jobHasTheAgreedFields() {
    assertThat(fields(EventSchemas.MEDIA_JOB))
        .containsExactly(
            "jobId STRING",
            "tag STRING?",
            "subTag STRING?",
            "state STRING",
            "code STRING?",
            "message STRING?",
            "progress INT32?",
            "creationTime timestamp?",
            "startTime timestamp?",
            "endTime timestamp?",
            "queueId STRING?",
            "queueType STRING?",
            "observedAt timestamp",
            "source JobSource",
            "input JobInput?",
            "operation JobOperation?",
            "workflow JobWorkflow?",
            "other MAP",
            "truncated ARRAY?");
    assertThat(fields(EventSchemas.JOB_SOURCE))
        .containsExactly(
            "bucket STRING",
            "region STRING",
            "path STRING",
            "tag STRING",
            "queueId STRING?",
            "queueType STRING?");
  }

  @Test
  void everyTypeIsInTheNamespaceAndDocumentedFieldByField() {
    for (RecordType type : EventSchemas.all()) {
      assertThat(type.avro().getNamespace()).isEqualTo(NAMESPACE);
      assertThat(type.avro().getDoc()).as(type.name()).isNotBlank();
      for (Schema.Field field : type.avro().getFields()) {
        assertThat(field.doc())
            .as(type.name() + "." + field.name())
            .containsAnyOf("Element ", "Field", "Set by the connector", "From the configuration");
      }
    }
  }

  @Test
  void everyNumberHasAUnit() {
    Set<Schema.Type> numbers = Set.of(Schema.Type.INT, Schema.Type.LONG, Schema.Type.DOUBLE);
    for (RecordType type : EventSchemas.all()) {
      for (Schema.Field field : type.avro().getFields()) {
        Schema schema = field.schema();
        Schema value = schema.isUnion() ? schema.getTypes().get(1) : schema;
        assertThat(field.getProp("unit") != null)
            .as(type.name() + "." + field.name())
            .isEqualTo(numbers.contains(value.getType()) && value.getLogicalType() == null);
      }
    }
  }

  @Test
  void optionalIsNullOrOneTypeWithDefaultNullAndNothingElse() {
    for (RecordType type : EventSchemas.all()) {
      for (Schema.Field field : type.avro().getFields()) {
        if (field.schema().isUnion()) {
          assertThat(field.schema().getTypes()).hasSize(2);
          assertThat(field.schema().getTypes().get(0).getType()).isEqualTo(Schema.Type.NULL);
          assertThat(field.defaultVal()).isEqualTo(JsonProperties.NULL_VALUE);
        } else {
          assertThat(field.hasDefaultValue()).as(type.name() + "." + field.name()).isFalse();
        }
      }
    }
  }

  @Test
  void fieldsAreNamedAfterTheirElements() {
    for (RecordType type : EventSchemas.all()) {
      type.fieldsByElement()
          .forEach(
              (element, field) -> {
                boolean array =
                    type.required().field(field).schema().type()
                        == org.apache.kafka.connect.data.Schema.Type.ARRAY;
                String name = lowerCamel(element);
                assertThat(field).as(type.name()).isEqualTo(array ? plural(name) : name);
                assertThat(type.avro().getField(field).doc()).contains(element);
              });
    }
  }

  @Test
  void everythingBelowAJobIsReadFromAnElement() {
    List<String> filledByTheConnector =
        List.of(
            "JobStateTransition",
            "JobSource",
            "MalformedJob",
            "SourceHeartbeat",
            "MediaJob",
            "MediaJobRow",
            "JobStateTransitionRow");
    for (RecordType type : EventSchemas.all()) {
      if (!filledByTheConnector.contains(type.avro().getName())) {
        assertThat(type.fieldsByElement().values())
            .as(type.name())
            .containsExactlyInAnyOrderElementsOf(
                type.required().fields().stream().map(Field::name).toList());
      }
    }
    assertThat(EventSchemas.MEDIA_JOB.required().fields())
        .extracting(Field::name)
        .filteredOn(name -> !EventSchemas.MEDIA_JOB.fieldsByElement().containsValue(name))
        .containsExactly("observedAt", "source", "other", "truncated");
  }

  @Test
  void connectSchemasHaveNeitherVersionsNorParameters() {
    for (RecordType type : EventSchemas.all()) {
      assertThat(type.required().version()).isNull();
      assertThat(type.required().parameters()).isNull();
      assertThat(type.required().isOptional()).isFalse();
      assertThat(type.optional().isOptional()).isTrue();
      assertThat(type.optional().fields()).isEqualTo(type.required().fields());
      assertThat(type.required().doc()).isEqualTo(type.avro().getDoc());
    }
    assertThat(EventSchemas.MEDIA_JOB.required().field("progress").schema().doc())
        .startsWith("Progress in percent, 0 to 100;");
    assertThat(EventSchemas.JOB_STATE_TRANSITION.required().field("job").schema())
        .isSameAs(EventSchemas.MEDIA_JOB.optional());
  }

  @Test
  void versionIsThatOfTheBuild() {
    assertThat(PluginVersion.get()).matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
  }

  @ParameterizedTest
  @CsvSource({
    "JobId, jobId, jobIds",
    "MD5, md5, md5s",
    "SHA256, sha256, sha256s",
    "AITranslateResult, aiTranslateResult, aiTranslateResults",
    "BBox, bBox, bBoxes",
    "Tags, tags, tags",
    "X-SheetPics, xSheetPics, xSheetPics",
    "sentence_list, sentenceList, sentenceLists"
  })
  void namesFollowOneRule(String element, String field, String array) {
    assertThat(lowerCamel(element)).isEqualTo(field);
    assertThat(plural(lowerCamel(element))).isEqualTo(array);
  }

  /** Words begin with a capital, but the first; of an abbreviation at the start all is small. */
  private static String lowerCamel(String element) {
    String words =
        Pattern.compile("[-_](.)")
            .matcher(element)
            .replaceAll(next -> next.group(1).toUpperCase(Locale.ROOT));
    return Pattern.compile("^[A-Z](?:[A-Z]*(?![a-z]))?")
        .matcher(words)
        .replaceAll(start -> start.group().toLowerCase(Locale.ROOT));
  }

  private static String plural(String name) {
    return name.endsWith("s") ? name : name.endsWith("x") ? name + "es" : name + "s";
  }

  private static List<String> fields(RecordType type) {
    return type.required().fields().stream()
        .map(
            field -> {
              var schema = field.schema();
              String name =
                  Timestamp.LOGICAL_NAME.equals(schema.name())
                      ? "timestamp"
                      : schema.name() == null
                          ? schema.type().name()
                          : schema.name().replace(NAMESPACE + ".", "");
              return field.name() + " " + name + (schema.isOptional() ? "?" : "");
            })
        .toList();
  }
}
