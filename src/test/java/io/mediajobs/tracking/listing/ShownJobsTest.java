package io.mediajobs.tracking.listing;

import static io.mediajobs.job.Jobs.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobId;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.Jobs;
import io.mediajobs.job.UnreadableJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of a page, a letter is a job by its id, and a dot one that can't be read. */
class ShownJobsTest {

  @ParameterizedTest(name = "{0}, then {1}: {2}")
  @CsvSource({
    "ab.de, .bcde, false",
    "abcde, bcdef, false",
    "ab.de, .bcde, false",
    "abcde, .cdef, false",
    "abcde, ...ef, false",
    "abcde, ....., true",
    ".bcde, abcde, true",
    ".bcde, cdefg, false",
    ".bcde, bcdef, false",
    ".bcde, bcaed, true",
    "ab.de, .bcde, false",
    "ab.de, b.def, false",
    "a, b, false",
    "a, ., true"
  })
  void theSamePageShowsItsFirstJobAgainAndNoneThatHasMovedUp(
      String before, String after, boolean same) {
    ShownJobs first = ShownJobs.of(page(before), Set.of(id(before.replace(".", "").charAt(0))));

    assertThat(first.areOn(page(after), true)).isEqualTo(same);
  }

  @Test
  void aLookUpShowsOnlyWhatItAskedFor() {
    ShownJobs first = ShownJobs.of(page("abcde"), Set.of(id('a')));

    assertThat(first.areOn(page("a"), false)).isTrue();
    assertThat(first.areOn(page("."), false)).isTrue();
    assertThat(first.areOn(page(""), false)).isFalse();
  }

  private static JobPage page(String jobs) {
    List<JobDetail> readable = new ArrayList<>();
    List<UnreadableJob> unreadable = new ArrayList<>();
    for (char job : jobs.toCharArray()) {
      if (job == '.') {
        String digest = "x" + unreadable.size();
        unreadable.add(
            new UnreadableJob(
                null, null, "damaged", false, 7, digest, "is damaged", "/jobs", null));
      } else {
        readable.add(Jobs.job(id(job).value()).created(T0.plusSeconds(job)).detail());
      }
    }
    return new JobPage(readable, "next", List.of(), T0, unreadable, false);
  }

  private static JobId id(char job) {
    return new JobId("j" + job);
  }
}
