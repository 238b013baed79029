package io.mediajobs.demo;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What {@code mvn -Pdemo} starts: it builds the demo, with a line a step in place of Maven's own,
 * and then runs it in this JVM. Java runs this file as it stands, before anything is compiled, so
 * it uses the JDK alone.
 */
final class Launch {

  /** What a line of Maven begins with where a goal begins, and the step that it is for people. */
  private static final List<String[]> STEPS =
      List.of(
          new String[] {":compile (", "Compiling the connector …"},
          new String[] {
            ":testCompile (", "Compiling the demo and its stand-in for the job service …"
          },
          new String[] {":single (", "Packing the plugin …"});

  private static final int DOWNLOADS_A_LINE = 50;

  private final List<String> said = new ArrayList<>();
  private int downloads;

  private Launch() {}

  /**
   * Builds and runs.
   *
   * @param args the project's folder, system properties for the demo, {@code --}, and the command
   *     that builds it
   */
  public static void main(String[] args) throws Exception {
    List<String> all = List.of(args);
    int split = all.indexOf("--");
    for (String property : all.subList(1, split)) {
      String[] parts = property.split("=", 2);
      System.setProperty(parts[0], parts[1]);
    }
    String wrong =
        wrong(name -> System.getProperty(name, ""), name -> System.getenv().getOrDefault(name, ""));
    if (wrong != null) {
      System.out.println(wrong);
      System.exit(1);
    }
    say("Building the plugin and the demo from source …");
    Path folder = Path.of(all.get(0));
    new Launch().build(folder, all.subList(split + 1, all.size()));
    run(folder.resolve("target").resolve("demo"));
    System.exit(0);
  }

  private void build(Path folder, List<String> command) throws IOException, InterruptedException {
    Process maven =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    maven.getOutputStream().close();
    try (BufferedReader lines = maven.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String step = step(line);
        if (step != null) {
          say(step);
        }
      }
    }
    if (maven.waitFor() != 0) {
      said.forEach(System.out::println);
      System.exit(1);
    }
  }

  /** What a line of Maven means for people, or null for nothing. */
  String step(String line) {
    if (line.contains("Downloading from")) {
      return null;
    }
    if (line.contains("Downloaded from")) {
      downloads++;
      return downloads % DOWNLOADS_A_LINE == 1
          ? "Downloading what it needs from Maven Central: " + (downloads - 1) + " files so far …"
          : null;
    }
    said.add(line);
    if (line.startsWith("[INFO] --- ")) {
      for (String[] step : STEPS) {
        if (line.contains(step[0])) {
          return step[1];
        }
      }
    }
    return null;
  }

  /**
   * What is wrong with what the demo is told, which would else show after it is built; null for
   * nothing.
   *
   * @param property a system property by its name; blank where it is not set
   * @param environment the same of the environment
   */
  static String wrong(UnaryOperator<String> property, UnaryOperator<String> environment) {
    for (String number : List.of("demo.seconds", "demo.buckets")) {
      String value = property.apply(number);
      if (!value.isBlank() && !value.matches("[1-9][0-9]{0,5}")) {
        return "-D" + number + "=" + value + " must be a whole number above 0";
      }
    }
    String sql = property.apply("demo.sql");
    if (!sql.isBlank() && !sql.matches("true|false")) {
      return "-Ddemo.sql=" + sql + " must be true or false";
    }
    if (property.apply("demo.bucket").isBlank()) {
      return null;
    }
    for (String needed : List.of("demo.region", "demo.tags")) {
      if (property.apply(needed).isBlank()) {
        return "-D" + needed + "=… is required with -Ddemo.bucket";
      }
    }
    String missing =
        Stream.of("TENCENTCLOUD_SECRET_ID", "TENCENTCLOUD_SECRET_KEY")
            .filter(name -> environment.apply(name).isBlank())
            .collect(Collectors.joining(" and "));
    return missing.isEmpty()
        ? null
        : "With -Ddemo.bucket, " + missing + " must be in the environment";
  }

  static Launch started() {
    return new Launch();
  }

  /** Prints a line with the seconds since Maven was started. */
  static void say(String line) {
    long started = Long.getLong("demo.started", System.currentTimeMillis());
    double seconds = (System.currentTimeMillis() - started) / 1000.0;
    System.out.println(String.format(Locale.ROOT, "%5.1f s  %s", seconds, line));
  }

  private static void run(Path target) throws Exception {
    List<URL> urls = new ArrayList<>();
    urls.add(url(target.resolve("test-classes")));
    urls.add(url(target.resolve("classes")));
    for (String jar : Files.readString(target.resolve("classpath")).split(File.pathSeparator)) {
      urls.add(url(Path.of(jar.strip())));
    }
    try (URLClassLoader loader =
        new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      Thread.currentThread().setContextClassLoader(loader);
      boolean sql = Boolean.getBoolean("demo.sql");
      loader
          .loadClass("io.mediajobs.demo." + (sql ? "SqlDemo" : "Demo"))
          .getMethod("main", String[].class)
          .invoke(null, (Object) new String[0]);
    } catch (InvocationTargetException failed) {
      System.out.println(failed.getCause());
      System.exit(1);
    }
  }

  private static URL url(Path file) throws MalformedURLException {
    return file.toUri().toURL();
  }
}
