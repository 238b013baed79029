package io.mediajobs.simulation;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobId;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery;
import io.mediajobs.job.JobQuery.Listing;
import io.mediajobs.job.JobQuery.LookUp;
import io.mediajobs.job.JobState;
import io.mediajobs.job.Jobs;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.JobsApiException.Kind;
import io.mediajobs.job.JobsApiException.Reason;
import io.mediajobs.job.UnreadableJob;
import io.mediajobs.simulation.SimLookUps.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** The service of a history: what it answers is a function of its clock and its chance. */
final class SimService {

  private final SimPlan plan;
  private final SimListings listings;
  private final List<SimJob> jobs;
  private final List<String> positions = new ArrayList<>();
  private final Map<String, SimJob> byId = new HashMap<>();
  private final SplittableRandom random;

  /** What answers have shown of each job: it is read once at each of its stages. */
  private final Map<String, Map<Integer, JobDetail>> shown = new HashMap<>();

  private final Set<String> refusedTokens = new HashSet<>();
  private boolean calm;

  /** Later than any history. */
  private Instant answered = Jobs.T0.plus(Duration.ofDays(1));

  int discoveryListings;
  int frontierLooks;
  int waitingLookedUp;
  int faults;
  int unreadableAnswers;
  int oddFailures;

  SimService(SimPlan plan, List<SimJob> jobs) {
    this.plan = plan;
    this.listings = plan.listings();
    Comparator<SimJob> order = Comparator.comparing(SimJob::created).thenComparing(SimJob::id);
    List<SimJob> inOrder = new ArrayList<>(jobs);
    inOrder.sort(order);
    this.jobs = new ArrayList<>(listings.jobs(inOrder));
    this.jobs.sort(order);
    this.jobs.forEach(job -> byId.put(job.id(), job));
    this.jobs.forEach(job -> positions.add(position(job)));
    this.random = new SplittableRandom(plan.seed() + 1);
  }

  List<SimJob> jobs() {
    return jobs;
  }

  Instant lastEnd() {
    return jobs.stream().map(SimJob::ends).max(Comparator.naturalOrder()).orElse(Jobs.T0);
  }

  long queuedJobs() {
    return jobs.stream().filter(SimJob::isQueued).count();
  }

  /** Whether an answer has shown the job, be it that the answer was lost. */
  boolean hasShown(String id) {
    return shown.containsKey(id);
  }

  /**
   * Whether the job may never be shown: so many share its second and those beside it that no page
   * shows them all and no token leads there; or there is little room, and what can't be settled
   * takes it.
   */
  boolean mayBeHidden(SimJob job) {
    if (listings.honest()) {
      return false;
    }
    if (listings.tokens() == SimListings.Tokens.OPAQUE
        || listings.tokens() == SimListings.Tokens.POSITIONS
        || listings.tokens() == SimListings.Tokens.ENDLESS) {
      return plan.maxTracked() < 20_000;
    }
    return plan.maxTracked() < 20_000 || near(job) > plan.pageSize();
  }

  /** How many jobs were created within a second of it, itself among them. */
  long near(SimJob job) {
    Instant from = job.created().minusSeconds(1);
    Instant to = job.created().plusSeconds(1);
    return jobs.stream()
        .filter(each -> !each.created().isBefore(from) && !each.created().isAfter(to))
        .count();
  }

  /** The service's time of the first answer since what its pages say is not so. */
  Instant answered() {
    return answered;
  }

  /** From now on nothing fails any more. */
  void calmDown() {
    calm = true;
  }

  /**
   * Answers.
   *
   * @param now the service's time
   */
  JobPage answer(JobQuery asked, Instant now) throws JobsApiException {
    JobQuery query = asked.plain();
    if (query instanceof Listing listing) {
      discoveryListings += listing.states().isEmpty() ? 1 : 0;
      frontierLooks += listing.states().equals(List.of(JobState.RUNNING)) ? 1 : 0;
    }
    if (chance(plan.faultPercent())) {
      faults++;
      Kind kind =
          List.of(Kind.RETRY, Kind.RETRY, Kind.THROTTLED, Kind.CLOCK).get(random.nextInt(4));
      Duration retryAfter = kind == Kind.THROTTLED ? Duration.ofSeconds(random.nextInt(4)) : null;
      int status = kind == Kind.RETRY && random.nextBoolean() ? 503 : 0;
      throw new JobsApiException(kind, Reason.OTHER, status, "A fault", retryAfter, null);
    }
    JobsApiException odd =
        plan.odd().failure(asked, jobs(query), now.minus(plan.clockAhead()), now);
    if (odd != null) {
      oddFailures++;
      throw odd;
    }
    Instant seen = now.minusMillis(random.nextLong(plan.stale().toMillis() + 1));
    if (listings.strikes(now) && now.isBefore(answered)) {
      answered = now;
    }
    Instant shown = listings.date(now, random);
    Instant date = shown == null ? null : shown.truncatedTo(ChronoUnit.SECONDS);
    JobPage page =
        query instanceof LookUp lookUp
            ? lookUp(lookUp, asked instanceof JobQuery.Salvage, seen, date)
            : list((Listing) query, seen, date);
    return damaged(page, asked instanceof JobQuery.Salvage, seen);
  }

