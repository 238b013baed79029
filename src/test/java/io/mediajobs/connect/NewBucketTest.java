package io.mediajobs.connect;

import static io.mediajobs.job.Jobs.T0;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A task of many sources, some of which are of a bucket that has just been found. */
class NewBucketTest {

  private static final String BUCKETS =
      IntStream.range(0, 20).mapToObj(i -> "b-" + i).collect(Collectors.joining(","));

  @Test
  void isAskedBeforeAllOthers() throws Exception {
    FigureRun run =
        new FigureRun(
            T0,
            Map.of(
                "ci.bucket", BUCKETS,
                "ci.tags", "*",
                "requests.per.second", "2",
                "task.new.buckets", "b-19@ap-chongqing;b-18@ap-tokyo"));

    run.runFor(Duration.ofSeconds(30));

    assertThat(run.asked.subList(0, 42))
        .extracting(query -> query.source().bucket())
        .containsOnly("b-19");
    assertThat(run.asked.subList(42, 50))
        .extracting(query -> query.source().bucket())
        .doesNotContain("b-19");
  }
}
