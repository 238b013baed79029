package io.mediajobs.standin;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * The job service, played by a real HTTP server on a free port of loopback. Safe for use by several
 * threads.
 *
 * <ol>
 *   <li>Its clock alone decides what has happened: states, visibility, the Date header, and the
 *       window of signatures.
 *   <li>Equal requests at equal times get equal answers, but for the request id.
 *   <li>What {@link Truth#observed} holds was sent whole to somebody who was allowed to ask.
 * </ol>
 */
public final class StandIn implements AutoCloseable {

  private static final String BUCKET = "examplebucket-1250000000";
  private static final String REGION = "ap-chongqing";

  private final InstantSource clock;
  private final PageTokens tokens = new PageTokens();
  private final Set<Quirk> quirks = ConcurrentHashMap.newKeySet();
  private final Access access = new Access();
  private final Faults faults = new Faults();
  private final RequestLog requests = new RequestLog();
  private final List<Consumer<Request>> hooks = new CopyOnWriteArrayList<>();
  private final BucketStandIn main;
  private final Map<String, BucketStandIn> others = new ConcurrentHashMap<>();
  private final HttpListener listener;

  private StandIn(InstantSource clock, @Nullable Supplier<SSLSocketFactory> tls) {
    this.clock = clock;
    main = new BucketStandIn(BUCKET, REGION, clock, access, tokens, quirks);
    access.accept(Credential.PERMANENT);
    listener = new HttpListener(this::serve, clock::instant, tls);
  }

  /** Listens from now on, with no job, the default queues, and {@link Credential#PERMANENT}. */
  public static StandIn start(InstantSource clock) {
    return new StandIn(clock, null);
  }

  /**
   * The same over TLS.
   *
   * @param tls asked for every connection, so that a certificate can change
   */
  public static StandIn start(InstantSource clock, Supplier<SSLSocketFactory> tls) {
    return new StandIn(clock, tls);
  }

  /**
   * {@code http://127.0.0.1:<port>}, {@code https://…} over TLS: what is asked here is asked of
   * {@link #bucket}. It can be a proxy, too: then the host of a request names the bucket.
   */
  public URI endpoint() {
    return listener.endpoint();
  }

  /** The bucket that its jobs belong to. */
  public String bucket() {
    return BUCKET;
  }

  /** Another bucket, which is listed, and of which requests to a host of its name ask. */
  public BucketStandIn addBucket(String name, String region) {
    BucketStandIn bucket = new BucketStandIn(name, region, clock, access, tokens, quirks);
    others.put(name, bucket);
    return bucket;
  }

  /** Takes a bucket away, which is not there for anybody from now on. */
  public void remove(BucketStandIn bucket) {
    others.remove(bucket.name());
  }

  /** The region of that bucket. */
  public String region() {
    return REGION;
  }

  /** A key that is accepted from the start. */
  public Credential credential() {
    return Credential.PERMANENT;
  }

  /** Who may ask. */
  public Access access() {
    return access;
  }

  /** Takes jobs in; one with the id of another takes its place. */
  public void add(Job... jobs) {
    add(List.of(jobs));
  }

  /** Takes jobs in; one with the id of another takes its place. */
  public void add(Collection<Job> jobs) {
    main.add(jobs);
  }

  /** Takes in a queue; one with the id of another takes its place. */
  public void add(Queue queue) {
    main.add(queue);
  }

  /** Lets jobs arrive as the clock goes on: before each answer, those that are due are added. */
  public void add(LiveJobs live) {
    add(main, live);
  }

  /** The same in another bucket. */
  public void add(BucketStandIn bucket, LiveJobs live) {
    onRequest(
        request -> {
          // As one step, or a request beside this one would miss jobs that are created already.
          synchronized (live) {
            bucket.add(live.due(clock.instant()));
          }
        });
  }

  /** Every job that was ever taken in, in no order. */
  public List<Job> jobs() {
    List<Job> jobs = new ArrayList<>(main.jobs());
    others.values().forEach(bucket -> jobs.addAll(bucket.jobs()));
    return jobs;
  }

  /** The choices in which this service behaves the other way. Changes work at once. */
  public Set<Quirk> quirks() {
    return quirks;
  }

  /** Makes every NextToken that was handed out unknown. */
  public void expireTokens() {
    tokens.expire();
  }

  /** What is to go wrong. */
  public Faults faults() {
    return faults;
  }

  /** What was asked. */
  public RequestLog requests() {
    return requests;
  }

  /** What really became of the jobs. */
  public Truth truth() {
    return main.truth();
  }

  /**
   * Calls this for every request, after it is logged and before it is answered, on the thread of
   * its connection. The answer waits meanwhile, and then shows what the hook has changed.
   */
  public void onRequest(Consumer<Request> hook) {
    hooks.add(hook);
  }

  /** How many connections there have been. */
  public int connections() {
    return listener.connections();
  }

  /** Ends every connection, busy or idle. */
  public void hangUp() {
    listener.hangUp();
  }

  /** Says that nothing more will come on any connection, but leaves it open. */
  public void hangUpHalf() {
    listener.hangUpHalf();
  }

  /**
   * Is not there for a while: nobody can connect.
   *
   * @return the way back
   */
  public Runnable leave() {
    int port = listener.leave();
    return () -> listener.returnTo(port);
  }

  /** Breaks off what is under way and frees the port and every thread. */
  @Override
  public void close() {
    listener.close();
  }

  private Delivery serve(Request request, String requestId) {
    requests.add(request);
    hooks.forEach(hook -> hook.accept(request));
    Fault fault = faults.take(request);
    Instant now = clock.instant();
    BucketStandIn bucket = bucket(request);
    Family listed = Family.ofBucketPath(request.path());
    Answer answer =
        listed == null
            ? bucket.answer(request, now, requestId)
            : BucketList.answer(listed, others.values(), access, request, now, requestId);
    Delivery good = Delivery.of(answer, now);
    Delivery delivery = fault == null ? good : fault.strike(good);
    if (delivery.equals(good)) {
      bucket.told(good.answer().sightings());
    }
    return delivery;
  }

  /** The bucket that the host of a request names. */
  private BucketStandIn bucket(Request request) {
    String host = request.headers().getOrDefault("host", "");
    return others.getOrDefault(host.substring(0, Math.max(0, host.indexOf('.'))), main);
  }
}