  /** The page as the client gives it: whole or not at all, unless a salvage is asked for. */
  private JobPage damaged(JobPage page, boolean salvage, Instant seen) throws JobsApiException {
    List<JobDetail> readable = new ArrayList<>();
    List<UnreadableJob> unreadable = new ArrayList<>();
    for (JobDetail detail : page.jobs()) {
      SimJob job = byId.get(detail.id().value());
      if (job.damage().strikes(seen)) {
        unreadable.add(job.damage().job(job, seen));
      } else {
        readable.add(detail);
      }
    }
    if (unreadable.isEmpty()) {
      return page;
    }
    if (!salvage) {
      unreadableAnswers++;
      throw new JobsApiException(
          Kind.UNREADABLE, Reason.OTHER, 200, "An ill-formed page", null, null);
    }
    return new JobPage(
        readable, page.nextToken(), page.nonExistIds(), page.serviceTime(), unreadable, page.cut());
  }

  private List<SimJob> jobs(JobQuery query) {
    return query instanceof LookUp lookUp
        ? lookUp.ids().stream().map(id -> byId.get(id.value())).toList()
        : List.of();
  }

  private JobPage lookUp(LookUp lookUp, boolean salvage, Instant seen, @Nullable Instant date) {
    List<JobDetail> found = new ArrayList<>();
    List<JobId> unknown = new ArrayList<>();
    for (SimJob job : jobs(lookUp)) {
      if (job.lookUps().strikes(Trouble.SILENT, seen)) {
        continue;
      }
      if (!job.shown(seen) || job.lookUps().strikes(Trouble.DENIED, seen)) {
        unknown.add(new JobId(job.id()));
        continue;
      }
      waitingLookedUp += job.isQueued() && job.state(seen).equals("Submitted") ? 1 : 0;
      found.add(show(job, false, seen));
      if (salvage && job.lookUps().strikes(Trouble.HUGE, seen)) {
        return new JobPage(found, null, List.of(), date, List.of(), true);
      }
    }
    return new JobPage(found, null, unknown, date);
  }

  private JobPage list(Listing listing, Instant seen, @Nullable Instant date)
      throws JobsApiException {
    String token = listing.nextToken();
    boolean odd =
        listings.order(seen) != SimListings.Order.ASKED
            || listings.tokens(seen) != SimListings.Tokens.OPAQUE;
    if (odd) {
      return oddly(listing, seen, date);
    }
    if (token != null && token.startsWith("n")) {
      throw new JobsApiException(
          Kind.REFUSED, Reason.OTHER, 400, "The token is of another time", null, null);
    }
    String from = token == null ? "" : token.substring(token.indexOf(' ') + 1);
    if (refusedTokens.contains(token)) {
      throw new JobsApiException(
          Kind.REFUSED, Reason.OTHER, 400, "The token is still old", null, null);
    }
    if (token != null && chance(plan.tokenPercent())) {
      faults++;
      switch (random.nextInt(3)) {
        case 0 -> {
          refusedTokens.add(token);
          throw new JobsApiException(
              Kind.REFUSED, Reason.OTHER, 400, "The token is old", null, null);
        }
        case 1 -> {
          return new JobPage(List.of(), random.nextInt() + " " + from, List.of(), date);
        }
        default -> {
          return new JobPage(List.of(), token, List.of(), date);
        }
      }
    }
    if (listing.order() == JobQuery.Order.DESC && token == null) {
      return newest(listing, seen, date);
    }
    List<JobDetail> page = new ArrayList<>();
    String last = from;
    int next = Collections.binarySearch(positions, from);
    for (int i = next < 0 ? -next - 1 : next + 1; i < jobs.size(); i++) {
      if (matches(jobs.get(i), listing, seen)) {
        if (page.size() == listing.size()) {
          return new JobPage(page, random.nextInt() + " " + last, List.of(), date);
        }
        page.add(show(jobs.get(i), true, seen));
        last = positions.get(i);
      }
    }
    return new JobPage(page, null, List.of(), date);
  }

