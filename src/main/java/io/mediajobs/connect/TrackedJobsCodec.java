package io.mediajobs.connect;

import io.mediajobs.job.JobId;
import io.mediajobs.job.JobState;
import io.mediajobs.job.JobTime;
import io.mediajobs.tracking.QuarantinedJob;
import io.mediajobs.tracking.TrackedJob;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * Packs tracked jobs into a text: at most 24 bytes a job before base64, for ids as the service
 * makes them.
 *
 * <p>Jobs are sorted by creation time and id, so equal sets give equal texts. A job is: a byte of
 * flags (bits 0 to 3 the state, 15 for one spelled out; bit 4 started; bit 5 an id of one letter
 * and 32 hex digits; bit 6 a progress); the id, 17 bytes or a length and UTF-8; the state's name if
 * spelled out; then as variable-length numbers the seconds since the job before, the sequence, and
 * the progress if there is one. Quarantined jobs are packed as tracked ones of which only the
 * identity, as the id, and the creation time say something.
 */
final class TrackedJobsCodec {

  /** By their numbers in stored offsets, whatever order they have elsewhere. */
  private static final List<JobState> STATES =
      List.of(
          JobState.SUBMITTED,
          JobState.RUNNING,
          JobState.PAUSE,
          JobState.SUCCESS,
          JobState.FAILED,
          JobState.CANCEL,
          JobState.NON_EXIST);

  private static final int STATE = 0x0f;
  private static final int STARTED = 0x10;
  private static final int COMPACT_ID = 0x20;
  private static final int PROGRESS = 0x40;

  /** No job has changed as often, and more can still be counted. */
  private static final int MAX_SEQUENCE = 1_000_000_000;

  private static final HexFormat HEX = HexFormat.of();

  private TrackedJobsCodec() {}

  static String pack(List<TrackedJob> jobs) {
    List<TrackedJob> sorted = new ArrayList<>(jobs);
    sorted.sort(Comparator.comparing(TrackedJob::creationTime).thenComparing(TrackedJob::id));
    ByteArrayOutputStream out = new ByteArrayOutputStream(24 * sorted.size());
    long before = 0;
    for (TrackedJob job : sorted) {
      long creation = job.creationTime().getEpochSecond();
      write(out, job, creation - before);
      before = creation;
    }
    return Base64.getEncoder().withoutPadding().encodeToString(out.toByteArray());
  }

  /**
   * Reads what {@link #pack} wrote.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  static List<TrackedJob> unpack(String packed) {
    List<TrackedJob> jobs = read(packed);
    if (!jobs.stream().allMatch(job -> job.id().canBeLookedUp())) {
      throw new IllegalArgumentException("it holds a JobId that can't be looked up");
    }
    return jobs;
  }

  private static List<TrackedJob> read(String packed) {
    ByteBuffer in;
    try {
      in = ByteBuffer.wrap(Base64.getDecoder().decode(packed));
    } catch (IllegalArgumentException notBase64) {
      throw new IllegalArgumentException("it is not base64", notBase64);
    }
    List<TrackedJob> jobs = new ArrayList<>();
    Set<JobId> ids = new HashSet<>();
    long creation = 0;
    try {
      while (in.hasRemaining()) {
        TrackedJob job = read(in, creation);
        if (!ids.add(job.id())) {
          throw new IllegalArgumentException("it holds one job twice");
        }
        jobs.add(job);
        creation = job.creationTime().getEpochSecond();
      }
    } catch (BufferUnderflowException | ArithmeticException | DateTimeException cut) {
      throw new IllegalArgumentException("it breaks off after " + jobs.size() + " jobs", cut);
    }
    return jobs;
  }

  static String packQuarantined(List<QuarantinedJob> jobs) {
    return pack(
        jobs.stream()
            .map(
                job ->
                    new TrackedJob(
                        new JobId(job.identity()),
                        job.creationTime(),
                        JobState.SUBMITTED,
                        0,
                        null,
                        false))
            .toList());
  }

  /** Reads what {@link #packQuarantined} wrote; throws as {@link #unpack} does. */
  static List<QuarantinedJob> unpackQuarantined(String packed) {
    return read(packed).stream()
        .map(job -> new QuarantinedJob(job.id().value(), job.creationTime()))
        .toList();
  }

  private static void write(ByteArrayOutputStream out, TrackedJob job, long secondsSince) {
    String id = job.id().value();
    boolean compact = isCompact(id);
    int state = STATES.indexOf(job.state());
    out.write(
        (state < 0 ? STATE : state)
            | (job.started() ? STARTED : 0)
            | (compact ? COMPACT_ID : 0)
            | (job.progress() != null ? PROGRESS : 0));
    if (compact) {
      out.write(id.charAt(0));
      out.writeBytes(HEX.parseHex(id, 1, id.length()));
    } else {
      writeText(out, id);
    }
    if (state < 0) {
      writeText(out, job.state().name());
    }
    writeNumber(out, secondsSince);
    writeNumber(out, job.sequence());
    if (job.progress() != null) {
      writeNumber(out, job.progress());
    }
  }

  private static boolean isCompact(String id) {
    if (id.length() != 33 || id.charAt(0) < 'a' || id.charAt(0) > 'z') {
      return false;
    }
    for (int i = 1; i < id.length(); i++) {
      char digit = id.charAt(i);
      if ((digit < '0' || digit > '9') && (digit < 'a' || digit > 'f')) {
        return false;
      }
    }
    return true;
  }

  private static TrackedJob read(ByteBuffer in, long before) {
    int flags = in.get();
    String id;
    if ((flags & COMPACT_ID) != 0) {
      char letter = (char) in.get();
      byte[] digits = new byte[16];
      in.get(digits);
      id = letter + HEX.formatHex(digits);
    } else {
      id = readText(in);
    }
    int index = flags & STATE;
    if (index != STATE && index >= STATES.size()) {
      throw new IllegalArgumentException("it holds the unknown state number " + index);
    }
    JobState state = index == STATE ? JobState.of(readText(in)) : STATES.get(index);
    Instant creation = Instant.ofEpochSecond(Math.addExact(before, readNumber(in)));
    if (!JobTime.canBeWritten(creation)) {
      throw new IllegalArgumentException("it holds a creation time that no listing takes");
    }
    int sequence = Math.toIntExact(readNumber(in));
    if (sequence < 0 || sequence > MAX_SEQUENCE) {
      throw new IllegalArgumentException("it holds the impossible sequence " + sequence);
    }
    Integer progress = (flags & PROGRESS) == 0 ? null : Math.toIntExact(readNumber(in));
    return new TrackedJob(
        new JobId(id), creation, state, sequence, progress, (flags & STARTED) != 0);
  }

  private static void writeText(ByteArrayOutputStream out, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    writeNumber(out, bytes.length);
    out.writeBytes(bytes);
  }

  private static String readText(ByteBuffer in) {
    long length = readNumber(in);
    if (length < 0 || length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] bytes = new byte[(int) length];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Seven bits a byte, low ones first; the sign sits in the lowest bit. */
  private static void writeNumber(ByteArrayOutputStream out, long number) {
    long rest = (number << 1) ^ (number >> 63);
    while ((rest & ~0x7fL) != 0) {
      out.write((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  private static long readNumber(ByteBuffer in) {
    long number = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte next = in.get();
      number |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return (number >>> 1) ^ -(number & 1);
      }
    }
    throw new ArithmeticException("A number has too many bytes");
  }
}
