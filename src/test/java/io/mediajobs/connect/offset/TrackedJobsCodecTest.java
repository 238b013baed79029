package io.mediajobs.connect.offset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediajobs.job.JobId;
import io.mediajobs.job.JobState;
import io.mediajobs.job.Jobs;
import io.mediajobs.tracking.state.SourceState.QuarantinedJob;
import io.mediajobs.tracking.state.TrackedJob;
import io.mediajobs.tracking.state.TrackedJob.Phase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrackedJobsCodecTest {

  private static final List<JobState> STATES =
      List.of(
          JobState.SUBMITTED,
          JobState.RUNNING,
          JobState.PAUSE,
          JobState.SUCCESS,
          JobState.FAILED,
          JobState.CANCEL,
          JobState.NON_EXIST,
          new JobState("Brewing"));

  @Test
  void readsBackWhatItWrote() {
    Random random = new Random(42);
    List<TrackedJob> jobs = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      JobState state = any(random);
      jobs.add(
          new TrackedJob(
              new JobId(i % 7 == 0 ? "odd@id+" + i : id(random)),
              i % 50 == 0 ? Instant.EPOCH : Jobs.T0.plusSeconds(random.nextInt(100_000)),
              state,
              random.nextInt(1000),
              random.nextBoolean() ? random.nextInt(101) : null,
              random.nextBoolean(),
              random.nextBoolean() ? random.nextInt() : null,
              random.nextBoolean(),
              state.equals(JobState.NON_EXIST) && random.nextBoolean() ? any(random) : null,
              phase(state, random)));
    }

    assertThat(TrackedJobsCodec.unpack(TrackedJobsCodec.pack(jobs)))
        .containsExactlyInAnyOrderElementsOf(jobs);
  }

  @Test
  void whatOneVersionWritesTheNextOneReads() {
    String packed = "9gVqnApHJvasEeyWqqm2SrGNAICEtK4NBMgBAQIDBAE";
    List<TrackedJob> jobs =
        List.of(
            new TrackedJob(
                new JobId("j9c0a4726f6ac11ec96aaa9b64ab18d00"),
                Jobs.T0,
                JobState.NON_EXIST,
                2,
                100,
                true,
                0x01020304,
                false,
                JobState.RUNNING,
                Phase.ENDED));

    assertThat(TrackedJobsCodec.pack(jobs)).isEqualTo(packed);
    assertThat(TrackedJobsCodec.unpack(packed)).isEqualTo(jobs);
  }

  @Test
  void saysOfAJobWhatIsStillExpectedOfIt() {
    assertThat(TrackedJobsCodec.pack(List.of(in("Success", Phase.WATCHED))))
        .isEqualTo("gwgEajEAAg");
    assertThat(TrackedJobsCodec.pack(List.of(in("Odd", Phase.ENDED)))).isEqualTo("jxAEajEGT2RkAAI");
  }

  @Test
  void equalSetsGiveEqualTexts() {
    Random random = new Random(42);
    List<TrackedJob> jobs = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      jobs.add(running(id(random), i / 3));
    }
    String packed = TrackedJobsCodec.pack(jobs);
    Collections.shuffle(jobs, random);

    assertThat(TrackedJobsCodec.pack(jobs)).isEqualTo(packed);
  }

  @Test
  void twentyThousandJobsStayUnder30BytesEach() {
    Random random = new Random(42);
    List<TrackedJob> jobs = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      jobs.add(
          new TrackedJob(
              new JobId(id(random)),
              Jobs.T0.plusSeconds(random.nextInt(30 * 86_400)),
              JobState.NON_EXIST,
              63,
              100,
              true,
              random.nextInt(),
              true,
              JobState.RUNNING,
              Phase.WATCHED));
    }

    byte[] bytes = Base64.getDecoder().decode(TrackedJobsCodec.pack(jobs));

    assertThat(bytes.length).isLessThanOrEqualTo(30 * 20_000);
  }

  @Test
  void saysWhatIsWrongWithATextItDidNotWrite() {
    assertThatThrownBy(() -> TrackedJobsCodec.unpack("not base64!"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("it is not base64");

    byte[] two =
        Base64.getDecoder()
            .decode(
                TrackedJobsCodec.pack(
                    List.of(running("j" + "0".repeat(32), 0), running("j" + "1".repeat(32), 1))));
    String cut = Base64.getEncoder().encodeToString(java.util.Arrays.copyOf(two, two.length - 3));
    assertThatThrownBy(() -> TrackedJobsCodec.unpack(cut))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("it breaks off after 1 jobs");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "..  | 5        | 1           | it holds a JobId that can't be looked up",
        "a,b | 5        | 1           | it holds a JobId that can't be looked up",
        "j1  | 5        | -1          | it holds the impossible sequence -1",
        "j1  | 5        | 2147483647  | it holds the impossible sequence 2147483647",
        "j1  | 253402214400   | 1     | it holds a creation time that no listing takes",
        "j1  | -99999999999   | 1     | it holds a creation time that no listing takes"
      })
  void refusesWhatNoSourceCouldGoOnFrom(String id, long second, int sequence, String reason) {
    TrackedJob job =
        new TrackedJob(
            new JobId(id), Instant.ofEpochSecond(second), JobState.RUNNING, sequence, 30, true);
    String packed = TrackedJobsCodec.pack(List.of(job));
    assertThatThrownBy(() -> TrackedJobsCodec.unpack(packed))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "81 20 04 6a 31 00 02       | it holds more of a job than this version knows",
        "81 80 04 6a 31 00 02       | it holds more of a job than this version knows",
        "81 18 04 6a 31 00 02       | it holds more of a job than this version knows",
        "81 04 04 6a 31 00 02 01    | it holds a state before one that is not NonExist",
        "86 04 04 6a 31 00 02 07    | it holds the unknown state number 7",
        "86 04 04 6a 31 00 02 ff    | it holds the unknown state number -1",
        "07 04 6a 31 00 02          | it holds the unknown state number 7",
        "81 01 04 6a 31 00 02 01 02 | it breaks off after 0 jobs"
      })
  void refusesFlagsThatItDidNotWrite(String bytes, String reason) {
    String packed = Base64.getEncoder().encodeToString(HexFormat.ofDelimiter(" ").parseHex(bytes));
    assertThatThrownBy(() -> TrackedJobsCodec.unpack(packed))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(reason);
  }

  @Test
  void refusesOneJobTwice() {
    String twice = TrackedJobsCodec.pack(List.of(running("j1", 0), running("j1", 1)));
    assertThatThrownBy(() -> TrackedJobsCodec.unpack(twice))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("it holds one job twice");
  }

  @Test
  void aQuarantinedJobMayHaveAnyId() {
    List<QuarantinedJob> jobs = List.of(new QuarantinedJob("../a,b", Jobs.T0));
    assertThat(TrackedJobsCodec.unpackQuarantined(TrackedJobsCodec.packQuarantined(jobs)))
        .isEqualTo(jobs);
  }

  @Test
  void anyBytesAreReadOrRefusedWithASentence() {
    Random random = new Random(42);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(60)];
      random.nextBytes(bytes);
      String text = Base64.getEncoder().encodeToString(bytes);
      try {
        TrackedJobsCodec.unpack(text);
      } catch (IllegalArgumentException refused) {
        assertThat(refused).hasMessageNotContaining("Exception");
      }
    }
  }

  private static TrackedJob running(String id, long second) {
    return new TrackedJob(
        new JobId(id), Jobs.T0.plusSeconds(second), JobState.RUNNING, 1, 30, true);
  }

  private static TrackedJob in(String state, Phase phase) {
    return new TrackedJob(
        new JobId("j1"),
        Instant.EPOCH,
        JobState.of(state),
        1,
        null,
        false,
        null,
        false,
        null,
        phase);
  }

  /** One that has not ended by its state may have ended all the same, but not the reverse. */
  private static Phase phase(JobState state, Random random) {
    int lot = random.nextInt(3);
    return state.ended() && lot == 0 ? Phase.ENDED : Phase.values()[lot];
  }

  private static JobState any(Random random) {
    return STATES.get(random.nextInt(STATES.size()));
  }

  private static String id(Random random) {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return "j" + HexFormat.of().formatHex(bytes);
  }
}
