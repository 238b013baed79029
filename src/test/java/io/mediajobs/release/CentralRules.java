package io.mediajobs.release;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Maven Central asks of a bundle with one version of one artifact, as it says in <a
 * href="https://central.sonatype.org/publish/requirements">its requirements</a>. Whether signatures
 * are good is for those to say who have the key.
 */
final class CentralRules {

  private static final Map<String, String> CHECKSUMS = Map.of(".md5", "MD5", ".sha1", "SHA-1");
  private static final Pattern OF_ANOTHER = Pattern.compile(".*\\.(asc|md5|sha1|sha256|sha512)");
  private static final Pattern POM =
      Pattern.compile("(?<group>.+)/(?<artifact>[^/]+)/(?<version>[^/]+)/\\2-\\3\\.pom");

  private final Map<String, byte[]> files;
  private final List<String> faults = new ArrayList<>();

  private CentralRules(Map<String, byte[]> files) {
    this.files = files;
  }

  /**
   * What Maven Central would refuse, a sentence each.
   *
   * @param files the content of the bundle's files, by their names
   */
  static List<String> faults(Map<String, byte[]> files) {
    CentralRules rules = new CentralRules(files);
    rules.check();
    return rules.faults;
  }

  private void check() {
    List<Matcher> poms =
        files.keySet().stream().map(POM::matcher).filter(Matcher::matches).toList();
    if (poms.size() != 1) {
      faults.add("There is not one POM in the layout of a repository, but " + poms.size());
      return;
    }
    Matcher pom = poms.get(0);
    String stem = pom.group().replaceFirst("\\.pom$", "");
    checkNames(stem);
    new PublishedPom(new String(files.get(pom.group()), StandardCharsets.UTF_8))
        .faults(pom.group("group").replace('/', '.'), pom.group("artifact"), pom.group("version"))
        .forEach(fault -> faults.add("The POM " + fault));
    for (String needed : List.of(".jar", "-sources.jar", "-javadoc.jar")) {
      if (!files.containsKey(stem + needed)) {
        faults.add("There is no " + stem + needed);
      }
    }
    for (String file : new TreeSet<>(files.keySet())) {
      if (!OF_ANOTHER.matcher(file).matches()) {
        checkCompany(file);
      }
    }
  }

  private void checkNames(String stem) {
    for (String file : new TreeSet<>(files.keySet())) {
      if (!file.startsWith(stem + ".") && !file.startsWith(stem + "-")) {
        faults.add(file + " is of another artifact or version");
      }
    }
  }

  /** The signature and the checksums of a file. */
  private void checkCompany(String file) {
    if (!files.containsKey(file + ".asc")) {
      faults.add(file + " has no signature");
    }
    CHECKSUMS.forEach(
        (ending, algorithm) -> {
          byte[] written = files.get(file + ending);
          if (written == null) {
            faults.add(file + " has no " + algorithm);
          } else if (!text(written).equals(digest(algorithm, files.get(file)))) {
            faults.add(file + " has another " + algorithm + " than it says");
          }
        });
  }

  private static String text(byte[] content) {
    return new String(content, StandardCharsets.UTF_8).strip();
  }

  private static String digest(String algorithm, byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException(missing);
    }
  }
}
