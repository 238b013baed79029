package io.mediajobs.simulation;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.Jobs;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * How the clocks and listings of a service are not what its pages say, from some time on.
 *
 * @param from when that begins, by the true time of the service
 * @param setBack how far the service's clock is set back then
 */
record SimListings(
    Dates dates,
    Order order,
    Tokens tokens,
    Filter filter,
    Creation creation,
    Instant from,
    Duration setBack) {

  /** The {@code Date} of answers. */
  enum Dates {
    TRUE,
    /** An hour ahead for 15 seconds. */
    AHEAD_FOR_A_WHILE,
    /** 100 seconds ahead for good. */
    AHEAD,
    /** An hour behind for good. */
    BEHIND,
    NONE,
    /** Every fifth is an hour off, to either side. */
    ODD
  }

  /** The order of the jobs of a listing. */
  enum Order {
    ASKED,
    DESCENDING,
    /** None inside of a page. */
    SHUFFLED
  }

  /** What becomes of tokens. */
  enum Tokens {
    OPAQUE,
    /** All pages have one, which leads to the second page. */
    ONE_FOR_ALL,
    /** They are refused. */
    SHORT_LIVED,
    /** They are positions, while the oldest jobs age out. */
    POSITIONS,
    /** The last page has one, too, and so has each empty page behind it. */
    ENDLESS
  }

  /** What listings keep to of the times asked for. */
  enum Filter {
    KEPT,
    NO_START,
    NEITHER
  }

  /** What jobs show as their creation time. */
  enum Creation {
    SHOWN,
    NONE,
    /** None of every third job. */
    NO_THIRD,
    /** Long before the service was there, of every third. */
    IMPOSSIBLE,
    /** An hour ahead, of one job. */
    LYING
  }

  private static final SimListings HONEST =
      new SimListings(
          Dates.TRUE,
          Order.ASKED,
          Tokens.OPAQUE,
          Filter.KEPT,
          Creation.SHOWN,
          Instant.MAX,
          Duration.ZERO);

  /** Those of a seed: half of them are honest. */
  static SimListings of(long seed, Duration clockAhead) {
    SplittableRandom random = new SplittableRandom(seed + 7);
    if (random.nextBoolean()) {
      return HONEST;
    }
    // One thing is wrong at a time, two now and then.
    int wrong = random.nextInt(6);
    int too = random.nextInt(4) == 0 ? random.nextInt(5) : wrong;
    boolean clockSetBack = wrong == 5;
    Instant onset = Jobs.T0.plus(clockAhead).plusSeconds(random.nextInt(-10, 120));
    Filter filter = one(random, wrong == 3, Filter.values());
    // Where neither times nor tokens hold, there is no way through.
    boolean odd = filter == Filter.KEPT && (wrong == 2 || too == 2);
    Dates dates = one(random, !clockSetBack && (wrong == 0 || too == 0), Dates.values());
    Order order = one(random, wrong == 1 || too == 1, Order.values());
    Tokens tokens = one(random, odd, Arrays.copyOf(Tokens.values(), 4));
    boolean right = tokens == Tokens.OPAQUE && order == Order.ASKED && filter == Filter.KEPT;
    if (right && new SplittableRandom(seed + 11).nextInt(6) == 0) {
      tokens = Tokens.ENDLESS;
    }
    Creation creation = one(random, wrong == 4 || too == 4, Creation.values());
    Instant from = random.nextBoolean() ? Instant.MIN : onset;
    Duration back = clockSetBack ? Duration.ofSeconds(random.nextInt(5, 3000)) : Duration.ZERO;
    Creation told = filter == Filter.KEPT ? creation : Creation.SHOWN;
    return new SimListings(dates, order, tokens, filter, told, from, back);
  }

  private static <T> T one(SplittableRandom random, boolean wrong, T[] all) {
    return wrong ? all[1 + random.nextInt(all.length - 1)] : all[0];
  }

  boolean honest() {
    return this == HONEST;
  }

  /** Whether the service's clock is ever set back: what was told may be told again. */
  boolean isSetBack() {
    return !setBack.isZero();
  }

  /**
   * Whether a job may be told again: the clock was set back, or a job and the {@code Date} say that
   * it was; or it shows no time, and listings show it again after many that did not.
   */
  boolean mayRepeat() {
    boolean seemsSetBack = creation == Creation.LYING && dates == Dates.AHEAD_FOR_A_WHILE;
    return isSetBack() || seemsSetBack || (creation != Creation.SHOWN && filter != Filter.KEPT);
  }

  /**
   * Whether a job was created before the clock was set back, and shows up about then or after; or
   * was over, or could not be read, so soon after the first answer since that it can't be told from
   * one of the first time.
   *
   * @param answered when that was
   * @param slow whether many requests fail and pages are damaged, or the task rests until records
   *     are acknowledged, so that it takes long until a look
   */
  boolean maySlipBy(SimJob job, Instant answered, boolean slow) {
    if (from.equals(Instant.MIN)) {
      return false;
    }
    Instant soon = answered.plusSeconds(slow ? 90 : 10);
    boolean isBrief = strikes(job.visible()) && job.ends().isBefore(soon);
    boolean isHidden = job.damage().strikes(soon) && job.visible().isBefore(soon);
    return isBrief
        || (strikes(job.visible()) && isHidden)
        || (strikes(job.visible().plusSeconds(60))
            && !job.created().isBefore(from.minusSeconds(60)));
  }

  /** Whether listings may show an unreadable job again, long after it was told. */
  boolean showsOldJobs() {
    return filter != Filter.KEPT;
  }

  /** Whether jobs show their true creation times, in the order in which they appear. */
  boolean tellsCreation() {
    return creation == Creation.SHOWN && !isSetBack();
  }

  /** Whether that has begun. */
  boolean strikes(Instant now) {
    return !now.isBefore(from);
  }

  Order order(Instant now) {
    return strikes(now) ? order : Order.ASKED;
  }

  Tokens tokens(Instant now) {
    return strikes(now) ? tokens : Tokens.OPAQUE;
  }

  Filter filter(Instant now) {
    return strikes(now) ? filter : Filter.KEPT;
  }

  /** The {@code Date} of an answer; null for none. */
  @Nullable Instant date(Instant now, SplittableRandom random) {
    if (!strikes(now)) {
      return now;
    }
    Instant own = now.minus(setBack);
    return switch (dates) {
      case TRUE -> own;
      case AHEAD_FOR_A_WHILE -> {
        boolean ahead = !from.equals(Instant.MIN) && now.isBefore(from.plusSeconds(15));
        yield ahead ? own.plusSeconds(3600) : own;
      }
      case AHEAD -> own.plusSeconds(100);
      case BEHIND -> own.minusSeconds(3600);
      case NONE -> null;
      case ODD -> random.nextInt(5) > 0 ? own : own.plusSeconds(7200 * random.nextInt(2) - 3600);
    };
  }

  /** The jobs as the service has them: those created after its clock was set back show it. */
  List<SimJob> jobs(List<SimJob> jobs) {
    List<SimJob> all = new ArrayList<>();
    long aging = 0;
    boolean ages = tokens == Tokens.POSITIONS;
    for (SimJob job : jobs) {
      boolean after = isSetBack() && strikes(job.created());
      SimJob own = after ? job.createdAt(job.created().minus(setBack)) : job;
      // The oldest age out one after another, two a second, as far as they have ended by then; none
      // that is not two minutes old.
      boolean late = ages && from.isAfter(job.created());
      Instant gone = (late ? from : job.created()).plusSeconds(130 + aging / 2);
      ages &= aging < 60 && own.ends().isBefore(gone);
      if (ages) {
        aging++;
        all.add(own.deletedAt(gone));
      } else {
        // Where one in the middle is deleted, nothing shows that another has moved a page up.
        all.add(own);
      }
    }
    return all;
  }

  /** A job as an answer shows it. */
  JobDetail show(SimJob job, JobDetail seen) {
    Instant created = created(job, seen.creationTime());
    return created == seen.creationTime()
        ? seen
        : new JobDetail(
            seen.id(),
            seen.state(),
            seen.progress(),
            created,
            seen.startTime(),
            seen.endTime(),
            seen.fingerprint(),
            seen.complete(),
            seen.content());
  }

  private @Nullable Instant created(SimJob job, @Nullable Instant own) {
    int lot = Math.floorMod(job.id().hashCode(), 3);
    return switch (creation) {
      case SHOWN -> own;
      case NONE -> null;
      case NO_THIRD -> lot == 0 ? null : own;
      case IMPOSSIBLE -> lot == 0 ? Instant.parse("0001-01-01T00:00:00Z") : own;
      case LYING -> job.id().equals("j0-0") && own != null ? own.plusSeconds(3600) : own;
    };
  }
}
