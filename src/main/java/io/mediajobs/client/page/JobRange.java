package io.mediajobs.client.page;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobElement;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Where a job stands in an answer, from its {@code <JobsDetail>} to the end of it. */
final class JobRange implements JobDetail.Content {

  private static final BytePattern START = new BytePattern("<JobsDetail>");
  private static final BytePattern END = new BytePattern("</JobsDetail>");

  private final byte[] answer;
  private final int from;
  private final int to;

  private JobRange(byte[] answer, int from, int to) {
    this.answer = answer;
    this.from = from;
    this.to = to;
  }

  /**
   * What tells one text from another: two checksums that have nothing in common, and the length.
   * That two texts of a service agree in all of it is as likely as never.
   */
  record Print(long checksums, int length) {}

  /** The first job here or later; null where there is none. */
  static @Nullable JobRange next(byte[] answer, int from) {
    int start = START.find(answer, from);
    int end = start < 0 ? -1 : END.find(answer, start + START.length());
    return end < 0 ? null : new JobRange(answer, start, end + END.length());
  }

  /** Its first byte. */
  int from() {
    return from;
  }

  /** Behind its last byte. */
  int to() {
    return to;
  }

  Print print() {
    CRC32C first = new CRC32C();
    first.update(answer, from, to - from);
    CRC32 second = new CRC32();
    second.update(answer, from, to - from);
    return new Print(first.getValue() << 32 | second.getValue(), to - from);
  }

  @Override
  public JobElement element() {
    try {
      return PageReader.readJob(Arrays.copyOfRange(answer, from, to)).element();
    } catch (MalformedPageException impossible) {
      throw new IllegalStateException("A job that was read before can be read", impossible);
    }
  }
}
