package io.mediajobs.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class JobQueuesTest {

  private final JobQueues queues =
      new JobQueues(
          Map.of(
              "/queue", new TreeSet<>(List.of("p2", "p1")),
              "/asrqueue", new TreeSet<>(List.of("p3"))));

  @Test
  void aTagHasTheQueuesOfItsPaths() {
    assertThat(queues.of("Transcode")).containsExactly("p1", "p2");
    assertThat(queues.of("Tts")).containsExactly("p1", "p2", "p3");
    assertThat(queues.of("SpeechRecognition")).containsExactly("p3");
    assertThat(queues.of("DocProcess")).isEmpty();
  }

  @Test
  void tellsWhichAreNew() {
    JobQueues before = new JobQueues(Map.of("/queue", new TreeSet<>(List.of("p1", "p9"))));
    assertThat(queues.without(before)).containsExactly("p2", "p3");
    assertThat(before.without(queues)).containsExactly("p9");
    assertThat(queues.without(JobQueues.NONE)).containsExactly("p1", "p2", "p3");
  }
}
