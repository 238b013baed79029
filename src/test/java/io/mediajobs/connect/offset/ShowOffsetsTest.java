package io.mediajobs.connect.offset;

import static io.mediajobs.job.Jobs.T0;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediajobs.connect.offset.TaskOffsets.StoredOffset;
import io.mediajobs.job.JobSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShowOffsetsTest {

  private static final JobSource SOURCE =
      new JobSource("b-1", "ap-chongqing", "/jobs", "Transcode", "p1", null);

  @Test
  void printsTheJobsThatAStartWouldTrack() throws IOException {
    HeldState state = new HeldState().change("a", "b", "c");
    LogSizes sizes = new LogSizes(0, 128, 96, 100_000, 100_000);
    OffsetLog log = new OffsetLog(SOURCE, state, StoredOffset.NONE, true, sizes);
    List<Object> offsets = new ArrayList<>();
    add(offsets, log.next(true, Besides.NOTHING, true, true));
    state.change("b").forget("c");
    add(offsets, log.next(true, Besides.NOTHING, true, true));

    assertThat(show(Map.of("offsets", offsets)))
        .isEqualTo(
            """
            b-1/jobs?tag=Transcode&queueId=p1: at 2026-11-01T08:00:03+0800, 2 tracked jobs
            a\tSubmitted\t100\t0
            b\tRunning\t99\t1
            """);
  }

  @Test
  void printsNothingWhereNothingIsStored() throws IOException {
    assertThat(show(Map.of("offsets", List.of()))).isEmpty();
  }

  private static void add(List<Object> offsets, Carried carried) {
    offsets.add(Map.of("partition", carried.partition(), "offset", carried.after()));
  }

  private static String show(Map<String, ?> answer) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ShowOffsets.show(
        new ByteArrayInputStream(new ObjectMapper().writeValueAsBytes(answer)),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        T0.plusSeconds(100));
    return out.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }
}
