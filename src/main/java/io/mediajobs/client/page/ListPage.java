package io.mediajobs.client.page;

import io.mediajobs.job.Account.Bucket;
import io.mediajobs.job.JobElement;
import java.util.ArrayList;
import java.util.List;

/**
 * One page of a listing of queues or of buckets.
 *
 * @param <T> what is listed
 * @param items in the order of the answer
 * @param total how many there are on all pages; -1 where the answer does not say
 */
public record ListPage<T>(List<T> items, int total) {

  /**
   * So long a QueueId may be, which goes into request lines, offsets and topics; those of the
   * service have 33 characters.
   */
  static final int MAX_ID = 200;

  /** Reads one element of a listing. */
  private interface ItemReader<T> {

    T read(JobElement element, XmlElements in) throws MalformedPageException;
  }

  /**
   * Reads a page of queues: {@code TotalCount} and the {@code QueueId} of each {@code QueueList},
   * whatever else is there.
   *
   * @throws MalformedPageException if the answer is cut off, ill-formed or no {@code Response}, or
   *     if one of its queues has no QueueId
   */
  public static ListPage<String> ofQueues(byte[] answer) throws MalformedPageException {
    return read(answer, "QueueList", ListPage::queueId);
  }

  /**
   * Reads a page of buckets: {@code TotalCount}, and the {@code BucketId} and {@code Region} of
   * each {@code MediaBucketList}, {@code AiBucketList} and so on, whatever they and all else are.
   *
   * @param region of a bucket that does not say its own
   * @throws MalformedPageException if the answer is cut off, ill-formed or no {@code Response}
   */
  public static ListPage<Bucket> ofBuckets(byte[] answer, String region)
      throws MalformedPageException {
    return read(answer, "BucketList", (element, in) -> bucket(element, region));
  }

  private static <T> ListPage<T> read(byte[] answer, String ending, ItemReader<T> reader)
      throws MalformedPageException {
    List<T> items = new ArrayList<>();
    int total = -1;
    try (XmlElements in = XmlElements.of(answer)) {
      while (in.nextPart()) {
        JobElement element = in.element();
        if (element.name().endsWith(ending)) {
          items.add(reader.read(element, in));
        } else if (element.name().equals("TotalCount")) {
          total = count(element.text().strip());
        }
      }
    }
    return new ListPage<>(List.copyOf(items), total);
  }

  private static String queueId(JobElement queue, XmlElements in) throws MalformedPageException {
    String id = queue.childText("QueueId");
    if (id.isEmpty()) {
      throw new MalformedPageException("has a queue without QueueId", in.position());
    }
    if (id.length() > MAX_ID) {
      throw new MalformedPageException(
          "has a QueueId of more than " + MAX_ID + " characters", in.position());
    }
    return id;
  }

  private static Bucket bucket(JobElement element, String asked) {
    String region = element.childText("Region");
    return new Bucket(element.childText("BucketId"), region.isEmpty() ? asked : region);
  }

  private static int count(String text) {
    return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1;
  }
}
