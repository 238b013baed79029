package io.mediajobs.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediajobs.client.http.Endpoint;
import io.mediajobs.docs.Docs;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.JobTags;
import io.mediajobs.tracking.state.FirstStart;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {

  private static final List<String> NEEDED =
      List.of("--bucket", "b-1", "--region=ap-chongqing", "--tags", "Transcode");

  @Test
  void whatIsNeededIsEnough() throws Exception {
    Arguments arguments = Arguments.parse(NEEDED);

    assertThat(arguments.sources())
        .containsExactly(new JobSource("b-1", "ap-chongqing", "/jobs", "Transcode", null, null));
    assertThat(arguments.endpoint())
        .isEqualTo(new Endpoint("https://b-1.ci.ap-chongqing.myqcloud.com"));
    assertThat(arguments.format()).isInstanceOf(Lines.class);
    assertThat(arguments.jobs()).isFalse();
    assertThat(arguments.start()).isEqualTo(new FirstStart.Earliest());
    assertThat(arguments.offsets()).isNull();
    assertThat(arguments.credentials()).isNull();
  }

  @Test
  void everyOptionIsTaken() throws Exception {
    Arguments arguments =
        parse(
            "--format=ndjson",
            "--jobs",
            "--start",
            "P7D",
            "--offsets",
            "there/offsets.json",
            "--credentials=/key",
            "--endpoint=http://127.0.0.1:8080");

    assertThat(arguments.endpoint()).isEqualTo(new Endpoint("http://127.0.0.1:8080"));
    assertThat(arguments.format()).isInstanceOf(Ndjson.class);
    assertThat(arguments.jobs()).isTrue();
    assertThat(arguments.start()).isEqualTo(new FirstStart.Back(Duration.ofDays(7)));
    assertThat(arguments.offsets()).isEqualTo(Path.of("there/offsets.json").toAbsolutePath());
    assertThat(arguments.credentials()).isEqualTo(Path.of("/key"));
  }

  @Test
  void tagsAreListedWhereTheConnectorListsThem() throws Exception {
    Arguments several =
        Arguments.parse(
            List.of("--bucket=b-1", "--region=ap-chongqing", "--tags=Tts, Translation"));
    Arguments all =
        Arguments.parse(List.of("--bucket=b-1", "--region=ap-chongqing", "--tags", "*"));

    assertThat(several.sources())
        .extracting(JobSource::toString)
        .containsExactly("b-1/jobs?tag=Tts", "b-1/ai_jobs?tag=Translation");
    assertThat(all.sources()).extracting(JobSource::tag).containsExactlyElementsOf(JobTags.all());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--bucket=b            | Option --bucket must be <name>-<APPID>",
        "--region=Chongqing    | Option --region must be a region such as ap-chongqing",
        "--tags=Tts,,DNA       | Option --tags must be tags with commas between them, none blank or twice",
        "--tags=Tts,Tts        | Option --tags must be tags with commas between them, none blank or twice",
        "--tags=               | Option --tags needs a value",
        "--format=xml          | Option --format must be lines or ndjson",
        "--start=yesterday     | Option --start must be earliest, latest, an instant such as 2026-11-01T00:00:00Z, or a duration back such as P7D",
        "--start=2126-11-01T00:00:00Z | Option --start must not be before 1970-01-01T00:00:00Z nor after 2099-12-31T23:59:59Z",
        "--offsets=            | Option --offsets needs a value",
        "--endpoint=http://example.com | Option --endpoint must be https://<host>, or http:// to this machine, with nothing behind it",
        "--endpoint=https://example.com/jobs | Option --endpoint must be https://<host>, or http:// to this machine, with nothing behind it",
        "--endpoint=:          | Option --endpoint must be https://<host>, or http:// to this machine, with nothing behind it",
        "--jobs=yes            | Option --jobs has no value",
        "--secret-key=hush     | Option --secret-key is none of this command",
        "hush                  | Argument 7 is no option, which begins with --"
      })
  void aWrongOneIsToldWithoutItsValue(String wrong, String message) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "--jobs",
                "--start=latest",
                "--format=lines",
                "--bucket=b-1",
                "--region=ap-chongqing",
                "--tags=Transcode"));
    String name = wrong.replaceFirst("=.*", "");
    args.removeIf(arg -> arg.startsWith(name + "=") || arg.equals(name));
    args.add(wrong);

    assertThatThrownBy(() -> Arguments.parse(args))
        .isInstanceOf(Arguments.Wrong.class)
        .hasMessage(message);
  }

  @Test
  void oneThatIsMissingOrComesTwiceIsTold() {
    assertThatThrownBy(() -> Arguments.parse(List.of("--bucket=b-1", "--region=ap-chongqing")))
        .hasMessage("Option --tags is required");
    assertThatThrownBy(() -> parse("--tags=Tts")).hasMessage("Option --tags is given twice");
    assertThatThrownBy(() -> parse("--offsets"))
        .hasMessage("Option --offsets needs a value behind it");
  }

  @Test
  void helpAndPageNameEveryOption() {
    String page = Docs.page("tail.md").text();
    assertThat(Arguments.options())
        .hasSize(11)
        .allSatisfy(
            option -> {
              assertThat(Tail.HELP).contains("  " + option);
              assertThat(page).contains("`" + option + "`");
            });
  }

  private static Arguments parse(String... more) throws Arguments.Wrong {
    List<String> args = new ArrayList<>(NEEDED);
    args.addAll(List.of(more));
    return Arguments.parse(args);
  }
}
