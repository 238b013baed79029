package io.mediajobs.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class QueueStoreTest {

  private static final Pattern NAME = Pattern.compile("<Name>(.*?)</Name>");

  private final QueueStore queues = new QueueStore();

  private String list(String target) {
    Request request = Request.of("GET", target, Map.of(), Instant.EPOCH);
    return queues.list(Family.ofQueuePath(request.path()), request, "bucket", "id");
  }

  private List<String> names(String target) {
    return NAME.matcher(list(target)).results().map(name -> name.group(1)).toList();
  }

  @Test
  void listsEachFamilysQueuesOnItsOwnPath() {
    assertThat(names("/ai_queue")).containsExactly("queue-ai-process-1");
    assertThat(names("/asrqueue")).containsExactly("queue-speech-process-1");
    assertThat(names("/picqueue?category=CateAll")).containsExactly("queue-pic-process-1");
    assertThat(names("/docqueue?category=DocProcessing")).containsExactly("queue-doc-process-1");
  }

  @Test
  void hidesTheSpeedQueueUnlessAskedForAllCategories() {
    assertThat(names("/queue")).containsExactly("queue-1");
    assertThat(names("/queue?category=CateAll"))
        .containsExactly("queue-1", "queue-speed-transcoding-process-1");
    assertThat(names("/queue?category=SpeedTranscoding"))
        .containsExactly("queue-speed-transcoding-process-1");
  }

  @Test
  void filtersByStateAndPages() {
    queues.put(Queue.SPEED_TRANSCODING.in("Paused"));

    assertThat(names("/queue?category=CateAll&state=Paused"))
        .containsExactly("queue-speed-transcoding-process-1");
    assertThat(names("/queue?category=CateAll&pageNumber=1&pageSize=1")).containsExactly("queue-1");
    assertThat(names("/queue?category=CateAll&pageNumber=3&pageSize=1")).isEmpty();
    assertThat(list("/queue?category=CateAll&pageNumber=2&pageSize=1"))
        .contains("<TotalCount>2</TotalCount>\n<PageNumber>2</PageNumber>\n<PageSize>1</PageSize>")
        .contains("<State>Paused</State>");
    assertThatThrownBy(() -> list("/queue?state=Idle"))
        .hasMessage("state must be Active or Paused");
  }

  @Test
  void findsQueuesByIdAndNamesTheMissing() {
    String speed = Queue.SPEED_TRANSCODING.queueId();

    assertThat(list("/queue?queueIds=" + speed + ",pmissing"))
        .contains("<QueueId>" + speed + "</QueueId>", "<NonExistPIDs>pmissing</NonExistPIDs>")
        .doesNotContain("TotalCount");
    assertThatThrownBy(() -> list("/queue?queueIds=1,2,3,4,5,6,7,8,9,10,11"))
        .hasMessage("At most 10 queueIds");
  }
}
