package io.mediajobs.job;

/**
 * The identity of a job, opaque and case-sensitive.
 *
 * @param value the text of {@code JobId}, never blank
 */
public record JobId(String value) implements Comparable<JobId> {

  /** So many characters an id may have that is looked up: ten go into one request line. */
  static final int MAX_LENGTH = 200;

  /** Rejects a blank id: it could be neither looked up nor used as a key. */
  public JobId {
    if (value.isBlank()) {
      throw new IllegalArgumentException("A JobId must not be blank");
    }
  }

  /**
   * Whether the id can stand in the path of a look-up without meaning anything else there: visible
   * ASCII without separators, and not a step in a path. Those of the service are a letter and 32
   * hex digits.
   */
  public boolean canBeLookedUp() {
    if (value.length() > MAX_LENGTH || value.equals(".") || value.equals("..")) {
      return false;
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c <= ' ' || c >= 0x7f || isReserved(c)) {
        return false;
      }
    }
    return true;
  }

  /** What separates ids in a look-up, and what gateways take for structure of a path or address. */
  private static boolean isReserved(char c) {
    // Every id is looked at, often: quicker than to search a text for each character.
    return switch (c) {
      case ',', ';', '/', '\\', '?', '#', '%' -> true;
      default -> false;
    };
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
