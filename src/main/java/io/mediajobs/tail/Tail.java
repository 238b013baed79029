package io.mediajobs.tail;

import io.mediajobs.client.HttpJobsApi;
import io.mediajobs.client.credentials.CredentialsSource;
import io.mediajobs.client.http.ClientSettings;
import io.mediajobs.connect.Worker;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.JobTags;
import io.mediajobs.schema.PluginVersion;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/** The command: prints transitions of media jobs as they happen. {@code --help} says how. */
final class Tail {

  /** It ended as it was meant to, by a signal or because nobody reads any more. */
  static final int OK = 0;

  /** It can't go on. */
  static final int FAILED = 1;

  /** It was called in a wrong way. */
  static final int USAGE = 2;

  static final String HELP =
      """
      Prints every change of state of the media jobs of a bucket, as it happens, to standard output.

      java -jar kafka-connect-media-jobs-%s-tail.jar --bucket NAME-APPID --region REGION --tags TAGS

        --bucket NAME-APPID  the bucket whose jobs are read: examplebucket-1250000000
        --region REGION      the region of the bucket: ap-chongqing
        --tags TAGS          kinds of jobs, with commas between them: Transcode,Animation; * is all
        --format FORMAT      lines (for people, the default) or ndjson (for programs)
        --jobs               print jobs whenever anything of them changes, in place of transitions
        --start START        where to begin, by creation times: earliest (the default), latest, an
                             instant such as 2026-11-01T00:00:00Z, or a duration back such as P7D
        --offsets FILE       keep the position in FILE, and go on from it the next time
        --credentials FILE   the key is in FILE, of the form of ~/.tencentcloud/credentials; by default
                             in TENCENTCLOUD_SECRET_ID, TENCENTCLOUD_SECRET_KEY and, if temporary,
                             TENCENTCLOUD_SECURITY_TOKEN of the environment
        --endpoint URL       the address of the job API, for private links and tests
        --help               print this, and end
        --version            print the version, and end

      It goes on until Ctrl-C. Exit codes: 0 ended by a signal or by its reader, 1 can't go on, 2 called
      in a wrong way.
      """;

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);
  private static final int MAX_BYTES = 16_777_216;

  /** How long a signal waits for the end of what is under way. */
  private static final Duration PATIENCE = Duration.ofMillis(1500);

  private final UnaryOperator<String> environment;
  private final OutputStream out;
  private final BooleanSupplier unread;
  private final PrintStream err;

  /**
   * A command.
   *
   * @param out for records
   * @param unread whether whoever read them has gone away
   * @param err for all else
   */
  Tail(
      UnaryOperator<String> environment,
      OutputStream out,
      BooleanSupplier unread,
      PrintStream err) {
    this.environment = environment;
    this.out = out;
    this.unread = unread;
    this.err = err;
  }

  /** Runs the command, and ends the process with its exit code. */
  public static void main(String[] args) {
    Thread main = Thread.currentThread();
    AtomicInteger status = new AtomicInteger(OK);
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(main, ended, status)));
    int code = FAILED;
    try {
      OutputStream out = new FileOutputStream(FileDescriptor.out);
      code = new Tail(System::getenv, out, new StandardOutput(), System.err).run(List.of(args));
    } finally {
      status.set(code);
      ended.countDown();
    }
    System.exit(code);
  }

  /** A signal alone would end the process with a code of its own. */
  private static void end(Thread main, CountDownLatch ended, AtomicInteger status) {
    main.interrupt();
    try {
      // Where a reader neither reads nor goes, there is no end to wait for.
      boolean unused = ended.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException atOnce) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(status.get());
  }

  /** Runs the command until it is interrupted; returns the exit code. */
  int run(List<String> args) {
    try {
      if (args.isEmpty() || args.contains(Arguments.HELP) || args.contains("-h")) {
        String help = HELP.formatted(PluginVersion.get());
        (args.isEmpty() ? err : new PrintStream(out, true, StandardCharsets.UTF_8)).print(help);
        return args.isEmpty() ? USAGE : OK;
      }
      if (args.contains(Arguments.VERSION)) {
        out.write((PluginVersion.get() + "\n").getBytes(StandardCharsets.UTF_8));
        return OK;
      }
      follow(Arguments.parse(args));
      return OK;
    } catch (Arguments.Wrong wrong) {
      err.println(wrong.getMessage() + "; --help says more");
      return USAGE;
    } catch (TailException failed) {
      err.println(failed.getMessage());
      return FAILED;
    } catch (IOException unwritten) {
      if (unread.getAsBoolean()) {
        return OK;
      }
      err.println("Records can't be written: " + unwritten.getMessage());
      return FAILED;
    } catch (InterruptedException stopped) {
      return OK;
    }
  }

  private void follow(Arguments arguments)
      throws Arguments.Wrong, IOException, InterruptedException {
    OffsetFile offsets = OffsetFile.read(arguments.offsets());
    Printer printer = new Printer(out, err, arguments.format(), arguments.jobs());
    Worker worker = Worker.of(arguments.endpoint().toString());
    HttpJobsApi api =
        new HttpJobsApi(client(arguments), credentials(arguments, worker), worker.wall());
    try (api;
        RunningTail tail = new RunningTail(arguments, api, offsets, printer, worker)) {
      announce(arguments, offsets);
      tail.run(unread);
    }
  }

  private void announce(Arguments arguments, OffsetFile offsets) {
    List<String> tags = arguments.sources().stream().map(JobSource::tag).toList();
    List<String> unknown = tags.stream().filter(tag -> !JobTags.known(tag)).toList();
    if (!unknown.isEmpty()) {
      err.println("Option --tags names " + unknown + ", which is not known; it is asked for");
    }
    for (JobSource source : arguments.sources()) {
      Set<String> keys = offsets.unknownKeys(source);
      if (!keys.isEmpty()) {
        err.println("The offset of " + source + " has unknown keys, left out: " + keys);
      }
    }
    if (!offsets.isEmpty() && arguments.sources().stream().noneMatch(offsets::has)) {
      err.println("The file of --offsets has no position of this bucket and tags: --start counts");
    }
    err.println("Polling " + tags + " at " + arguments.endpoint() + "; Ctrl-C ends it");
  }

  private CredentialsSource credentials(Arguments arguments, Worker worker) throws Arguments.Wrong {
    if (arguments.credentials() != null) {
      return CredentialsSource.file(arguments.credentials(), worker.wall());
    }
    for (String name : List.of("TENCENTCLOUD_SECRET_ID", "TENCENTCLOUD_SECRET_KEY")) {
      String value = environment.apply(name);
      if (value == null || value.isBlank()) {
        throw new Arguments.Wrong(
            "The environment variable " + name + " is not set, nor is there --credentials FILE");
      }
    }
    return CredentialsSource.environment(environment);
  }

  static ClientSettings client(Arguments arguments) {
    return new ClientSettings(
        arguments.endpoint(),
        CONNECT_TIMEOUT,
        REQUEST_TIMEOUT,
        MAX_BYTES,
        RunningTail.REQUESTS,
        "kafka-connect-media-jobs-tail/" + PluginVersion.get(),
        ClientSettings.TOKEN_HEADER,
        null,
        null);
  }
}
