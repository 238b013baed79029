package io.mediajobs.connect;

import io.mediajobs.job.Account;
import io.mediajobs.job.Account.Bucket;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.Printable;
import io.mediajobs.tracking.AccountFollow;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.connector.ConnectorContext;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches what there is in an account on a thread of its own, and asks the worker for other tasks
 * when that changes.
 */
final class AccountWatch implements AutoCloseable {

  /** So many names a line of the log has. */
  private static final int MOST_SHOWN = 20;

  private static final Logger LOG = LoggerFactory.getLogger(AccountWatch.class);

  /** After so many looks in vain the first one goes on without what still fails. */
  private static final int PATIENCE = 3;

  private final AccountLook look;
  private final AccountFollow follow;
  private final ConnectorContext context;
  private final Worker worker;
  private final boolean followsBuckets;
  private final LookPace pace;
  private final InstantSource clock;
  private final Thread thread;
  private final CountDownLatch known = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private @Nullable Account account;
  private Set<Bucket> newBuckets = Set.of();
  private Duration newsAge = Duration.ZERO;

  /** When the newest look began that was whole and showed nothing else than what counts. */
  private Instant nothingNewAt = Instant.MAX;

  private boolean unanswered;

  /**
   * Starts to watch; closes the look with itself.
   *
   * @param followsBuckets whether the buckets may change, and not only their queues
   * @param requestsPerSecond of all tasks together
   */
  AccountWatch(
      AccountLook look,
      AccountFollow follow,
      ConnectorContext context,
      boolean followsBuckets,
      double requestsPerSecond,
      Worker worker) {
    this.look = look;
    this.followsBuckets = followsBuckets;
    this.follow = follow;
    this.context = context;
    this.worker = worker;
    this.clock = worker.steady();
    this.pace = new LookPace(requestsPerSecond, followsBuckets, clock, stopped);
    this.thread = new Thread(this::run, "media-jobs-account");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * What there is, as it is known now.
   *
   * @throws RetriableException if no look has succeeded within this time; the worker keeps the
   *     tasks that it has, and is told when there is more to say
   */
  Account account(Duration atMost) {
    try {
      boolean unused = known.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
    synchronized (this) {
      if (account != null) {
        return account;
      }
      unanswered = true;
    }
    throw new RetriableException(
        followsBuckets
            ? "The buckets are not known yet, as ci.bucket=* asks for: tasks follow as soon as the"
                + " service has listed them"
            : "The queues of the bucket are not known yet, as ci.queue.ids=* asks for: tasks follow"
                + " as soon as the service has listed them");
  }

  /** The buckets that have come with the newest change; none where that were the first. */
  synchronized Set<Bucket> newBuckets() {
    return newBuckets;
  }

  /** How old what has come with the newest change was then at most; zero where nothing has. */
  synchronized Duration newsAge() {
    return newsAge;
  }

  /** Abandons a request under way, and ends the thread. */
  @Override
  public void close() {
    stopped.countDown();
    look.close();
    thread.interrupt();
  }

  private void run() {
    try {
      do {
        if (!clock.instant().isBefore(worker.throttle().until())) {
          look();
        }
      } while (!stopped.await(pause(clock.instant()).toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException stop) {
      // Closed.
    } catch (RuntimeException failure) {
      if (!over()) {
        context.raiseError(failure);
      }
    }
  }

  private Duration pause(Instant now) {
    Instant throttledUntil = worker.throttle().until();
    return now.isBefore(throttledUntil)
        // A millisecond more, lest the last part of one is spent spinning.
        ? Duration.between(now, throttledUntil).plusMillis(1)
        : follow.pause(now);
  }

  private void look() throws InterruptedException {
    int failures = follow.failures();
    Account before = follow.current();
    pace.begin(before == null);
    Instant began = clock.instant();
    Account listed;
    try {
      listed = look.take(before, failures < PATIENCE, pace);
    } catch (JobsApiException failure) {
      if (!over()) {
        failed(failure, failures);
      }
      return;
    }
    if (failures > 0) {
      LOG.info("What there is in the account is listed again after {} failed attempts", failures);
    }
    if (follow.listed(listed)) {
      // Of what the looks differ in, that is what was known, and not what this one has shown.
      Account counting = Objects.requireNonNull(follow.current());
      report(before == null ? Account.NONE : before, counting);
      boolean asked = publish(counting);
      // For the first ones the worker asks by itself, unless it has asked too early.
      if ((before != null || asked) && !over()) {
        context.requestTaskReconfiguration();
      }
    }
    if (before == null || (look.isWhole() && listed.equals(follow.current()))) {
      nothingNewAt = began;
    }
  }

  /** Returns whether the worker had asked in vain. */
  private synchronized boolean publish(Account counting) {
    if (account != null) {
      Set<Bucket> come = new TreeSet<>(counting.buckets().keySet());
      come.removeAll(account.buckets().keySet());
      newBuckets = come;
      newsAge = Duration.between(nothingNewAt, clock.instant());
    }
    account = counting;
    known.countDown();
    boolean asked = unanswered;
    unanswered = false;
    return asked;
  }

  private void failed(JobsApiException failure, int failures) {
    Instant now = clock.instant();
    String fatal = follow.failed(failure, now);
    if (fatal != null) {
      throw new ConnectException(fatal);
    }
    worker.failed(LOG, failure, failures == 0, now.plus(follow.pause(now)));
  }

  private void report(Account before, Account now) {
    if (followsBuckets && now.buckets().isEmpty()) {
      LOG.warn(
          "The service lists no bucket that the settings want: nothing is polled until it does");
    } else if (!followsBuckets && now.queueNames().isEmpty()) {
      LOG.warn("The bucket has no queue for the tags of ci.tags: nothing is polled until it has");
    }
    boolean first = before.buckets().isEmpty();
    if (followsBuckets) {
      Set<String> names = now.bucketNames();
      report("buckets", first, without(names, before), without(before.bucketNames(), now));
    }
    report("queues", first, now.queuesWithout(before), before.queuesWithout(now));
  }

  private static void report(String what, boolean first, Set<String> come, Set<String> gone) {
    if (come.isEmpty() && gone.isEmpty()) {
      return;
    }
    if (first) {
      LOG.info("Polling the {} {}", what, shown(come));
    } else {
      LOG.info(
          "The {} have changed: {} new, {} gone; the tasks are made anew",
          what,
          shown(come),
          shown(gone));
    }
  }

  private static Set<String> without(Set<String> names, Account other) {
    Set<String> left = new TreeSet<>(names);
    left.removeAll(other.bucketNames());
    return left;
  }

  /** The first of them: a queue has whatever name the service gives it. */
  private static String shown(Set<String> names) {
    String first = names.stream().limit(MOST_SHOWN).toList().toString();
    return Printable.of(first) + (names.size() > MOST_SHOWN ? " of " + names.size() : "");
  }

  private boolean over() {
    return stopped.getCount() == 0;
  }
}
