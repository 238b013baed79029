package io.mediajobs.connect.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.job.JobSource;
import io.mediajobs.tracking.state.PollSettings.Parallel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TaskShareTest {

  private static final JobSource PLAIN = source("Transcode", null, null);
  private static final JobSource QUEUE = source("Odd;tag&=?", "p 1", null);
  private static final JobSource TYPE = source("Transcode", null, "SpeedTranscoding");

  @Test
  void spellsOutAShareAndReadsItBack() {
    String text = TaskShare.format(List.of(PLAIN, QUEUE, TYPE));

    assertThat(text)
        .isEqualTo(
            "/jobs?tag=Transcode;/jobs?tag=Odd%3Btag%26%3D%3F&queueId=p+1;"
                + "/jobs?tag=Transcode&queueType=SpeedTranscoding");
    assertThat(TaskShare.parse(text, "b-1", "ap-chongqing")).containsExactly(PLAIN, QUEUE, TYPE);
  }

  @Test
  void dealsEverySourceOnceToNoMoreTasksThanAsked() {
    List<JobSource> sources = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      sources.add(source("Tag" + i, null, null));
    }
    for (int max = 1; max <= 10; max++) {
      List<List<JobSource>> shares = TaskShare.deal(sources, max);
      assertThat(shares).hasSize(Math.min(7, max)).noneMatch(List::isEmpty);
      assertThat(shares.stream().flatMap(List::stream))
          .containsExactlyInAnyOrderElementsOf(sources);
    }
  }

  @Test
  void theSourcesOfATaskShareWhatItMayAskFor() {
    Map<String, String> one = Map.of();
    Map<String, String> third = Map.of(TaskShare.COUNT, "3", TaskShare.NUMBER, "1");

    assertThat(TaskShare.parallel(30, 4, one, 1)).isEqualTo(new Parallel(4, 30));
    assertThat(TaskShare.parallel(30, 4, third, 2)).isEqualTo(new Parallel(2, 5));
    assertThat(TaskShare.parallel(30, 4, one, 5)).isEqualTo(new Parallel(1, 6));
    assertThat(TaskShare.parallel(30, 64, one, 1)).isEqualTo(new Parallel(16, 30));
  }

  private static JobSource source(String tag, String queueId, String queueType) {
    return new JobSource("b-1", "ap-chongqing", "/jobs", tag, queueId, queueType);
  }
}
