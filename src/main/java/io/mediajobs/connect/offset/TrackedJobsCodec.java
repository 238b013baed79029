package io.mediajobs.connect.offset;

import static io.mediajobs.connect.offset.PackedValues.isCompactId;
import static io.mediajobs.connect.offset.PackedValues.mostOf;
import static io.mediajobs.connect.offset.PackedValues.readCompactId;
import static io.mediajobs.connect.offset.PackedValues.readNumber;
import static io.mediajobs.connect.offset.PackedValues.readState;
import static io.mediajobs.connect.offset.PackedValues.readText;
import static io.mediajobs.connect.offset.PackedValues.stateNumber;
import static io.mediajobs.connect.offset.PackedValues.writeCompactId;
import static io.mediajobs.connect.offset.PackedValues.writeNumber;
import static io.mediajobs.connect.offset.PackedValues.writeStateName;
import static io.mediajobs.connect.offset.PackedValues.writeText;

import io.mediajobs.job.JobId;
import io.mediajobs.job.JobState;
import io.mediajobs.job.JobTime;
import io.mediajobs.tracking.state.SourceState.QuarantinedJob;
import io.mediajobs.tracking.state.TrackedJob;
import io.mediajobs.tracking.state.TrackedJob.Phase;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Packs tracked jobs into a text: at most 30 bytes a job before base64, for ids as the service
 * makes them.
 *
 * <p>Jobs are sorted by creation time and id, so equal sets give equal texts. A job is: a byte of
 * flags (bits 0 to 3 the state, 15 for one spelled out; bit 4 started; bit 5 an id of one letter
 * and 32 hex digits; bit 6 a progress; bit 7 a second byte of flags follows); the second byte (bit
 * 0 a content; bit 1 timeless; bit 2 a state before {@code NonExist}; bit 3 a job that has ended
 * and is looked at again; bit 4 one that has ended although its state does not say so; the others
 * are 0); the id, 17 bytes or a length and UTF-8; the state's name if spelled out; then as
 * variable-length numbers the seconds since the job before, the sequence, and the progress if there
 * is one; the content, 4 bytes; the state before, a byte as in the flags and its name if spelled
 * out. Version 0.1.0 knew no second byte: a job that needs none is written as it wrote it.
 * Quarantined jobs are packed as tracked ones of which only the identity, as the id, and the
 * creation time say something, and ids as those of which only the id does.
 */
final class TrackedJobsCodec {

  private static final int STATE = 0x0f;
  private static final int STARTED = 0x10;
  private static final int COMPACT_ID = 0x20;
  private static final int PROGRESS = 0x40;
  private static final int MORE = 0x80;

  private static final int CONTENT = 0x01;
  private static final int TIMELESS = 0x02;
  private static final int BEFORE = 0x04;
  private static final int WATCHED = 0x08;
  private static final int ENDED = 0x10;

  /** Bits of the second byte that no version has given a meaning which this one could miss. */
  private static final int UNKNOWN = 0xe0;

  /** So many bytes a job takes at most besides its texts. */
  private static final int NUMBERS = 32;

  /** No job has changed as often, and more can still be counted. */
  private static final int MAX_SEQUENCE = 1_000_000_000;

  private TrackedJobsCodec() {}

  static String pack(List<TrackedJob> jobs) {
    List<TrackedJob> sorted = new ArrayList<>(jobs);
    sorted.sort(TrackedJob.BY_CREATION);
    ByteBuffer out = ByteBuffer.allocate(30 * sorted.size());
    long before = 0;
    for (TrackedJob job : sorted) {
      long creation = job.creationTime().getEpochSecond();
      out = withRoom(out, job);
      write(out, job, creation - before);
      before = creation;
    }
    byte[] packed = Arrays.copyOf(out.array(), out.position());
    return Base64.getEncoder().withoutPadding().encodeToString(packed);
  }

