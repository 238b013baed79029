package io.mediajobs.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * One row of {@code api/tags.tsv}, the tags that the vendor's pages and SDKs name.
 *
 * @param tag as the service writes it
 * @param listPath which lists its jobs
 * @param lookUpPaths which are known to look its jobs up by id
 * @param queuePaths which list the queues that its jobs are in
 * @param what the jobs are about, in a few words
 */
public record KnownTag(
    String tag, String listPath, List<String> lookUpPaths, List<String> queuePaths, String what) {

  /** Every row, in the order of the file. */
  public static List<KnownTag> all() {
    try {
      return Files.readAllLines(Path.of("src/test/resources/api/tags.tsv")).stream()
          .skip(1)
          .map(line -> line.split("\t"))
          .map(cells -> new KnownTag(cells[0], cells[1], list(cells[2]), list(cells[4]), cells[3]))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> list(String cell) {
    return List.of(cell.split(","));
  }

  @Override
  public String toString() {
    return tag;
  }
}
