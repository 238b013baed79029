package io.mediajobs.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each change that must not be made to a released schema, and what the build says of it. */
class CompatibilityTest {

  private static final String RELEASED =
      """
      {'type': 'record', 'name': 'Job', 'namespace': 'n', 'fields': [
        {'name': 'id', 'type': 'string'},
        {'name': 'at', 'type': {'type': 'long', 'logicalType': 'timestamp-millis'}},
        {'name': 'code', 'type': ['null', 'int'], 'default': null},
        {'name': 'input', 'type': ['null', {'type': 'record', 'name': 'Input', 'fields': [
          {'name': 'url', 'type': ['null', 'string'], 'default': null},
          {'name': 'size', 'type': ['null', 'long'], 'default': null}]}], 'default': null},
        {'name': 'urls', 'type': {'type': 'array', 'items': 'string'}},
        {'name': 'other', 'type': {'type': 'map', 'values': 'string'}}]}
      """;

  private static final Schema JOB = parse(RELEASED);

  @Test
  void letsAFieldComeThatMayBeNull() {
    String text = "{'name': 'more', 'type': ['null', 'string'], 'default': null},";
    assertThat(Compatibility.problems(JOB, JOB)).isEmpty();
    assertThat(Compatibility.problems(JOB, changed("{'name': 'urls'", text + "{'name': 'urls'")))
        .isEmpty();
    assertThat(Compatibility.problems(JOB, changed("{'name': 'size'", text + "{'name': 'size'")))
        .isEmpty();
  }

  @Test
  void letsTheDocsAndPropertiesChange() {
    assertThat(
            Compatibility.problems(
                JOB, changed("'name': 'id'", "'name': 'id', 'doc': 'd', 'element': 'Id'")))
        .isEmpty();
  }

  /** Avro's own check sees these, in one direction or the other. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'name': 'urls' | {'name': 'x', 'type': 'string'}, {'name': 'urls'"
            + "| released records can't be read with the current schema:"
            + " READER_FIELD_MISSING_DEFAULT_VALUE at /fields/4, x",
        "{'name': 'at', 'type': {'type': 'long', 'logicalType': 'timestamp-millis'}}, | ''"
            + "| current records can't be read with the released schema:"
            + " READER_FIELD_MISSING_DEFAULT_VALUE at /fields/1, at",
        "'size', 'type': ['null', 'long'] | 'size', 'type': ['null', 'int']"
            + "| released records can't be read with the current schema: MISSING_UNION_BRANCH",
        "['null', 'int'] | ['null', 'long']"
            + "| current records can't be read with the released schema: MISSING_UNION_BRANCH",
        "'id', 'type': 'string' | 'id', 'type': ['null', 'string'], 'default': null"
            + "| current records can't be read with the released schema: TYPE_MISMATCH",
        "'items': 'string' | 'items': 'int'"
            + "| released records can't be read with the current schema: TYPE_MISMATCH",
      })
  void refusesWhatTheOtherSideCannotRead(String was, String is, String problem) {
    assertThat(Compatibility.problems(JOB, changed(was, is.equals("''") ? "" : is)))
        .anySatisfy(found -> assertThat(found).startsWith(problem));
  }

  /** Avro's own check lets these pass, so each has to be the only problem that is found. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "timestamp-millis | timestamp-micros"
            + "| n.Job.at was long as timestamp-millis and is long as timestamp-micros",
        "'type': {'type': 'long', 'logicalType': 'timestamp-millis'} | 'type': 'long'"
            + "| n.Job.at was long as timestamp-millis and is long",
        "'id', 'type': 'string' | 'id', 'type': 'string', 'default': 'x'"
            + "| n.Job.id had the default none and has the default x",
        "'items': 'string'}} | 'items': 'string'}, 'default': []}"
            + "| n.Job.urls had the default none and has the default []",
        "'name': 'url', | 'name': 'uri', | n.Input.url is gone: renamed or removed",
        "'name': 'url', | 'name': 'uri', 'aliases': ['url'],"
            + "| n.Input.url is gone: renamed or removed; n.Input.uri has an alias",
        "{'name': 'url', 'type': ['null', 'string'], 'default': null}, | ''"
            + "| n.Input.url is gone: renamed or removed",
        "'Input', | 'Input', 'aliases': ['In'], | n.Input has an alias",
        "'namespace': 'n' | 'namespace': 'm'"
            + "| n.Job is gone: renamed, moved to another namespace, or removed;"
            + " n.Input is gone: renamed, moved to another namespace, or removed",
        "{'name': 'code' | {'name': 'x', 'type': ['int', 'null'], 'default': 1}, {'name': 'code'"
            + "| n.Job.x is a union other than [\"null\", X] with default null",
        "{'name': 'code' | {'name': 'x', 'type': ['null', 'int', 'string'], 'default': null},"
            + " {'name': 'code' | n.Job.x is a union other than [\"null\", X] with default null",
        "{'name': 'code' | {'name': 'x', 'type': ['null', {'type': 'enum', 'name': 'E', 'symbols':"
            + " ['A']}], 'default': null}, {'name': 'code' | n.Job.x has an enum or a fixed in it",
        "{'name': 'code' | {'name': 'x', 'type': ['null', {'type': 'array', 'items': {'type':"
            + " 'fixed', 'name': 'F', 'size': 2}}], 'default': null}, {'name': 'code'"
            + "| n.Job.x has an enum or a fixed in it",
      })
  void refusesWhatAvroLetsPass(String was, String is, String problems) {
    Schema current = changed(was, is.equals("''") ? "" : is);
    assertThat(Compatibility.problems(JOB, current)).containsExactly(problems.split("; "));
  }

  @Test
  void refusesAnotherOrder() {
    String text = flat();
    String id = "{'name': 'id', 'type': 'string'}, ";
    Schema current = parse(text.replace(id, "").replace("{'name': 'urls'", id + "{'name': 'urls'"));
    assertThat(Compatibility.problems(JOB, current))
        .containsExactly("n.Job has its fields in another order");
  }

  @Test
  void refusesAnotherNameOfANestedRecord() {
    assertThat(Compatibility.problems(JOB, changed("'name': 'Input'", "'name': 'Inputs'")))
        .contains(
            "n.Input is gone: renamed, moved to another namespace, or removed",
            "n.Job.input was [null, record n.Input] and is [null, record n.Inputs]");
  }

  private static Schema changed(String was, String is) {
    assertThat(flat()).containsOnlyOnce(was);
    return parse(flat().replace(was, is));
  }

  private static String flat() {
    return RELEASED.replaceAll("\\s+", " ");
  }

  private static Schema parse(String text) {
    return new Schema.Parser().parse(text.replace('\'', '"'));
  }
}
