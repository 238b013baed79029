package io.mediajobs.demo;

import io.mediajobs.e2e.TransitionLog;
import io.mediajobs.e2e.TransitionLog.Transition;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** What the demo prints: a few transitions a second, and a line of progress. */
final class Terminal {

  private static final int SHOWN = 6;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  private double lag = Double.NaN;

  void say(String line) {
    System.out.println(line);
  }

  /** Prints what is being done, and since when the demo runs. */
  void step(String line) {
    Launch.say(line);
  }

  /** Prints what to try after the demo. */
  void next() {
    say("");
    say("What to try next:");
    say("  your own bucket    mvn -Pdemo -Ddemo.bucket=… -Ddemo.region=… -Ddemo.tags=Transcode");
    say("                     with TENCENTCLOUD_SECRET_ID and …_KEY in the environment");
    say("  without Kafka      src/docs/tail.md: prints the changes of your jobs in a terminal");
    say("  a Kafka download   src/docs/standalone.md: to the first record in five commands");
    say("  your own cluster   README.md: five steps; then src/docs/install.md");
  }

  /**
   * Prints the newest transitions, and how many there are besides.
   *
   * @param several whether they are of several buckets
   */
  void show(List<Transition> news, boolean several) {
    long now = System.currentTimeMillis();
    double[] lags =
        news.stream()
            .filter(t -> !t.inferred() && t.occurredAt() != null)
            .mapToDouble(t -> (now - t.occurredAt()) / 1000.0)
            .sorted()
            .toArray();
    lag = lags.length == 0 ? Double.NaN : lags[lags.length / 2];
    int from = Math.max(0, news.size() - SHOWN);
    if (from > 0) {
      say("           … and " + from + " more");
    }
    for (Transition t : news.subList(from, news.size())) {
      say(
          String.format(
              Locale.ROOT,
              "  %s %s  %s%-14s %-34s %9s → %s%s",
              LocalTime.now().format(TIME),
              t.inferred() ? "·" : "•",
              several ? String.format(Locale.ROOT, "%-9s", name(t.bucket())) : "",
              t.tag(),
              t.jobId(),
              t.previousState() == null ? "" : t.previousState(),
              t.state(),
              t.inferred() ? " (inferred)" : ""));
    }
  }

  /** Prints the line of progress. */
  void progress(TransitionLog log, DemoService service) {
    say(
        String.format(
            Locale.ROOT,
            "found %d  in flight %d  ended %d  transitions %d%s%s",
            log.jobs().size(),
            log.jobs().size() - log.ended(),
            log.ended(),
            log.count(),
            requests(service),
            Double.isNaN(lag) ? "" : String.format(Locale.ROOT, "  lag %.1f s", lag)));
  }

  /** Prints what became of it all. */
  void summary(TransitionLog log, DemoService service, List<String> missing, List<String> gaps) {
    say("");
    say(
        String.format(
            Locale.ROOT,
            "Summary: %d jobs, %d transitions, %d ended%s",
            log.jobs().size(),
            log.count(),
            log.ended(),
            requests(service)));
    say("  duplicates  " + log.duplicates());
    say("  gaps        " + gaps.size());
    say("  not found   " + missing.size());
    gaps.stream().limit(5).forEach(gap -> say("    " + gap));
    missing.stream().limit(5).forEach(id -> say("    never seen: " + id));
  }

  /** A bucket without its APPID, which is the same for all. */
  private static String name(String bucket) {
    return bucket.substring(0, bucket.lastIndexOf('-'));
  }

  private static String requests(DemoService service) {
    return service.requests() < 0 ? "" : "  requests " + service.requests();
  }
}
