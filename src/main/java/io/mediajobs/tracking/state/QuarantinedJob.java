package io.mediajobs.tracking.state;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What is remembered of an unreadable job that has been told, so that it is told once.
 *
 * @param identity its JobId, or the digest of its text where it shows none; a comma and the JobId
 *     of one that counts as known even while it is not tracked: a first run starts behind it, or it
 *     has been read since
 * @param creationTime its creation time or a later one, whole seconds: once everything up to here
 *     is settled, no listing shows it again
 */
public record QuarantinedJob(String identity, Instant creationTime) {

  /** Cuts the creation time to the API's grain. */
  public QuarantinedJob {
    creationTime = creationTime.truncatedTo(ChronoUnit.SECONDS);
  }
}
