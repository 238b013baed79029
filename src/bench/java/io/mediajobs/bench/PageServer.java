package io.mediajobs.bench;

import io.mediajobs.job.JobTime;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A job service in a JVM of its own, so that its work counts for nobody else: so many ended jobs,
 * and so long a way to it and back. It knows start and end of a listing and its token, and counts
 * the listings of jobs.
 */
final class PageServer {

  private static final int KEPT_JOBS = 50_000;

  private final int jobs;
  private final long delayMillis;
  private final boolean varied;
  private final Map<String, byte[]> pages = new ConcurrentHashMap<>();
  private final AtomicLong listings = new AtomicLong();

  private PageServer(int jobs, long delayMillis, boolean varied) {
    this.jobs = jobs;
    this.delayMillis = delayMillis;
    this.varied = varied;
  }

  /**
   * Takes the number of jobs, the milliseconds of a round trip, and {@code varied} for such pages;
   * prints its port.
   */
  public static void main(String[] args) throws IOException {
    PageServer server =
        new PageServer(Integer.parseInt(args[0]), Long.parseLong(args[1]), args.length > 2);
    try (ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      System.out.println(socket.getLocalPort());
      while (true) {
        Socket connection = socket.accept();
        connection.setTcpNoDelay(true);
        Thread thread = new Thread(() -> server.serve(connection));
        thread.setDaemon(true);
        thread.start();
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
      OutputStream out = new BufferedOutputStream(connection.getOutputStream(), 1 << 16);
      for (String request = in.readLine(); request != null; request = in.readLine()) {
        while (!in.readLine().isEmpty()) {
          // The headers say nothing that is of use here.
        }
        byte[] body = answer(request.split(" ")[1]);
        out.write(
            ("HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\nDate: "
                    + DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC))
                    + "\r\nContent-Length: "
                    + body.length
                    + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.write(body);
        out.flush();
      }
    } catch (IOException | InterruptedException gone) {
      // The other side has had enough.
    }
  }

  private byte[] answer(String target) throws InterruptedException {
    if (target.equals("/listings")) {
      return Long.toString(listings.get()).getBytes(StandardCharsets.US_ASCII);
    }
    int ids = target.indexOf("/jobs/") + "/jobs/".length();
    if (ids >= "/jobs/".length()) {
      // The one id of a look-up: whether the first job of a listing is there still.
      return page(SamplePages.number(target.substring(ids).split("[?,%]")[0]), 1, null);
    }
    long since = System.nanoTime();
    Map<String, String> query = query(target);
    listings.incrementAndGet();
    int from = first(query.get("startCreationTime"), Duration.ZERO, 0);
    int to = first(query.get("endCreationTime"), Duration.ofSeconds(1), jobs);
    if (query.containsKey("states")) {
      to = from;
    } else if (!query.getOrDefault("nextToken", "").isEmpty()) {
      from = Integer.parseInt(query.get("nextToken"));
    }
    int count = Math.max(0, Math.min(Integer.parseInt(query.get("size")), to - from));
    String next = from + count < to ? Integer.toString(from + count) : null;
    boolean descending = query.getOrDefault("orderByTime", "Asc").equals("Desc");
    byte[] page = descending ? SamplePages.newest(to, count) : page(from, count, next);
    // However long the page took to make, the way is as long as it is.
    long left = delayMillis - Duration.ofNanos(System.nanoTime() - since).toMillis();
    if (left > 0) {
      Thread.sleep(left);
    }
    return page;
  }

  /** Made once where there are not too many: on few processors its work would slow the task. */
  private byte[] page(int from, int count, String next) {
    return jobs > KEPT_JOBS
        ? made(from, count, next)
        : pages.computeIfAbsent(from + "+" + count, any -> made(from, count, next));
  }

  private byte[] made(int from, int count, String next) {
    byte[] page = SamplePages.page(from, count, next);
    return varied ? SamplePages.varied(page) : page;
  }

  /** The first job that was created at a time or later, or more than a while after it. */
  private int first(String time, Duration after, int fallback) {
    Instant creation = time == null ? null : JobTime.parse(time);
    return creation == null ? fallback : SamplePages.firstFrom(creation.plus(after), jobs);
  }

  private static Map<String, String> query(String target) {
    Map<String, String> query = new HashMap<>();
    for (String pair : target.substring(target.indexOf('?') + 1).split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        query.put(
            pair.substring(0, equals),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return query;
  }
}
