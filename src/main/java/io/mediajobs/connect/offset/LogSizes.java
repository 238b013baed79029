package io.mediajobs.connect.offset;

/**
 * From which sizes on offsets are kept in another form. Texts are counted in characters, as they
 * are packed.
 *
 * @param plain up to here the jobs are whole in each offset
 * @param ring how many partitions the change log has; at most {@link LogPartition#RING}
 * @param entries after so many entries a new snapshot is due. Less than the ring has: so the
 *     entries of a snapshot stay for a while once there is a newer one, which may be lost
 * @param piece above this a snapshot is cut in pieces, none of which is larger
 * @param awaited an entry that has become larger while it waits for acknowledgements makes the task
 *     wait for these, too: half of a piece, as what one poll brings may come on top
 */
public record LogSizes(int plain, int ring, int entries, int piece, int awaited) {

  /** Those that every task has. */
  public static final LogSizes USUAL =
      new LogSizes(8_192, LogPartition.RING, LogPartition.RING * 3 / 4, 480_000, 240_000);
}
