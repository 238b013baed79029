package io.mediajobs.record;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobElement;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.JobTags;
import io.mediajobs.job.KnownTag;
import java.util.ArrayList;
import java.util.List;

/** Records as the connector makes them, for the tests of what comes after it. */
public final class MadeRecords {

  /** The answers that the vendor's pages show. */
  public static final List<String> ANSWERS = Answers.NAMES;

  private MadeRecords() {}

  /** The transitions and jobs of an answer that a page shows. */
  public static List<OutputRecord> ofAnswer(String name) {
    List<OutputRecord> made = new ArrayList<>();
    Answers.jobs(name).forEach(job -> made.addAll(of(job, null)));
    return made;
  }

  /** The transitions and the job of a job with every element that is known of its tag. */
  public static List<OutputRecord> ofEveryElement(KnownTag tag) {
    return of(JobDetail.of(FullJob.of(tag, 2)), "q1");
  }

  /** The transitions and the job of a job as the service never sent one, by its seed. */
  public static List<OutputRecord> ofRandomTree(long seed) {
    return of(JobDetail.of(RandomTree.job(seed)), seed % 2 == 0 ? null : "30");
  }

  private static List<OutputRecord> of(JobDetail job, String queueId) {
    JobElement element = job.element();
    String tag = element.childText("Tag").isBlank() ? "Transcode" : element.childText("Tag");
    JobSource source =
        new JobSource(
            "examplebucket-1250000000", "ap-chongqing", JobTags.path(tag), tag, queueId, null);
    return new RecordFactory(Outputs.defaults("media")).records(Seen.first(job, source));
  }
}
