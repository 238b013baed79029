package io.mediajobs.record;

import io.mediajobs.job.JobElement;
import io.mediajobs.job.KnownTag;

/** The table of records.md that shows, for each tag, how many of its elements have fields. */
public final class TagTable {

  private TagTable() {}

  /** The table in Markdown. */
  public static String markdown() {
    StringBuilder table =
        new StringBuilder("| Tag | What comes out | Listed under | Typed | In `other` |\n")
            .append("| --- | --- | --- | ---: | ---: |\n");
    for (KnownTag tag : KnownTag.all()) {
      JobElement job = FullJob.of(tag, 1);
      int all = Leaves.of(job).size();
      var record = JobStructs.job(Seen.job(job), JobStructs.source(Seen.SOURCE));
      int other = record.getMap("other").size();
      table.append(
          "| `%s` | %s | `%s` | %d | %d |%n"
              .formatted(tag.tag(), tag.what(), tag.listPath(), all - other, other));
    }
    return table.toString().strip();
  }
}
