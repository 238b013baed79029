package io.mediajobs.bench;

import io.mediajobs.job.JobTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;

/**
 * Pages of ended transcoding jobs: the one that the vendor prints in full, 2,993 bytes and 98
 * elements, with other ids and times; or varied, with files of its own for each job as well.
 */
public final class SamplePages {

  /** Jobs a page, the API's most. */
  public static final int SIZE = 100;

  /** When the first job was created. */
  public static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");

  private static final Path PRINTED = Path.of("src/test/resources/answers/002-1.xml");
  private static final String[] PARTS = parts();

  private SamplePages() {}

  /** A page of the jobs from a number on, which run still. */
  public static byte[] running(int first, int count) {
    String page = new String(page(first, count, null), StandardCharsets.UTF_8);
    return page.replace(
            "<State>Success</State><Progress>100<", "<State>Running</State><Progress>30<")
        .replaceAll("(?<=<EndTime>)[^<]+", "-")
        .getBytes(StandardCharsets.UTF_8);
  }

  /** The page of the jobs from a number on. */
  public static byte[] page(int first, int count, String nextToken) {
    return page(IntStream.range(first, first + count), nextToken);
  }

  /** The first page of so many jobs in descending order. */
  static byte[] newest(int jobs, int count) {
    return page(IntStream.range(0, Math.min(jobs, count)).map(i -> jobs - 1 - i), null);
  }

  private static byte[] page(IntStream numbers, String nextToken) {
    StringBuilder page = new StringBuilder(3100 * SIZE);
    page.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response>");
    numbers.forEach(number -> append(page, number));
    if (nextToken != null) {
      page.append("<NextToken>").append(nextToken).append("</NextToken>");
    }
    return page.append("</Response>").toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The id of a job. */
  public static String id(int number) {
    String hex = Integer.toHexString(number);
    return "j9c0a4726f6ac11ec96aaa9b6".concat("0".repeat(8 - hex.length())).concat(hex);
  }

  /** The page with files that differ from job to job, and what is measured of them. */
  static byte[] varied(byte[] page) {
    StringBuilder varied = new StringBuilder(page.length);
    for (String job : new String(page, StandardCharsets.UTF_8).split("(?<=</JobsDetail>)")) {
      int id = job.indexOf("<JobId>") + "<JobId>".length();
      int number = id < "<JobId>".length() ? 0 : number(job.substring(id, job.indexOf('<', id)));
      String digits = Integer.toString(100_000 + (int) (number * 7919L % 900_000));
      varied.append(
          job.replace("demo.mp4", digits + ".mp4")
              .replace("out.mp4", digits + ".mp4")
              .replaceAll("(?<=[.])(?!0+<)[0-9]+(?=<)", digits)
              .replaceAll("(?<=<(Size|NumFrames)>)[0-9]+", digits)
              .replaceAll("(?<=<Md5>).{6}", digits));
    }
    return varied.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The number of the job of an id. */
  static int number(String id) {
    return Integer.parseInt(id.substring(id.length() - 8), 16);
  }

  /** When a job was created: 17 of them in a second, so that pages break off inside of one. */
  public static Instant created(int number) {
    return FIRST.plusSeconds(number / 17);
  }

  /** The first of so many jobs that was created then or later; their number where none was. */
  public static int firstFrom(Instant time, int jobs) {
    long number = Math.max(0, 17 * Duration.between(FIRST, time).toSeconds());
    return (int) Math.min(number, jobs);
  }

  private static void append(StringBuilder page, int number) {
    Instant created = created(number);
    page.append(PARTS[0]).append(id(number)).append(PARTS[1]);
    page.append(JobTime.format(created)).append(PARTS[2]);
    page.append(JobTime.format(created.plusSeconds(1))).append(PARTS[3]);
    page.append(JobTime.format(created.plusSeconds(81))).append(PARTS[4]);
  }

  /** What is the same in every job, around id, creation, start and end. */
  private static String[] parts() {
    try {
      String printed = Files.readString(PRINTED);
      int start = printed.lastIndexOf("<JobsDetail>");
      int end = printed.lastIndexOf("</JobsDetail>") + "</JobsDetail>".length();
      return printed
          .substring(start, end)
          .split(
              "(?<=<JobId>)[^<]+|(?<=<CreationTime>)[^<]+"
                  + "|(?<=<StartTime>)2022[^<]+|(?<=<EndTime>)2022[^<]+");
    } catch (IOException missing) {
      throw new UncheckedIOException("Benchmarks run in the project's folder", missing);
    }
  }
}
