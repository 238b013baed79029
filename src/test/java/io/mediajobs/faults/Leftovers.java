package io.mediajobs.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.ObjectName;

/** What there is of threads, sockets and MBeans, to be compared with what there is later. */
final class Leftovers {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Path PROCESS = Path.of("/proc/self");

  private final Set<Thread> threads = threads();
  private final Set<ObjectName> beans = beans();
  private final int sockets = sockets();

  /**
   * What has come since then, and is still there after a while: threads may run for as long as it
   * takes to see that they are to end.
   *
   * @return empty where there is nothing
   */
  Set<String> since() throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Supplier<Set<String>> more = this::more;
    Set<String> left = more.get();
    while (!left.isEmpty() && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(5);
      left = more.get();
    }
    return left;
  }

  /**
   * How many TCP sockets this process has open; 0 where the platform does not show them. The Java
   * runtime keeps a few sockets of other kinds for itself once it has closed a busy one.
   */
  static int sockets() {
    if (!Files.isDirectory(PROCESS)) {
      return 0;
    }
    try (Stream<Path> descriptors = Files.list(PROCESS.resolve("fd"))) {
      Set<String> open = descriptors.map(Leftovers::target).collect(Collectors.toSet());
      open.retainAll(tcp());
      return open.size();
    } catch (IOException unlisted) {
      throw new UncheckedIOException(unlisted);
    }
  }

  /** The sockets of this network, as links to them are called. */
  private static Set<String> tcp() throws IOException {
    Set<String> sockets = new HashSet<>();
    for (String protocol : List.of("net/tcp", "net/tcp6")) {
      for (String line : Files.readAllLines(PROCESS.resolve(protocol))) {
        sockets.add("socket:[" + line.strip().split("\\s+")[9] + "]");
      }
    }
    return sockets;
  }

  /** The threads that a task, a connector or a validation may have started. */
  static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().matches("media-jobs.*|.*-request-\\d+"))
        .collect(Collectors.toSet());
  }

  private Set<String> more() {
    Set<String> more = new TreeSet<>();
    threads().stream()
        .filter(one -> !threads.contains(one))
        .forEach(one -> more.add(one.getName()));
    beans().stream().filter(one -> !beans.contains(one)).forEach(one -> more.add(one.toString()));
    if (sockets() > sockets) {
      more.add(sockets() + " sockets in place of " + sockets);
    }
    return more;
  }

  private static Set<ObjectName> beans() {
    return ManagementFactory.getPlatformMBeanServer().queryNames(null, null).stream()
        .filter(name -> name.toString().matches("(?i).*media.?jobs.*"))
        .collect(Collectors.toSet());
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException closedMeanwhile) {
      return "";
    }
  }
}
