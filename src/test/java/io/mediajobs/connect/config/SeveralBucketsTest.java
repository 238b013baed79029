package io.mediajobs.connect.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.client.http.Endpoint;
import io.mediajobs.job.Account.Bucket;
import io.mediajobs.job.JobQueues;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.JobTags;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read where the settings name several buckets. */
class SeveralBucketsTest {

  private static final String THREE = "b-1,a-1@ap-tokyo,c-1";

  @Test
  void eachBucketHasItsRegionAndEveryTag() {
    SourcesSection sources =
        GoodSettings.config("ci.bucket", THREE, "ci.tags", "Transcode,Translation").sources();

    assertThat(sources.buckets())
        .containsExactly(
            new Bucket("b-1", "ap-chongqing"),
            new Bucket("a-1", "ap-tokyo"),
            new Bucket("c-1", "ap-chongqing"));
    assertThat(sources.all(JobQueues.NONE))
        .startsWith(
            new JobSource("b-1", "ap-chongqing", "/jobs", "Transcode", null, null),
            new JobSource("b-1", "ap-chongqing", "/ai_jobs", "Translation", null, null),
            new JobSource("a-1", "ap-tokyo", "/jobs", "Transcode", null, null))
        .hasSize(6);
  }

  @Test
  void aStarStandsForEveryKnownTag() {
    SourcesSection sources = GoodSettings.config("ci.tags", "*").sources();

    assertThat(sources.tags()).containsExactlyElementsOf(JobTags.all()).hasSize(42);
    assertThat(sources.all(JobQueues.NONE)).hasSize(42).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          -          | -          | video-1 video-2 image-1 videos-10
          video-*    | -          | video-1 video-2
          video*     | *-1        | video-2 videos-10
          *o-1,*e-1  | -          | video-1 image-1
          -          | video-*    | image-1 videos-10
          v*o*-1*    | -          | video-1 videos-10
          *          | v*,image*  | -
          video-1    | -          | video-1
          video      | -          | -
          *video-1*1 | -          | -
          """)
  void patternsSayWhichOnes(String include, String exclude, String left) {
    // One is always left, or the settings would be refused.
    String all = "video-1,video-2,image-1,videos-10";
    Map<String, String> settings = GoodSettings.with("ci.bucket", all + ",left-9");
    settings.put("ci.bucket.include", include == null ? "" : include + ",left-9");
    settings.put("ci.bucket.exclude", exclude == null ? "" : exclude);

    List<String> names =
        MediaJobsConfig.of(settings).sources().buckets().stream()
            .map(Bucket::name)
            .filter(name -> !name.equals("left-9"))
            .toList();

    assertThat(names).containsExactly(left == null ? new String[0] : left.split(" "));
  }

  @Test
  void aShareSaysTheBucketWhereItChanges() {
    Map<String, String> settings = GoodSettings.with("ci.bucket", THREE, "ci.tags", "A,B");
    SourcesSection sources = MediaJobsConfig.of(settings).sources();
    for (TaskShare share : TaskShare.deal(sources.all(JobQueues.NONE), Map.of(), 1, false)) {
      Map<String, String> properties = share.properties(sources);
      assertThat(properties)
          .containsEntry(
              "task.sources",
              "/jobs?tag=A;/jobs?tag=B;a-1@ap-tokyo/jobs?tag=A;/jobs?tag=B;"
                  + "c-1@ap-chongqing/jobs?tag=A;/jobs?tag=B");
    }
    for (TaskShare share : TaskShare.deal(sources.all(JobQueues.NONE), Map.of(), 4, false)) {
      settings.putAll(share.properties(sources));
      assertThat(MediaJobsConfig.of(settings).share()).isEqualTo(share);
    }
  }

  @Test
  void theAddressHasPlaceholdersWhereThereAreSeveral() {
    assertThat(GoodSettings.config("ci.bucket", THREE).endpoint())
        .isEqualTo(Endpoint.SERVICE.address());
    assertThat(GoodSettings.config("ci.endpoint", "https://{bucket}.x").endpoint())
        .isEqualTo("https://examplebucket-1250000000.x");
  }

  /** The texts are those of version 0.1.0: a worker that is upgraded restarts no task over them. */
  @Test
  void oneBucketGoesOnAsInVersion010() {
    MediaJobsConfig config =
        GoodSettings.config("ci.tags", "Transcode,Translation", "ci.queue.ids", "p1,p2");

    assertThat(config.endpoint())
        .isEqualTo("https://examplebucket-1250000000.ci.ap-chongqing.myqcloud.com");
    assertThat(TaskShare.deal(config.sources().all(JobQueues.NONE), Map.of(), 1, false))
        .singleElement()
        .extracting(share -> share.properties(config.sources()))
        .isEqualTo(
            Map.of(
                "task.sources",
                "/jobs?tag=Transcode&queueId=p1;/jobs?tag=Transcode&queueId=p2;"
                    + "/ai_jobs?tag=Translation&queueId=p1;/ai_jobs?tag=Translation&queueId=p2",
                "task.number",
                "0",
                "task.count",
                "1"));
  }
}
