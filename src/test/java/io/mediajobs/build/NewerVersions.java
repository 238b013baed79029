package io.mediajobs.build;

import java.lang.module.ModuleDescriptor.Version;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The newer releases that Maven's versions plugin tells of one POM.
 *
 * @param toTake those that the build could take, {@code org.assertj:assertj-core 3.27.6 -> 3.27.7}
 * @param kept those that need a newer Maven than the build does, with that Maven
 * @param notAsked what the repositories gave no answer for
 */
record NewerVersions(List<String> toTake, List<String> kept, List<String> notAsked) {

  private static final Pattern NEWER =
      Pattern.compile("\\[INFO] {3}(?<name>\\S+) \\.+ (?<ours>\\S+) -> (?<newer>\\S+)");
  private static final Pattern NEEDS =
      Pattern.compile("\\[INFO] Require Maven (?<maven>\\S+) to use the following plugin updates:");
  private static final Pattern NOT_ASKED =
      Pattern.compile(
          "\\[WARNING] (?:Could not transfer metadata )?(?<what>[^/ ]+)/maven-metadata.xml.*");

  /**
   * Reads what the three goals {@code display-…-updates} have said.
   *
   * @param ourMaven the least Maven that the build asks for
   */
  static NewerVersions read(String said, String ourMaven) {
    Set<String> toTake = new LinkedHashSet<>();
    Set<String> kept = new LinkedHashSet<>();
    Set<String> notAsked = new LinkedHashSet<>();
    String needs = ourMaven;
    for (String line : said.lines().toList()) {
      Matcher newer = NEWER.matcher(line);
      Matcher heading = NEEDS.matcher(line);
      Matcher missing = NOT_ASKED.matcher(line);
      if (heading.matches()) {
        needs = heading.group("maven");
      } else if (missing.matches()) {
        notAsked.add(missing.group("what"));
      } else if (!newer.matches()) {
        needs = line.startsWith("[INFO] ---") ? ourMaven : needs;
      } else if (isLater(newer.group("newer"), newer.group("ours"))) {
        String what =
            newer.group("name") + " " + newer.group("ours") + " -> " + newer.group("newer");
        if (isLater(needs, ourMaven)) {
          kept.add(what + " needs Maven " + needs);
        } else {
          toTake.add(what);
        }
      }
    }
    return new NewerVersions(
        new ArrayList<>(toTake), new ArrayList<>(kept), new ArrayList<>(notAsked));
  }

  /** Of a plugin, the last version for each older Maven is told as well. */
  private static boolean isLater(String version, String other) {
    return Version.parse(version).compareTo(Version.parse(other)) > 0;
  }
}
