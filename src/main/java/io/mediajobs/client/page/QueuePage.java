package io.mediajobs.client.page;

import io.mediajobs.job.JobElement;
import java.util.ArrayList;
import java.util.List;

/**
 * One page of a listing of queues.
 *
 * @param queueIds in the order of the answer
 * @param total how many queues there are on all pages; -1 where the answer does not say
 */
public record QueuePage(List<String> queueIds, int total) {

  /**
   * So long a QueueId may be, which goes into request lines, offsets and topics; those of the
   * service have 33 characters.
   */
  static final int MAX_ID = 200;

  /**
   * Reads a page: {@code TotalCount} and the {@code QueueId} of each {@code QueueList}, whatever
   * else is there.
   *
   * @throws MalformedPageException if the answer is cut off, ill-formed or no {@code Response}, or
   *     if one of its queues has no QueueId
   */
  public static QueuePage read(byte[] answer) throws MalformedPageException {
    List<String> ids = new ArrayList<>();
    int total = -1;
    try (XmlElements in = XmlElements.of(answer)) {
      while (in.nextPart()) {
        JobElement element = in.element();
        if (element.name().equals("QueueList")) {
          ids.add(id(element, in));
        } else if (element.name().equals("TotalCount")) {
          total = count(element.text().strip());
        }
      }
    }
    return new QueuePage(List.copyOf(ids), total);
  }

  private static String id(JobElement queue, XmlElements in) throws MalformedPageException {
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

  private static int count(String text) {
    return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1;
  }
}
