package io.mediajobs.record;

import io.mediajobs.job.KnownTag;
import io.mediajobs.schema.EventSchemas;
import io.mediajobs.schema.RecordType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One row of {@code api/fields.tsv}, the elements below JobsDetail that the vendor's pages, samples
 * and SDKs name.
 *
 * @param path names from JobsDetail on, joined by slashes
 * @param type {@code container}, {@code string}, {@code int} and so on
 * @param repeats whether there may be several
 * @param tags of the jobs that have it: {@code *} for all, {@code /jobs} for those that are asked
 *     for there, or some by name
 * @param sources letters: D for a page's table, S for a sample, G and J for the Go and Java SDK
 */
record ApiField(String path, String type, boolean repeats, String tags, String sources) {

  private static final Pattern RESULT =
      Pattern.compile(
          "Operation/(\\w+Result|QualityEstimate|MediaInfo|ExtractDigitalWatermark)(/.*)?");

  /** Every row, a container always before what is in it. */
  static final List<ApiField> ALL = load();

  private static final Set<String> CONTAINERS =
      ALL.stream()
          .filter(field -> field.path.contains("/"))
          .map(field -> field.path.substring(0, field.path.lastIndexOf('/')))
          .collect(Collectors.toSet());

  /** The rows of the jobs of a tag. */
  static List<ApiField> of(KnownTag tag) {
    return ALL.stream().filter(field -> field.belongsTo(tag)).toList();
  }

  List<String> names() {
    return List.of(path.split("/"));
  }

  /** Whether a page or a sample has it. */
  boolean isDocumented() {
    return sources.contains("D") || sources.contains("S");
  }

  /** Whether it is an outcome of the job and no parameter, or stands in one. */
  boolean isResult() {
    return RESULT.matcher(path).matches();
  }

  /** Whether it has no element in it, so far as is known. */
  boolean isLeaf() {
    return !CONTAINERS.contains(path);
  }

  /** Whether a field takes it. */
  boolean isTyped() {
    return schema() != null;
  }

  /** The schema of the field that takes it; null where none does. */
  @Nullable Schema schema() {
    Schema schema = EventSchemas.MEDIA_JOB.required();
    for (String name : names()) {
      Schema item = schema.type() == Schema.Type.ARRAY ? schema.valueSchema() : schema;
      RecordType type = item.name() == null ? null : EventSchemas.find(item.name());
      String field = type == null ? null : type.fieldsByElement().get(name);
      if (field == null) {
        return null;
      }
      schema = type.required().field(field).schema();
    }
    return schema;
  }

  private boolean belongsTo(KnownTag tag) {
    return switch (tags) {
      case "*" -> true;
      case "/jobs" -> tag.lookUpPaths().equals(List.of("/jobs"));
      default -> List.of(tags.split(",")).contains(tag.tag());
    };
  }

  private static List<ApiField> load() {
    try {
      return Files.readAllLines(Path.of("src/test/resources/api/fields.tsv")).stream()
          .skip(1)
          .map(line -> line.split("\t"))
          .map(c -> new ApiField(c[0], c[1], c[2].equals("yes"), c[3], c[4]))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
