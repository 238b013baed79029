package io.mediajobs.schema;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/** The ten bytes that a record in single-object encoding begins with, by schema and version. */
public final class RecordMarks {

  private static final Path FOLDER = Path.of("src/main/avro-released");

  private RecordMarks() {}

  /** The table of the documentation. */
  public static String markdown() {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(".avsc"))
          .sorted()
          .map(file -> "| `" + FOLDER.relativize(file) + "` | `" + mark(file) + "` |")
          .collect(
              Collectors.joining("\n", "| Schema | First ten bytes in hex |\n| --- | --- |\n", ""));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String mark(Path file) {
    try {
      ByteBuffer mark = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN);
      mark.put((byte) 0xC3).put((byte) 0x01);
      mark.putLong(
          SchemaNormalization.parsingFingerprint64(new Schema.Parser().parse(file.toFile())));
      return HexFormat.of().formatHex(mark.array());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
