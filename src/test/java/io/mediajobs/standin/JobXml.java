package io.mediajobs.standin;

import io.mediajobs.job.JobState;
import io.mediajobs.job.JobTime;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes a job as the service shows it at a time: one JobsDetail element. */
final class JobXml {

  private final String bucket;
  private final String region;
  private final OperationXml operation;

  JobXml(String bucket, String region) {
    this.bucket = bucket;
    this.region = region;
    this.operation = new OperationXml(bucket, region);
  }

  void write(Xml xml, Job job, Instant now) {
    xml.group("JobsDetail", detail -> writeDetail(detail, job, now));
  }

  private void writeDetail(Xml xml, Job job, Instant now) {
    Timeline timeline = job.timeline();
    JobState state = job.state(now);
    boolean failed = state.equals(JobState.FAILED);
    boolean explained = failed && timeline.hasResults(now);
    xml.leaf("Code", explained ? job.details().failureCode() : "Success");
    xml.leaf("Message", explained ? job.details().failureMessage() : null);
    xml.leaf("JobId", job.id());
    xml.leaf("State", state.name());
    // Documented as meaningful for these states only, so the others go without.
    if (!failed && !state.equals(JobState.CANCEL)) {
      xml.leaf("Progress", Integer.toString(timeline.progress(now)));
    }
    xml.leaf("CreationTime", JobTime.format(job.creationTime()));
    xml.leaf("StartTime", time(timeline.startTime(now)));
    xml.leaf("EndTime", time(timeline.endTime(now)));
    xml.leaf("QueueId", job.queueId());
    xml.leaf("QueueType", job.queueType());
    xml.leaf("Tag", job.tag());
    xml.group("Input", input -> writeInput(input, job));
    xml.group("Operation", inner -> operation.write(inner, job, now));
    if (job.details().workflowId() != null) {
      xml.group("Workflow", workflow -> writeWorkflow(workflow, job));
    }
  }

  private void writeInput(Xml xml, Job job) {
    xml.leaf("BucketId", bucket);
    xml.leaf("Object", job.details().inputObject());
    xml.leaf("Region", region);
    if (job.tag().equals("Translation")) {
      xml.leaf("Lang", "zh").leaf("Type", "txt");
    }
  }

  private static void writeWorkflow(Xml xml, Job job) {
    xml.leaf("RunId", "i" + job.id().substring(1));
    xml.leaf("WorkflowId", job.details().workflowId());
    xml.leaf("WorkflowName", "demo");
  }

  private static String time(@Nullable Instant time) {
    return time == null ? "-" : JobTime.format(time);
  }
}
