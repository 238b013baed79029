package io.mediajobs.release;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A copy of this source in another folder, with a releaser's addresses in it. */
record SourceCopy(Path folder) {

  /** Addresses that are nobody's: those of RFC 2606. */
  static final Map<String, String> ADDRESSES =
      new TreeMap<>(
          Map.of(
              "release.home", "https://example.org/media-jobs",
              "release.source", "https://git.example.org/media-jobs",
              "release.git", "https://git.example.org/media-jobs.git",
              "release.issues", "https://git.example.org/media-jobs/issues",
              "release.developer", "A Releaser",
              "release.email", "releaser@example.org"));

  private static final Set<String> LEFT_OUT = Set.of("target", ".git");

  /** Copies what stands in the folder of the build, but for what builds have made. */
  static SourceCopy in(Path folder) throws IOException {
    Path source = Path.of("").toAbsolutePath();
    Files.walkFileTree(
        source,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path from, BasicFileAttributes is)
              throws IOException {
            Path name = source.relativize(from);
            if (LEFT_OUT.contains(name.toString())) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(folder.resolve(name));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path from, BasicFileAttributes is) throws IOException {
            Path name = source.relativize(from);
            if (!LEFT_OUT.contains(name.toString())) {
              Files.copy(from, folder.resolve(name));
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return new SourceCopy(folder);
  }

  /** Fills in what {@code releasing.md} tells a releaser to fill in. */
  SourceCopy filledIn() throws IOException {
    String pom = Files.readString(pom());
    for (Map.Entry<String, String> address : ADDRESSES.entrySet()) {
      String name = address.getKey();
      // Empty, or what a releaser has filled in.
      String filled =
          pom.replaceFirst(
              "<" + name + "(/>|>[^<]*</" + name + ">)",
              "<" + name + ">" + address.getValue() + "</" + name + ">");
      if (!filled.contains("<" + name + ">" + address.getValue() + "<")) {
        throw new IllegalStateException("pom.xml has no " + name);
      }
      pom = filled;
    }
    pom =
        pom.replaceFirst(
            "<release.documentation>[^<]*<", "<release.documentation>\\${release.home}<");
    Files.writeString(pom(), pom);
    return this;
  }

  /** Takes out what a releaser may have filled in. */
  SourceCopy emptied() throws IOException {
    String pom = Files.readString(pom());
    for (String name : ADDRESSES.keySet()) {
      pom = pom.replaceFirst("<" + name + ">[^<]*</" + name + ">", "<" + name + "/>");
    }
    Files.writeString(pom(), pom);
    return this;
  }

  Path pom() {
    return folder.resolve("pom.xml");
  }

  Path target(String file) {
    return folder.resolve("target").resolve(file);
  }
}
