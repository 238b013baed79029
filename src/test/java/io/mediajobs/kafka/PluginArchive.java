package io.mediajobs.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The component archive that the build has just written, named by the property {@code archive}. */
public final class PluginArchive {

  private PluginArchive() {}

  /**
   * Unzips it below a folder, which is then fit as a worker's {@code plugin.path}.
   *
   * @return the same folder
   */
  public static Path unzipTo(Path folder) throws IOException {
    Path archive = Path.of(System.getProperty("archive"));
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path target = folder.resolve(entry.getName());
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else {
          Files.createDirectories(target.getParent());
          Files.copy(zip, target);
        }
      }
    }
    return folder;
  }
}
