package io.mediajobs.tail;

import io.mediajobs.client.http.Endpoint;
import io.mediajobs.job.Account.Bucket;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.JobTags;
import io.mediajobs.job.Printable;
import io.mediajobs.tracking.state.FirstStart;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the command is told.
 *
 * @param sources the listings that are polled
 * @param endpoint the address of the job API
 * @param format how records are written
 * @param jobs whether jobs are printed in place of transitions
 * @param start where a source starts that has no position yet
 * @param offsets the file that keeps the position; null for none
 * @param credentials the file with the key; null where the environment has it
 */
record Arguments(
    List<JobSource> sources,
    Endpoint endpoint,
    Printer.Format format,
    boolean jobs,
    FirstStart start,
    @Nullable Path offsets,
    @Nullable Path credentials) {

  static final String HELP = "--help";
  static final String VERSION = "--version";

  private static final String JOBS = "--jobs";

  /** The options that have a value. */
  private static final Set<String> VALUED =
      Set.of(
          "--bucket",
          "--region",
          "--tags",
          "--format",
          "--start",
          "--offsets",
          "--credentials",
          "--endpoint");

  /** The options that have none. */
  private static final Set<String> FLAGS = Set.of(JOBS, HELP, VERSION);

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  /** The command was called in a way that it does not know; the message is one sentence. */
  static final class Wrong extends Exception {
    private static final long serialVersionUID = 1L;

    Wrong(String message) {
      super(message);
    }

    private static Wrong option(String name, String why) {
      return new Wrong("Option " + name + " " + why);
    }
  }

  /** The names of all options. */
  static Set<String> options() {
    Set<String> options = new TreeSet<>(VALUED);
    options.addAll(FLAGS);
    return options;
  }

  /** Reads the arguments of the command, other than help. */
  static Arguments parse(List<String> args) throws Wrong {
    Map<String, String> given = given(args);
    String bucket = matching(given, "--bucket", Bucket::isName, "<name>-<APPID>");
    String region = matching(given, "--region", Bucket::isRegion, "a region such as ap-chongqing");
    List<JobSource> sources = new ArrayList<>();
    for (String tag : tags(required(given, "--tags"))) {
      sources.add(new JobSource(bucket, region, JobTags.path(tag), tag, null, null));
    }
    String endpoint =
        given.getOrDefault("--endpoint", "https://" + bucket + ".ci." + region + ".myqcloud.com");
    return new Arguments(
        sources,
        endpoint(endpoint).of(bucket, region),
        format(given.getOrDefault("--format", "lines")),
        given.containsKey(JOBS),
        start(given.getOrDefault("--start", "earliest")),
        path(given, "--offsets"),
        path(given, "--credentials"));
  }

  /**
   * The options by their names; a flag has an empty value. Never repeats a value: it may be a key.
   */
  private static Map<String, String> given(List<String> args) throws Wrong {
    Map<String, String> given = new HashMap<>();
    for (int i = 0; i < args.size(); i++) {
      String arg = args.get(i);
      if (!arg.startsWith("--")) {
        throw new Wrong("Argument " + (i + 1) + " is no option, which begins with --");
      }
      int equal = arg.indexOf('=');
      String name = equal < 0 ? arg : arg.substring(0, equal);
      String value;
      if (FLAGS.contains(name) && equal < 0) {
        value = "";
      } else if (!VALUED.contains(name)) {
        boolean flag = FLAGS.contains(name);
        throw Wrong.option(shown(name), flag ? "has no value" : "is none of this command");
      } else if (equal >= 0) {
        value = arg.substring(equal + 1);
      } else if (i + 1 < args.size()) {
        value = args.get(++i);
      } else {
        throw Wrong.option(name, "needs a value behind it");
      }
      if (given.put(name, value) != null) {
        throw Wrong.option(name, "is given twice");
      }
    }
    return given;
  }

  private static String shown(String name) {
    return Printable.of(Printable.cut(name, 40));
  }

  private static String required(Map<String, String> given, String option) throws Wrong {
    String value = given.getOrDefault(option, "");
    if (value.isBlank()) {
      throw Wrong.option(option, given.containsKey(option) ? "needs a value" : "is required");
    }
    return value;
  }

  private static String matching(
      Map<String, String> given, String option, Predicate<String> form, String description)
      throws Wrong {
    String value = required(given, option);
    if (!form.test(value)) {
      throw Wrong.option(option, "must be " + description);
    }
    return value;
  }

  private static Collection<String> tags(String text) throws Wrong {
    if (text.equals("*")) {
      return JobTags.all();
    }
    Set<String> tags = new LinkedHashSet<>();
    for (String tag : text.split(",", -1)) {
      if (tag.isBlank() || !tags.add(tag.strip())) {
        throw Wrong.option("--tags", "must be tags with commas between them, none blank or twice");
      }
    }
    return tags;
  }

  private static Endpoint endpoint(String text) throws Wrong {
    // To another machine, http:// would send signatures in the clear.
    if (!Endpoint.isAddress(text) || !(new Endpoint(text).secure() || isLoopback(text))) {
      throw Wrong.option(
          "--endpoint",
          "must be https://<host>, or http:// to this machine, with nothing behind it");
    }
    return new Endpoint(text);
  }

  private static boolean isLoopback(String address) {
    return address.indexOf('{') < 0 && LOOPBACK.contains(URI.create(address).getHost());
  }

  private static Printer.Format format(String text) throws Wrong {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "lines" -> new Lines();
      case "ndjson" -> new Ndjson();
      default -> throw Wrong.option("--format", "must be lines or ndjson");
    };
  }

  private static FirstStart start(String text) throws Wrong {
    try {
      return FirstStart.parse(text);
    } catch (IllegalArgumentException none) {
      throw Wrong.option("--start", String.valueOf(none.getMessage()));
    }
  }

  private static @Nullable Path path(Map<String, String> given, String option) throws Wrong {
    if (!given.containsKey(option)) {
      return null;
    }
    try {
      return Path.of(required(given, option)).toAbsolutePath();
    } catch (InvalidPathException none) {
      throw Wrong.option(option, "must be the path of a file");
    }
  }
}
