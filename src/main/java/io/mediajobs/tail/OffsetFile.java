package io.mediajobs.tail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediajobs.connect.offset.Besides;
import io.mediajobs.connect.offset.OffsetCodec;
import io.mediajobs.connect.offset.OffsetException;
import io.mediajobs.connect.offset.SourcePartition;
import io.mediajobs.job.JobSource;
import io.mediajobs.tracking.state.SourceState;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The position of a command in a file, of the form in which Connect shows offsets and takes them:
 * {@code {"offsets":[{"partition":{…},"offset":{…}}]}}. What it has of other sources stays in it.
 */
final class OffsetFile {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String OFFSETS = "offsets";
  private static final String PARTITION = "partition";
  private static final String OFFSET = "offset";

  /** The key of an offset that is not whole. */
  private static final String SNAPSHOT = "snapshot";

  private static final TypeReference<Map<String, List<Map<String, Map<String, Object>>>>> FORM =
      new TypeReference<>() {};

  private final @Nullable Path file;
  private final Map<Map<String, ?>, Map<String, Object>> offsets;

  private OffsetFile(@Nullable Path file, Map<Map<String, ?>, Map<String, Object>> offsets) {
    this.file = file;
    this.offsets = offsets;
  }

  /**
   * What a file has; nothing where there is none yet.
   *
   * @param given null for a position that is kept nowhere
   * @throws Arguments.Wrong where it can't be read as offsets, or could not be written
   */
  static OffsetFile read(@Nullable Path given) throws Arguments.Wrong {
    if (given == null) {
      return new OffsetFile(null, new LinkedHashMap<>());
    }
    try {
      // Where it is a link, what it leads to is replaced.
      Path file = given.toRealPath();
      return new OffsetFile(file, parse(Files.readAllBytes(file)));
    } catch (NoSuchFileException none) {
      return new OffsetFile(inItsFolder(given), new LinkedHashMap<>());
    } catch (JsonProcessingException | IllegalArgumentException otherwise) {
      throw new Arguments.Wrong(
          "The file " + given + " of --offsets holds no offsets: name another, or remove it");
    } catch (IOException unreadable) {
      String why = unreadable.getClass().getSimpleName();
      throw new Arguments.Wrong(
          "The file "
              + given
              + " of --offsets can't be read ("
              + why
              + "): name another, or mend it");
    }
  }

  private static Path inItsFolder(Path file) throws Arguments.Wrong {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw new Arguments.Wrong(
          "The file "
              + file
              + " of --offsets could not be written, as there is no such folder or nobody may write"
              + " to it: make the folder, or name another file");
    }
    return file;
  }

  /**
   * Where a source goes on; {@link SourceState#NEW} where nothing is known of it.
   *
   * @throws Arguments.Wrong where its offset can't be read
   */
  SourceState of(JobSource source) throws Arguments.Wrong {
    Map<String, Object> offset = offsets.get(SourcePartition.toMap(source));
    if (offset != null && offset.containsKey(SNAPSHOT)) {
      // Its jobs, and what has changed since, stand in partitions of their own: to leave them out
      // would lose jobs without a word.
      throw new Arguments.Wrong(
          "The file "
              + file
              + " of --offsets holds an offset with a change log, which only the connector reads:"
              + " name another file, and begin with --start");
    }
    try {
      return offset == null ? SourceState.NEW : OffsetCodec.fromMap(offset);
    } catch (OffsetException unreadable) {
      throw new Arguments.Wrong("The file " + file + " of --offsets: " + unreadable.getMessage());
    }
  }

  /** Whether there is an offset of a source. */
  boolean has(JobSource source) {
    return offsets.containsKey(SourcePartition.toMap(source));
  }

  /** Whether it has no offset, of any source. */
  boolean isEmpty() {
    return offsets.isEmpty();
  }

  /** What the offset of a source has that this version does not know, and leaves out. */
  Set<String> unknownKeys(JobSource source) {
    return OffsetCodec.unknownKeys(offsets.getOrDefault(SourcePartition.toMap(source), Map.of()));
  }

  /** Sets where a source goes on; {@link #write} makes it last. */
  void put(JobSource source, SourceState state) {
    offsets.put(SourcePartition.toMap(source), OffsetCodec.toMap(state, Besides.NOTHING));
  }

  /**
   * Writes the file, all of it or nothing: whatever ends the command or the machine, there is this
   * position or the one before.
   *
   * @throws TailException where that fails
   */
  void write() {
    if (file == null) {
      return;
    }
    List<Map<String, Map<String, ?>>> list = new ArrayList<>();
    offsets.forEach(
        (partition, offset) -> {
          Map<String, Map<String, ?>> entry = new LinkedHashMap<>();
          entry.put(PARTITION, partition);
          entry.put(OFFSET, offset);
          list.add(entry);
        });
    Path next = file.resolveSibling(file.getFileName() + ".next");
    try {
      // An interrupt, which ends the command, would close a channel in the middle of it.
      try (FileOutputStream out = new FileOutputStream(next.toFile())) {
        out.write(JSON.writeValueAsBytes(Map.of(OFFSETS, list)));
        out.getFD().sync();
      }
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failed) {
      throw new TailException(
          "The file " + file + " of --offsets can't be written: " + failed.getMessage());
    }
  }

  private static Map<Map<String, ?>, Map<String, Object>> parse(byte[] text) throws IOException {
    Map<String, List<Map<String, Map<String, Object>>>> form = JSON.readValue(text, FORM);
    Map<Map<String, ?>, Map<String, Object>> offsets = new LinkedHashMap<>();
    for (Map<String, Map<String, Object>> entry : there(there(form).get(OFFSETS))) {
      Map<String, Object> partition = there(there(entry).get(PARTITION));
      Map<String, Object> offset = entry.get(OFFSET);
      // Null stands for a source that was reset.
      if (offset != null) {
        offsets.put(partition, offset);
      }
    }
    return offsets;
  }

  /** What a file of the form has; JSON can leave out anything. */
  private static <T> T there(@Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException("It lacks a part of the form");
    }
    return value;
  }
}
