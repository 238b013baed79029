package io.mediajobs.bench;

import com.sun.management.OperatingSystemMXBean;
import io.mediajobs.connect.MediaJobsSourceTask;
import io.mediajobs.converter.SingleObjectAvroConverter;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLStreamException;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.StringConverter;
import org.jspecify.annotations.Nullable;

/**
 * A task that reads a backlog from a {@link PageServer}, driven as a worker drives it, but for the
 * worker: polls, converts if it is told to, and keeps the newest offset. In a JVM of its own; says
 * in one line what it took.
 */
public final class BacklogRun {

  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private static final RecordMetadata IN_KAFKA =
      new RecordMetadata(new TopicPartition("t", 0), 0, 0, 0, 0, 0);

  private final Map<String, String> settings;
  private final int jobs;
  private final String endpoint;
  private final @Nullable PlainReader other;
  private final boolean converts;
  private final Converter converter;
  private final Tokeniser tokeniser = new Tokeniser();
  private final List<Long> heap = new ArrayList<>();
  private long records;
  private long bytes;
  private long cpu;
  private long wall;
  private long limit;
  private long converting;

  private BacklogRun(String endpoint, int jobs, String outputs, boolean converts) {
    this.endpoint = endpoint;
    this.jobs = jobs;
    this.converts = converts;
    other =
        switch (outputs) {
          case "peer" -> new PlainPeer();
          case "typed" -> new TypedReader();
          default -> null;
        };
    converter =
        other instanceof PlainPeer ? new StringConverter() : new SingleObjectAvroConverter();
    converter.configure(Map.of(), false);
    settings = TaskSettings.of(other == null ? outputs : "jobs");
    settings.put("ci.endpoint", endpoint);
    settings.put("requests.per.second", "10000");
  }

  /**
   * Takes the endpoint, the number of jobs, the outputs of {@link TaskSettings}, {@code peer} for
   * those of {@link PlainPeer} or {@code typed} for those of {@link TypedReader}, whether to
   * convert, how many passes to warm up with by pages of ten jobs and by whole ones, how many to
   * measure, and further settings.
   */
  public static void main(String[] args) throws Exception {
    BacklogRun run =
        new BacklogRun(args[0], Integer.parseInt(args[1]), args[2], Boolean.parseBoolean(args[3]));
    for (int i = 7; i < args.length; i++) {
      run.settings.put(args[i].split("=")[0], args[i].split("=")[1]);
    }
    // Ten times the requests: the compiler counts calls, and a page needs but one request.
    run.passes(Integer.parseInt(args[4]), "10");
    run.passes(Integer.parseInt(args[5]), "100");
    run.records = 0;
    run.bytes = 0;
    run.heap.clear();
    run.cpu = 0;
    run.wall = 0;
    run.limit = 0;
    run.converting = 0;
    long listings = listings(args[0]);
    int measured = Integer.parseInt(args[6]);
    run.passes(measured, "100");
    System.out.printf(
        Locale.ROOT,
        "{\"records\":%d,\"bytes\":%d,\"cpuSeconds\":%.3f,\"wallSeconds\":%.3f,"
            + "\"limitSeconds\":%.3f,\"convertSeconds\":%.3f,\"listingsPerPass\":%.3f,\"peakRssMb\":%d,\"heapMb\":%s}%n",
        run.records,
        run.bytes,
        run.cpu / 1e9,
        run.wall / 1e9,
        run.limit / 1e9,
        run.converting / 1e9,
        (double) (listings(args[0]) - listings) / measured,
        peak(),
        run.heap);
  }

  private void passes(int passes, String pageSize) throws InterruptedException, XMLStreamException {
    settings.put("page.size", pageSize);
    for (int pass = 0; pass < passes; pass++) {
      pass();
      // In turn with what is measured against it, as a machine has better and worse minutes.
      limit += tokeniser.nanoseconds(jobs);
    }
  }

  /** Reads the whole backlog from nothing. */
  private void pass() throws InterruptedException {
    if (other != null) {
      otherPass(other);
      return;
    }
    MediaJobsSourceTask task = new MediaJobsSourceTask();
    task.initialize(new NoOffsetsYet(settings));
    task.start(settings);
    // A start takes as long as it takes, however much is read then: it does not count.
    cpu -= SYSTEM.getProcessCpuTime();
    wall -= System.nanoTime();
    Map<Object, Object> offsets = new HashMap<>();
    int seen = 0;
    while (seen < jobs) {
      List<SourceRecord> polled = task.poll();
      for (SourceRecord record : polled == null ? List.<SourceRecord>of() : polled) {
        offsets.put(record.sourcePartition(), record.sourceOffset());
        // As under exactly-once, where all of a poll is in Kafka before the next one.
        task.commitRecord(record, IN_KAFKA);
        if (record.topic().equals("t.heartbeat")) {
          continue;
        }
        records++;
        // The last record of a job is the job, or its last transition.
        seen += isLast(record) ? 1 : 0;
        if (isLast(record) && jobs >= 1_000_000 && seen % (jobs / 4) == 0) {
          heap.add(liveHeap());
        }
      }
      convert(polled == null ? List.of() : polled);
    }
    cpu += SYSTEM.getProcessCpuTime();
    wall += System.nanoTime();
    task.stop();
  }

  /** The same by another reader. */
  private void otherPass(PlainReader reader) {
    cpu -= SYSTEM.getProcessCpuTime();
    wall -= System.nanoTime();
    Map<Object, Object> offsets = new HashMap<>();
    for (int seen = 0; seen < jobs; ) {
      List<SourceRecord> polled = reader.poll(endpoint);
      for (SourceRecord record : polled) {
        offsets.put(record.sourcePartition(), record.sourceOffset());
        records++;
        seen++;
      }
      convert(polled);
    }
    cpu += SYSTEM.getProcessCpuTime();
    wall += System.nanoTime();
  }

  private void convert(List<SourceRecord> polled) {
    if (!converts) {
      return;
    }
    converting -= THREADS.getCurrentThreadCpuTime();
    for (SourceRecord record : polled) {
      bytes +=
          converter.fromConnectData(record.topic(), record.valueSchema(), record.value()).length;
    }
    converting += THREADS.getCurrentThreadCpuTime();
  }

  private static boolean isLast(SourceRecord record) {
    if (record.topic().equals("t.jobs")) {
      return true;
    }
    Struct transition = (Struct) record.value();
    return transition.get("job") == null && transition.getString("state").equals("Success");
  }

  private static long liveHeap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20;
  }

  /** The most memory that the process has had, in MB, where the system tells; else 0. */
  private static long peak() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return 0;
    }
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith("VmHWM:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
      }
    }
    return 0;
  }

  /** How many listings of jobs the service has been asked for so far. */
  private static long listings(String endpoint) throws IOException {
    try (InputStream in = URI.create(endpoint + "/listings").toURL().openStream()) {
      return Long.parseLong(new String(in.readAllBytes(), StandardCharsets.US_ASCII));
    }
  }
}