  /** What was written, with room for one job more. */
  private static ByteBuffer withRoom(ByteBuffer out, TrackedJob job) {
    int most = NUMBERS + mostOf(job.id().value()) + mostOf(job.state().name());
    most += job.before() == null ? 0 : mostOf(job.before().name());
    return out.remaining() >= most
        ? out
        : ByteBuffer.allocate(2 * out.capacity() + most).put(out.flip());
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
        jobs.stream().map(job -> named(new JobId(job.identity()), job.creationTime())).toList());
  }

  static String packIds(List<JobId> ids) {
    return pack(ids.stream().map(id -> named(id, Instant.EPOCH)).toList());
  }

  /** Reads what {@link #packIds} wrote; throws as {@link #unpack} does. */
  static List<JobId> unpackIds(String packed) {
    return unpack(packed).stream().map(TrackedJob::id).toList();
  }

  private static TrackedJob named(JobId id, Instant creationTime) {
    return new TrackedJob(id, creationTime, JobState.SUBMITTED, 0, null, false);
  }

  /** Reads what {@link #packQuarantined} wrote; throws as {@link #unpack} does. */
  static List<QuarantinedJob> unpackQuarantined(String packed) {
    return read(packed).stream()
        .map(job -> new QuarantinedJob(job.id().value(), job.creationTime()))
        .toList();
  }

  private static void write(ByteBuffer out, TrackedJob job, long secondsSince) {
    String id = job.id().value();
    boolean compact = isCompactId(id);
    int more = more(job);
    out.put(
        (byte)
            (stateNumber(job.state())
                | (job.started() ? STARTED : 0)
                | (compact ? COMPACT_ID : 0)
                | (job.progress() != null ? PROGRESS : 0)
                | (more != 0 ? MORE : 0)));
    if (more != 0) {
      out.put((byte) more);
    }
    if (compact) {
      writeCompactId(out, id);
    } else {
      writeText(out, id);
    }
    writeStateName(out, job.state());
    writeNumber(out, secondsSince);
    writeNumber(out, job.sequence());
    if (job.progress() != null) {
      writeNumber(out, job.progress());
    }
    if (job.content() != null) {
      out.putInt(job.content());
    }
    if (job.before() != null) {
      out.put((byte) stateNumber(job.before()));
      writeStateName(out, job.before());
    }
  }

  private static int more(TrackedJob job) {
    return (job.content() != null ? CONTENT : 0)
        | (job.timeless() ? TIMELESS : 0)
        | (job.before() != null ? BEFORE : 0)
        | (job.phase() == Phase.WATCHED ? WATCHED : 0)
        | (job.phase() == Phase.ENDED && !job.state().ended() ? ENDED : 0);
  }

  private static TrackedJob read(ByteBuffer in, long before) {
    int flags = in.get();
    int more = (flags & MORE) == 0 ? 0 : in.get();
    if ((more & UNKNOWN) != 0 || (more & (WATCHED | ENDED)) == (WATCHED | ENDED)) {
      throw new IllegalArgumentException("it holds more of a job than this version knows");
    }
    String id = (flags & COMPACT_ID) != 0 ? readCompactId(in) : readText(in);
    JobState state = readState(in, flags & STATE);
    Instant creation = Instant.ofEpochSecond(Math.addExact(before, readNumber(in)));
    if (!JobTime.canBeWritten(creation)) {
      throw new IllegalArgumentException("it holds a creation time that no listing takes");
    }
    int sequence = Math.toIntExact(readNumber(in));
    if (sequence < 0 || sequence > MAX_SEQUENCE) {
      throw new IllegalArgumentException("it holds the impossible sequence " + sequence);
    }
    Integer progress = (flags & PROGRESS) == 0 ? null : Math.toIntExact(readNumber(in));
    Integer content = (more & CONTENT) == 0 ? null : in.getInt();
    JobState previous = (more & BEFORE) == 0 ? null : readState(in, in.get());
    if (previous != null && !state.equals(JobState.NON_EXIST)) {
      throw new IllegalArgumentException("it holds a state before one that is not NonExist");
    }
    return new TrackedJob(
        new JobId(id),
        creation,
        state,
        sequence,
        progress,
        (flags & STARTED) != 0,
        content,
        (more & TIMELESS) != 0,
        previous,
        phase(state, more & (WATCHED | ENDED)));
  }

  private static Phase phase(JobState state, int flags) {
    return switch (flags) {
      case WATCHED -> Phase.WATCHED;
      case ENDED -> Phase.ENDED;
      default -> Phase.of(state);
    };
  }
}
