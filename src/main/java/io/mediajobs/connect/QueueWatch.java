package io.mediajobs.connect;

import io.mediajobs.job.JobQueues;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.Printable;
import io.mediajobs.job.QueuesApi;
import io.mediajobs.tracking.QueueFollow;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.connector.ConnectorContext;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the queues of a bucket on a thread of its own, and asks the worker for other tasks when
 * they change.
 */
final class QueueWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(QueueWatch.class);

  private final QueuesApi api;
  private final Set<String> paths;
  private final QueueFollow follow;
  private final ConnectorContext context;
  private final Worker worker;
  private final InstantSource clock;
  private final Thread thread;
  private final CountDownLatch known = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile JobQueues queues = JobQueues.NONE;
  private boolean unanswered;

  /** Starts to watch what these paths list; closes the API with itself. */
  QueueWatch(
      QueuesApi api,
      Set<String> paths,
      QueueFollow follow,
      ConnectorContext context,
      Worker worker) {
    this.api = api;
    this.paths = paths;
    this.follow = follow;
    this.context = context;
    this.worker = worker;
    this.clock = worker.steady();
    this.thread = new Thread(this::run, "media-jobs-queues");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * The queues as they are known now.
   *
   * @throws RetriableException if no listing has succeeded within this time; the worker keeps the
   *     tasks that it has, and is told when the queues are known
   */
  JobQueues queues(Duration atMost) {
    try {
      if (known.await(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
        return queues;
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
    synchronized (this) {
      if (known.getCount() == 0) {
        return queues;
      }
      unanswered = true;
    }
    throw new RetriableException(
        "The queues of the bucket are not known yet, as ci.queue.ids=* asks for: tasks follow as"
            + " soon as the service has listed them");
  }

  /** Abandons a request under way, and ends the thread. */
  @Override
  public void close() {
    stopped.countDown();
    api.close();
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

  private void look() {
    int failures = follow.failures();
    JobQueues listed;
    try {
      listed = list();
    } catch (JobsApiException failure) {
      if (!over()) {
        failed(failure, failures);
      }
      return;
    }
    if (failures > 0) {
      LOG.info("The queues are listed again after {} failed attempts", failures);
    }
    JobQueues before = follow.current();
    if (follow.listed(listed)) {
      report(before, listed);
      boolean asked = publish(listed);
      // For the first ones the worker asks by itself, unless it has asked too early.
      if ((before != null || asked) && !over()) {
        context.requestTaskReconfiguration();
      }
    }
  }

  /** Returns whether the worker had asked in vain. */
  private synchronized boolean publish(JobQueues listed) {
    queues = listed;
    known.countDown();
    boolean asked = unanswered;
    unanswered = false;
    return asked;
  }

  /** The queues of every path; of several, one that the service does not have has none. */
  private JobQueues list() throws JobsApiException {
    Map<String, NavigableSet<String>> byPath = new HashMap<>();
    JobsApiException missing = null;
    for (String path : paths) {
      try {
        byPath.put(path, api.queueIds(path));
      } catch (JobsApiException failure) {
        if (failure.status() != 400 && failure.status() != 404) {
          throw failure;
        }
        missing = failure;
      }
    }
    if (missing != null) {
      if (byPath.isEmpty()) {
        throw missing;
      }
      LOG.debug("{}; its queues are left out", missing.getMessage());
    }
    return new JobQueues(byPath);
  }

  private void failed(JobsApiException failure, int failures) {
    Instant now = clock.instant();
    String fatal = follow.failed(failure, now);
    if (fatal != null) {
      throw new ConnectException(fatal);
    }
    worker.failed(LOG, failure, failures == 0, now.plus(follow.pause(now)));
  }

  private static void report(@Nullable JobQueues before, JobQueues now) {
    if (now.all().isEmpty()) {
      LOG.warn("The bucket has no queue for the tags of ci.tags: nothing is polled until it has");
    } else if (before == null) {
      LOG.info("Polling the queues {}", shown(now.all()));
    } else {
      LOG.info(
          "The queues have changed: {} new, {} gone; the tasks are made anew",
          shown(now.without(before)),
          shown(before.without(now)));
    }
  }

  /** A queue has whatever name the service gives it. */
  private static String shown(Object queues) {
    return Printable.of(queues.toString());
  }

  private boolean over() {
    return stopped.getCount() == 0;
  }
}