  /**
   * A page of a listing that is not as it should be. Its tokens say how many jobs have been passed:
   * of all that there ever were, or, where they are positions, of those that it has to show.
   */
  private JobPage oddly(Listing listing, Instant seen, @Nullable Instant date)
      throws JobsApiException {
    SimListings.Tokens tokens = listings.tokens(seen);
    List<SimJob> line = new ArrayList<>(jobs);
    boolean asked = listing.order() == JobQuery.Order.DESC;
    if (asked != (listings.order(seen) == SimListings.Order.DESCENDING)) {
      Collections.reverse(line);
    }
    if (tokens == SimListings.Tokens.POSITIONS) {
      line.removeIf(job -> !matches(job, listing, seen));
    }
    int at = passed(listing.nextToken(), tokens);
    List<JobDetail> page = new ArrayList<>();
    while (at < line.size() && page.size() < listing.size()) {
      SimJob job = line.get(at++);
      if (matches(job, listing, seen)) {
        page.add(show(job, true, seen));
      }
    }
    List<SimJob> rest = line.subList(Math.min(at, line.size()), line.size());
    if (listings.order(seen) == SimListings.Order.SHUFFLED) {
      Collections.shuffle(page, new Random(random.nextLong()));
    }
    String token = null;
    if (rest.stream().anyMatch(job -> matches(job, listing, seen))) {
      boolean one = tokens == SimListings.Tokens.ONE_FOR_ALL && listing.nextToken() != null;
      token = one ? listing.nextToken() : "n" + at;
    } else if (tokens == SimListings.Tokens.ENDLESS) {
      token = "n" + (at + 1);
    }
    return new JobPage(page, token, List.of(), date);
  }

  private static int passed(@Nullable String token, SimListings.Tokens tokens)
      throws JobsApiException {
    if (token == null) {
      return 0;
    }
    if (tokens == SimListings.Tokens.SHORT_LIVED) {
      throw new JobsApiException(Kind.REFUSED, Reason.OTHER, 400, "The token is old", null, null);
    }
    if (!token.startsWith("n")) {
      throw new JobsApiException(
          Kind.REFUSED, Reason.OTHER, 400, "The token is of another time", null, null);
    }
    return Integer.parseInt(token.substring(1));
  }

  /** The first page from the other end. */
  private JobPage newest(Listing listing, Instant seen, @Nullable Instant date) {
    List<JobDetail> page = new ArrayList<>();
    for (int i = jobs.size() - 1; i >= 0; i--) {
      if (matches(jobs.get(i), listing, seen)) {
        if (page.size() == listing.size()) {
          return new JobPage(page, "more", List.of(), date);
        }
        page.add(show(jobs.get(i), true, seen));
      }
    }
    return new JobPage(page, null, List.of(), date);
  }

  private boolean matches(SimJob job, Listing listing, Instant seen) {
    if (!job.shown(seen)) {
      return false;
    }
    SimListings.Filter filter = listings.filter(seen);
    if (listing.start() != null && filter == SimListings.Filter.KEPT) {
      int order = job.created().compareTo(listing.start());
      if (order < 0 || (order == 0 && !plan.startInclusive())) {
        return false;
      }
    }
    if (listing.end() != null && filter != SimListings.Filter.NEITHER) {
      int order = job.created().compareTo(listing.end());
      if (order > 0 || (order == 0 && !plan.endInclusive())) {
        return false;
      }
    }
    return listing.states().isEmpty()
        || listing.states().stream().anyMatch(state -> state.name().equals(job.state(seen)));
  }

  private JobDetail show(SimJob job, boolean listing, Instant seen) {
    int stage = 2 * job.stage(seen) + (listing ? 1 : 0);
    JobDetail detail =
        shown
            .computeIfAbsent(job.id(), unknown -> new HashMap<>())
            .computeIfAbsent(stage, unknown -> job.at(seen, listing));
    return listings.show(job, detail);
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent && !calm;
  }

  private static String position(SimJob job) {
    return job.created() + "/" + job.id();
  }
}
