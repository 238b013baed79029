package io.mediajobs.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A {@code JobsDetail} that stands in a salvaged page but can't be read as a job.
 *
 * @param id the {@code JobId}, where the text shows one; never blank
 * @param creationTime the {@code CreationTime}, where the text shows one. Best effort, as is the
 *     id: nothing that must not be lost may rest on it alone
 * @param text the element as it stood in the answer, cut to {@link #MAX_TEXT} characters; bytes
 *     that are no UTF-8 are replacement characters
 * @param cut whether the text is only the beginning of the element
 * @param bytes how many bytes the element has, as far as the answer goes
 * @param digest names those bytes by their content: the letter x and 32 hex digits
 * @param reason why it can't be read, with the line and column inside of the text, as a clause that
 *     begins with "is" or "has"
 * @param request path and query of the page that it stood on, nothing of the signature
 * @param legible what can be read of it for certain, its id and state at least, without content;
 *     null where these are in doubt
 */
public record UnreadableJob(
    @Nullable JobId id,
    @Nullable Instant creationTime,
    String text,
    boolean cut,
    int bytes,
    String digest,
    String reason,
    String request,
    @Nullable JobDetail legible) {

  /**
   * So many characters of text are kept at most. Even where JSON spells each of them out as an
   * escape of six bytes they stay below the megabyte that Kafka takes by default.
   */
  static final int MAX_TEXT = 131_072;

  /** This job with its text cut to {@link #MAX_TEXT} characters. */
  public UnreadableJob bounded() {
    return bounded(MAX_TEXT);
  }

  /** This job with at most so many characters of text, and never half of a surrogate pair. */
  public UnreadableJob bounded(int characters) {
    if (text.length() <= characters) {
      return this;
    }
    String head = Printable.cut(text, characters);
    return new UnreadableJob(id, creationTime, head, true, bytes, digest, reason, request, legible);
  }

  /** What the job is recognised by when it is listed again: its id, or else its content. */
  public String identity() {
    return id == null ? digest : id.value();
  }

  /**
   * The job's creation time, believed only where it lies between the times that the service was
   * asked for, each null for no bound; otherwise null.
   */
  public @Nullable Instant createdBetween(@Nullable Instant start, @Nullable Instant end) {
    boolean listed =
        creationTime != null
            && (start == null || !creationTime.isBefore(start))
            && (end == null || !creationTime.isAfter(end));
    return listed ? creationTime : null;
  }

  /** {@code Job j1} or {@code A job without a readable JobId}: the subject of a sentence. */
  public String subject() {
    return id == null ? "A job without a readable JobId" : "Job " + id;
  }
}
