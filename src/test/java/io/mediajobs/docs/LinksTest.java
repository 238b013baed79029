package io.mediajobs.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every link of the documentation leads somewhere, and every page can be reached. */
class LinksTest {

  private static final Path README = Path.of("README.md");

  @TempDir private Path folder;

  @Test
  void everyRelativeLinkLeadsToAFileAndItsHeading() {
    assertThat(Docs.all()).hasSizeGreaterThan(10);
    assertThat(Docs.all().stream().flatMap(page -> Links.broken(page).stream())).isEmpty();
  }

  @Test
  void everyPageIsReachedFromTheReadme() {
    Set<Path> reached = new TreeSet<>();
    reach(README, reached);
    assertThat(Docs.all()).extracting(Docs::file).isSubsetOf(reached);
  }

  @Test
  void theReadmeIsShort() throws Exception {
    assertThat(Files.readAllLines(README)).hasSizeLessThanOrEqualTo(200);
  }

  @Test
  void aBrokenLinkIsToldWithItsPageAndTheReason() throws Exception {
    Path page = folder.resolve("page.md");
    Path other = folder.resolve("other.md");
    Files.writeString(other, "# A heading: with `code`\n\n```bash\n# no heading\n```\n");
    Files.writeString(
        page,
        "[good](other.md#a-heading-with-code), [over\ntwo lines](gone.md), `[code](no.md)`,\n"
            + "[web](https://example.com/gone), [self](#here), [none](other.md#no-heading)\n\n"
            + "```\n[fenced](no.md)\n```\n");

    assertThat(Links.broken(new Docs(page)))
        .containsExactly(
            page + " links to gone.md: there is no " + folder.resolve("gone.md"),
            page + " links to #here: " + page + " has no such heading",
            page + " links to other.md#no-heading: " + other + " has no such heading");
  }

  @Test
  void equalHeadingsAreNumbered() {
    assertThat(Links.anchors("# Jobs\n\n## Jobs\n\n### What it needs, in short\n"))
        .isEqualTo(Set.of("jobs", "jobs-1", "what-it-needs-in-short"));
  }

  private static void reach(Path page, Set<Path> reached) {
    if (!page.toString().endsWith(".md") || !Files.exists(page) || !reached.add(page)) {
      return;
    }
    List<String> targets = Links.of(new Docs(page).text());
    for (String target : targets) {
      String file = target.replaceFirst("#.*", "");
      if (!file.isEmpty()) {
        reach(page.resolveSibling(file).normalize(), reached);
      }
    }
  }
}
