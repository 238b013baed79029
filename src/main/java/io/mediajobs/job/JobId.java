package io.mediajobs.job;

/**
 * The identity of a job, opaque and case-sensitive.
 *
 * @param value the text of {@code JobId}, never blank
 */
public record JobId(String value) implements Comparable<JobId> {

  /** Rejects a blank id: it could be neither looked up nor used as a key. */
  public JobId {
    if (value.isBlank()) {
      throw new IllegalArgumentException("A JobId must not be blank");
    }
  }

  @Override
  public int compareTo(JobId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
