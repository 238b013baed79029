package io.mediajobs.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediajobs.job.JobSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicTemplateTest {

  private static final JobSource SOURCE =
      new JobSource("bucket-1", "ap-chongqing", "/jobs", "Transcode", null, null);

  @ParameterizedTest
  @CsvSource({
    "{prefix}.jobs, media.jobs",
    "plain, plain",
    "{prefix}{tag}, mediaTranscode",
    "{bucket}.{region}.{queueId}.{state}, bucket-1.ap-chongqing.q1.Running",
    "{prefix}/{tag} \u6d4b, media_Transcode__",
  })
  void fillsInThePlaceholders(String template, String topic) {
    assertThat(TopicTemplate.problem(template)).isNull();
    assertThat(TopicTemplate.of(template, "media").topic(SOURCE, "q1", "Running")).isEqualTo(topic);
  }

  @Test
  void replacesWhatATopicCanNotHold() {
    assertThat(TopicTemplate.of("{state}", "media").topic(SOURCE, "q1", "a b:c{d}"))
        .isEqualTo("a_b_c_d_");
  }

  @Test
  void staysATopicWhateverAnAnswerSays() {
    TopicTemplate template = TopicTemplate.of("{state}", "media");
    assertThat(template.topic(SOURCE, "q1", ".")).isEqualTo("_");
    assertThat(template.topic(SOURCE, "q1", "..")).isEqualTo("__");
    assertThat(template.topic(SOURCE, "q1", "../a\nb\u0000")).isEqualTo(".._a_b_");
    assertThat(template.topic(SOURCE, "q1", "s".repeat(1000))).isEqualTo("s".repeat(249));
  }

  @Test
  void remembersSoManyNamesOnly() {
    TopicTemplate template = TopicTemplate.of("{queueId}", "media");
    String first = template.topic(SOURCE, "q0", "Running");
    for (int i = 0; i < TopicTemplate.MAX_REMEMBERED; i++) {
      assertThat(template.topic(SOURCE, "q0", "Running")).isSameAs(first);
      assertThat(template.topic(SOURCE, "q" + i, "Running")).isEqualTo("q" + i);
    }
    template.topic(SOURCE, "one more", "Running");
    assertThat(template.topic(SOURCE, "q0", "Running")).isEqualTo(first).isNotSameAs(first);
  }

  @Test
  void tellsPlacesApartByWhatTheTemplateUses() {
    TopicTemplate template = TopicTemplate.of("{state}.{queueId}", "media");
    assertThat(template.topic(SOURCE, "q1", "Running")).isEqualTo("Running.q1");
    assertThat(template.topic(SOURCE, "q2", "Running")).isEqualTo("Running.q2");
    assertThat(template.topic(SOURCE, "q1", "Success")).isEqualTo("Success.q1");
    assertThat(template.topic(SOURCE, "q1", "Running")).isEqualTo("Running.q1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{prefix}.{job} | Topic {prefix}.{job} has the unknown placeholder {job};"
            + " known are {prefix}, {bucket}, {region}, {tag}, {queueId} and {state}",
        "{Tag} | Topic {Tag} has the unknown placeholder {Tag};"
            + " known are {prefix}, {bucket}, {region}, {tag}, {queueId} and {state}",
        "{prefix | Topic {prefix has a { without its }",
        "prefix} | Topic prefix} has a } without its {",
      })
  void saysWhatIsWrong(String template, String problem) {
    assertThat(TopicTemplate.problem(template)).isEqualTo(problem);
    assertThatThrownBy(() -> TopicTemplate.of(template, "media"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(problem);
  }

  @Test
  void emptyIsFineAsItTurnsTheOutputOff() {
    assertThat(TopicTemplate.problem("")).isNull();
  }
}
