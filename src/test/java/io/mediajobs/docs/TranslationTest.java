package io.mediajobs.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages in Chinese say what those in English say. */
class TranslationTest {

  private static final List<String> PAGES =
      List.of(
          "README.md",
          "credentials.md",
          "install.md",
          "pipelines.md",
          "settings.md",
          "troubleshooting.md");

  @TempDir private Path folder;

  @Test
  void thePagesOfABeginningAreThereInChinese() {
    assertThat(Docs.all())
        .extracting(Docs::file)
        .filteredOn(page -> page.startsWith(Translation.CHINESE))
        .extracting(page -> Translation.CHINESE.relativize(page).toString())
        .containsExactlyInAnyOrderElementsOf(PAGES);
  }

  @Test
  void bothLanguagesHaveTheSameParts() {
    assertThat(PAGES.stream().map(Path::of).map(Translation::of))
        .flatExtracting(Translation::differences)
        .as("Translate what is missing, at the place that each sentence names")
        .isEmpty();
  }

  @Test
  void theFirstLinesLeadToTheOtherLanguage() throws IOException {
    assertThat(firstLine(Translation.README)).contains("[中文](src/docs/zh-CN/README.md)");
    for (String name : PAGES) {
      Translation page = Translation.of(Path.of(name));
      String way = page.chinese().getParent().relativize(page.english()).toString();
      assertThat(firstLine(page.chinese())).as(name).startsWith("[English](" + way + ") · 中文");
    }
  }

  @Test
  void aPageThatSaysTheSameHasNoDifference() throws IOException {
    String english =
        """
        # Install

        Set `a.b` to 10,
        as [the table](#keys) says.

        ## Keys

        | Key | Meaning |
        | --- | --- |
        | `a.b` | how many seconds, not `c.d` |
        """;
    String chinese =
        """
        [English](english.md)

        # 安装

        按[表](#键)的说明，把 `a.b` 设为 10。

        ## 键

        | 键 | 含义 |
        | --- | --- |
        | `a.b` | 多少秒，不是 `c.d` |
        """;

    assertThat(differences(english, chinese)).isEmpty();
  }

  @Test
  void eachDifferenceIsToldWithItsPlace() throws IOException {
    String english =
        """
        # Keys

        | Key | Meaning |
        | --- | --- |
        | `a` | 10 s |
        | `b` | 20 s |

        ## Code

        ```bash
        run --fast
        ```
        """;
    String chinese =
        """
        [English](english.md)

        # 键

        | 键 | 含义 |
        | --- | --- |
        | `a` | 10 秒 |

        ## 代码

        ```bash
        run --slow
        ```

        """;

    assertThat(differences(english, chinese))
        .containsExactly(
            """
            zh.md, behind line 7, lacks what en.md has at line 6: | `b` | 20 s |
              It must have: | code [b] | numbers [20]""",
            """
            zh.md, behind line 9, lacks what en.md has at line 10: ```bash
            run --fast
            ```
              It must have: ```bash
            run --fast
            ```""",
            """
            en.md, behind line 10, lacks what zh.md has at line 11: ```bash
            run --slow
            ```
              It must have: ```bash
            run --slow
            ```""");
  }

  @Test
  void englishAndAnOldNameAreToldApartFromNames() throws IOException {
    String english =
        """
        # Media Jobs Source

        ## PostgreSQL

        ```bash
        take what is in this code
        ```

        This was left in English by some mistake.
        """;
    String chinese = "[English](en.md)\n\n" + english.replace("Jobs Source", "Jobs");

    assertThat(differences(english, chinese))
        .containsExactly(
            "zh.md has no Chinese at line 3, for line 1 of en.md: # Media Jobs Source",
            "zh.md has no Chinese at line 11, for line 9 of en.md: This was left in English by some mistake.");
  }

  private List<String> differences(String english, String chinese) throws IOException {
    Path en = Files.writeString(folder.resolve("en.md"), english);
    Path zh = Files.writeString(folder.resolve("zh.md"), chinese);
    return new Translation(en, zh)
        .differences().stream().map(said -> said.replace(folder + "/", "")).toList();
  }

  private static String firstLine(Path page) {
    return new Docs(page).text().lines().findFirst().orElse("");
  }
}
