package io.mediajobs.connect.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.job.JobSource;
import io.mediajobs.tracking.state.PollSettings.Parallel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TaskShareTest {

  private static final SourcesSection CONNECTOR = GoodSettings.config("ci.bucket", "b-1").sources();
  private static final JobSource PLAIN = source("Transcode", null, null);
  private static final JobSource QUEUE = source("Odd;tag&=?", "p 1", null);
  private static final JobSource TYPE = source("Transcode", null, "SpeedTranscoding");

  @Test
  void spellsOutAShareAndReadsItBack() {
    TaskShare share = new TaskShare(List.of(PLAIN, QUEUE, TYPE), 1, 3);

    assertThat(share.properties(CONNECTOR))
        .containsOnly(
            Map.entry(
                "task.sources",
                "/jobs?tag=Transcode;/jobs?tag=Odd%3Btag%26%3D%3F&queueId=p+1;"
                    + "/jobs?tag=Transcode&queueType=SpeedTranscoding"),
            Map.entry("task.number", "1"),
            Map.entry("task.count", "3"));
    Map<String, String> settings = GoodSettings.with("ci.bucket", "b-1");
    settings.putAll(share.properties(CONNECTOR));
    assertThat(MediaJobsConfig.of(settings).share()).isEqualTo(share);
  }

  @Test
  void theShareIsTheWholeWhereThePropertiesAreThoseOfAConnector() {
    assertThat(GoodSettings.config("ci.bucket", "b-1").share())
        .isEqualTo(new TaskShare(List.of(PLAIN), 0, 1));
  }

  @Test
  void dealsEverySourceOnceToNoMoreTasksThanAsked() {
    List<JobSource> sources = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      sources.add(source("Tag" + i, null, null));
    }
    for (int max = 1; max <= 10; max++) {
      List<TaskShare> shares = TaskShare.deal(sources, Map.of(), max, false);
      assertThat(shares).hasSize(Math.min(7, max)).noneMatch(share -> share.sources().isEmpty());
      assertThat(shares).allMatch(share -> share.tasks() == shares.size());
      assertThat(shares.stream().flatMap(share -> share.sources().stream()))
          .containsExactlyInAnyOrderElementsOf(sources);
    }
  }

  @Test
  void theRateIsDealtByTheWeightOfTheSources() {
    List<JobSource> sources = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      sources.add(source("Tag" + i, null, null));
    }
    Map<JobSource, Double> busy = Map.of(sources.get(3), 90.0);

    List<TaskShare> shares = TaskShare.deal(sources, busy, 2, false);

    assertThat(shares).extracting(share -> share.sources().size()).containsExactly(10, 10);
    for (TaskShare share : shares) {
      boolean hasIt = share.sources().contains(sources.get(3));
      // 99 and 10, which counts as half of the mean of both: 27.
      assertThat(share.slots().part()).isBetween(hasIt ? 0.75 : 0.2, hasIt ? 0.8 : 0.25);
      Map<String, String> settings = GoodSettings.with("ci.bucket", "b-1");
      settings.putAll(share.properties(CONNECTOR));
      assertThat(MediaJobsConfig.of(settings).share()).isEqualTo(share);
      assertThat(settings).containsEntry("task.slots", share.slots().toString());
    }
    assertThat(TaskShare.deal(sources, Map.of(), 2, true))
        .as("beside looks at buckets")
        .allMatch(share -> share.slots().part() == 0.475);
  }

  @Test
  void theSourcesOfATaskShareWhatItMayAskFor() {
    assertThat(share(1, 1).parallel(30, 4)).isEqualTo(new Parallel(4, 30));
    assertThat(share(2, 3).parallel(30, 4)).isEqualTo(new Parallel(2, 5));
    assertThat(share(5, 1).parallel(30, 4)).isEqualTo(new Parallel(1, 6));
    assertThat(share(1, 1).parallel(30, 64)).isEqualTo(new Parallel(16, 30));
  }

  private static TaskShare share(int sources, int tasks) {
    return new TaskShare(Collections.nCopies(sources, PLAIN), 0, tasks);
  }

  private static JobSource source(String tag, String queueId, String queueType) {
    return new JobSource("b-1", "ap-chongqing", "/jobs", tag, queueId, queueType);
  }
}
