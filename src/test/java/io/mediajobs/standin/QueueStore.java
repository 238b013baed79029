package io.mediajobs.standin;

import io.mediajobs.job.JobTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** The queues, and their listing. Safe for use by several threads. */
final class QueueStore {

  private static final int MAX_IDS = 10;

  private final Map<String, Queue> queues = new ConcurrentSkipListMap<>();

  QueueStore() {
    Queue.initial().forEach(this::put);
  }

  /** Takes a queue in, in place of another with the same id. */
  void put(Queue queue) {
    queues.put(queue.queueId(), queue);
  }

  /** The answer to a listing of queues. */
  String list(Family family, Request request, String bucket, String requestId) {
    String ids = request.parameter("queueIds");
    List<Queue> found = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    if (ids == null) {
      queues.values().stream().filter(queue -> matches(queue, family, request)).forEach(found::add);
    } else {
      look(ids, family, found, missing);
    }
    int number = number(request.parameter("pageNumber"), 1);
    int size = number(request.parameter("pageSize"), 10);
    int from = ids == null ? Math.min((number - 1) * size, found.size()) : 0;
    int to = ids == null ? Math.min(from + size, found.size()) : found.size();
    Xml xml = new Xml();
    xml.group(
        "Response",
        response -> {
          response.leaf("RequestId", requestId);
          if (ids == null) {
            response.leaf("TotalCount", Integer.toString(found.size()));
            response.leaf("PageNumber", Integer.toString(number));
            response.leaf("PageSize", Integer.toString(size));
          }
          found.subList(from, to).forEach(queue -> write(response, queue, bucket));
          missing.forEach(id -> response.leaf("NonExistPIDs", id));
        });
    return xml.toString();
  }

  private void look(String ids, Family family, List<Queue> found, List<String> missing) {
    List<String> wanted = Arrays.asList(ids.split(","));
    if (wanted.size() > MAX_IDS) {
      throw Refusal.invalidArgument("At most 10 queueIds");
    }
    for (String id : wanted) {
      Queue queue = queues.get(id);
      if (queue == null || queue.family() != family) {
        missing.add(id);
      } else {
        found.add(queue);
      }
    }
  }

  private static boolean matches(Queue queue, Family family, Request request) {
    String state = request.parameter("state");
    String category = request.parameter("category");
    if (state != null && !state.equals("Active") && !state.equals("Paused")) {
      throw Refusal.invalidArgument("state must be Active or Paused");
    }
    // The default hides the queue for speed transcoding: callers must ask for CateAll.
    String wanted = category == null ? family.category() : category;
    return queue.family() == family
        && (state == null || state.equals(queue.state()))
        && (wanted.equals("CateAll") || wanted.equals(queue.category()));
  }

  private static int number(@Nullable String text, int preset) {
    if (text == null) {
      return preset;
    } else if (!text.matches("[1-9]\\d{0,3}")) {
      throw Refusal.invalidArgument("pageNumber and pageSize must be positive numbers");
    }
    return Integer.parseInt(text);
  }

  private static void write(Xml xml, Queue queue, String bucket) {
    xml.group(
        "QueueList",
        list ->
            list.leaf("QueueId", queue.queueId())
                .leaf("Name", queue.name())
                .leaf("State", queue.state())
                .group("NotifyConfig", notify -> notify.leaf("Url", "").leaf("State", "Off"))
                .leaf("MaxSize", "10000")
                .leaf("MaxConcurrent", "10")
                .leaf("Category", queue.category())
                .leaf("CreateTime", JobTime.format(queue.creationTime()))
                .leaf("UpdateTime", JobTime.format(queue.creationTime()))
                .leaf("BucketId", bucket));
  }
}
