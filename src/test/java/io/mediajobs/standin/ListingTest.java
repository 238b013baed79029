package io.mediajobs.standin;

import static io.mediajobs.job.JobState.CANCEL;
import static io.mediajobs.job.JobState.SUCCESS;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediajobs.job.JobTime;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListingTest {

  private static final Instant T0 = Instant.parse("2026-11-21T00:00:00Z");
  private static final Instant LATER = T0.plusSeconds(3600);

  private final JobStore store = new JobStore();
  private final PageTokens tokens = new PageTokens();
  private final Set<Quirk> quirks = EnumSet.noneOf(Quirk.class);
  private final Listing listing = new Listing(store, tokens, quirks);

  private String add(JobBuilder job) {
    Job built = job.build();
    store.put(built);
    return built.id();
  }

  private static JobBuilder transcode(int second) {
    return Jobs.job("Transcode").createdAt(T0.plusSeconds(second));
  }

  private static ListingQuery query(String target) {
    Request request = Request.of("GET", target, Map.of(), T0);
    Family family = Family.ofJobPath(request.path());
    return ListingQuery.of(family, request);
  }

  private List<String> page(String target, Instant now) {
    return listing.page(query(target), now).jobs().stream().map(Job::id).toList();
  }

  private List<String> sweep(String target) {
    List<String> ids = new ArrayList<>();
    String token = "";
    while (token != null) {
      Listing.Page page = listing.page(query(target + "&nextToken=" + token), LATER);
      page.jobs().forEach(job -> ids.add(job.id()));
      token = page.nextToken();
    }
    return ids;
  }

  private static String bounds(int start, int end) {
    return "&startCreationTime="
        + URLEncoder.encode(JobTime.format(T0.plusSeconds(start)), StandardCharsets.UTF_8)
        + "&endCreationTime="
        + URLEncoder.encode(JobTime.format(T0.plusSeconds(end)), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource({"0,1", "1,1", "99,1", "100,1", "101,1", "201,1", "201,7", "201,1000"})
  void pagesShowEveryJobOnceInOrder(int count, int perSecond) {
    List<JobStore.Position> places = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      places.add(
          new JobStore.Position(T0.plusSeconds(i / perSecond), add(transcode(i / perSecond))));
    }
    Collections.sort(places);
    List<String> expected = new ArrayList<>(places.stream().map(JobStore.Position::id).toList());

    assertThat(sweep("/jobs?tag=Transcode&size=100&orderByTime=Asc")).isEqualTo(expected);
    Collections.reverse(expected);
    assertThat(sweep("/jobs?tag=Transcode&size=100")).isEqualTo(expected);
    assertThat(sweep("/jobs?tag=Transcode&orderByTime=Desc")).isEqualTo(expected);
  }

  @Test
  void aFullLastPageHasNoToken() {
    for (int i = 0; i < 20; i++) {
      add(transcode(i));
    }
    Listing.Page first = listing.page(query("/jobs?tag=Transcode"), LATER);

    assertThat(first.jobs()).hasSize(10);
    assertThat(first.nextToken()).matches("\\d+");
    Listing.Page second =
        listing.page(query("/jobs?tag=Transcode&nextToken=" + first.nextToken()), LATER);
    assertThat(second.jobs()).hasSize(10);
    assertThat(second.nextToken()).isNull();
    assertThat(listing.page(query("/jobs?tag=Transcode"), LATER)).isEqualTo(first);
  }

  @Test
  void pagesGoOnBehindTheLastJobWhateverTurnsUpBeforeIt() {
    String first = add(transcode(1));
    String late = add(transcode(1).id("j").visibleAfter(ofSeconds(60)));
    String second = add(transcode(2));
    String target = "/jobs?tag=Transcode&size=1&orderByTime=Asc";
    Listing.Page page = listing.page(query(target), T0.plusSeconds(60));

    assertThat(page.jobs()).extracting(Job::id).containsExactly(first);
    assertThat(page(target + "&nextToken=" + page.nextToken(), T0.plusSeconds(61)))
        .containsExactly(second);
    assertThat(page("/jobs?tag=Transcode", T0.plusSeconds(61)))
        .containsExactly(second, first, late);
  }

  @Test
  void includesTheBoundsUnlessItExcludesThem() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ids.add(add(transcode(i)));
    }
    String asc = "/jobs?tag=Transcode&orderByTime=Asc";

    assertThat(page(asc + bounds(1, 3), LATER)).isEqualTo(ids.subList(1, 4));
    assertThat(page(asc + bounds(3, 1), LATER)).isEmpty();
    assertThat(sweep(asc + "&size=1" + bounds(1, 3))).isEqualTo(ids.subList(1, 4));
    quirks.add(Quirk.EXCLUSIVE_TIMES);
    assertThat(page(asc + bounds(1, 3), LATER)).isEqualTo(ids.subList(2, 3));
    assertThat(page(asc + bounds(1, 2), LATER)).isEmpty();
  }

  @Test
  void filtersByStateAtTheTimeOfThePage() {
    String done = add(transcode(0).runningAfter(ofSeconds(5)).endsAfter(ofSeconds(9), SUCCESS));
    String cancelled = add(transcode(1).endsAfter(ofSeconds(1), CANCEL));
    String paused = add(transcode(2).pausedAfter(ofSeconds(1)));
    String asc = "/jobs?tag=Transcode&orderByTime=Asc&states=";

    assertThat(page(asc + "Running", T0.plusSeconds(8))).containsExactly(done);
    assertThat(page(asc + "Running", T0.plusSeconds(9))).isEmpty();
    assertThat(page(asc + "Success,Pause", LATER)).containsExactly(done, paused);
    assertThat(page(asc + "Cancel%2CSubmitted", LATER)).containsExactly(cancelled);
    assertThat(page(asc + "All", LATER)).containsExactly(done, cancelled, paused);
    assertThat(page(asc + "Submitted,All", LATER)).hasSize(3);
  }

  @Test
  void filtersByEverythingElse() {
    String plain = add(transcode(0).inputObject("a b.mp4"));
    Queue fast = Queue.SPEED_TRANSCODING;
    String speedy = add(transcode(1).queue(fast.queueId(), "SpeedTranscoding"));
    String flow = add(transcode(2).workflowId("w1"));
    String batch = add(transcode(3).inventoryTriggerJobId("b1"));
    String translation = add(Jobs.job("Translation").createdAt(T0));
    String asc = "/jobs?orderByTime=Asc&tag=Transcode";

    assertThat(page(asc, LATER)).containsExactly(plain, speedy, flow, batch);
    assertThat(page(asc + "&queueId=" + fast.queueId(), LATER)).containsExactly(speedy);
    assertThat(page(asc + "&queueType=SpeedTranscoding", LATER)).containsExactly(speedy);
    assertThat(page(asc + "&queueType=Transcoding&queueId=" + fast.queueId(), LATER))
        .containsExactly(speedy);
    assertThat(page(asc + "&workflowId=w1", LATER)).containsExactly(flow);
    assertThat(page(asc + "&inventoryTriggerJobId=b1", LATER)).containsExactly(batch);
    assertThat(page(asc + "&inputObject=a%20b.mp4", LATER)).containsExactly(plain);
    assertThat(page("/jobs?tag=Translation", LATER)).containsExactly(translation);
    assertThat(page("/ai_jobs?tag=Translation", LATER)).containsExactly(translation);
    assertThat(page("/ai_jobs?tag=Transcode", LATER)).isEmpty();
  }

  @Test
  void bindsTokensToTheOtherParametersAndForgetsThemOnDemand() {
    add(transcode(0));
    add(transcode(1));
    String token = listing.page(query("/jobs?tag=Transcode&size=1"), LATER).nextToken();
    String next = "/jobs?tag=Transcode&size=1&nextToken=" + token;

    assertThat(page(next, LATER)).hasSize(1);
    for (String other : List.of(next + "&states=All", next.replace("size=1", "size=2"), next + 0)) {
      assertThatThrownBy(() -> page(other, LATER)).hasMessage("The nextToken is not valid");
    }
    quirks.add(Quirk.TOKENS_REFUSED);
    assertThatThrownBy(() -> page(next, LATER)).hasMessage("The nextToken is not valid");
    quirks.clear();
    tokens.expire();
    assertThatThrownBy(() -> page(next, LATER)).hasMessage("The nextToken is not valid");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Tag=Transcode",
        "tag=Transcode&QueueId=p1",
        "tag=Transcode&size=0",
        "tag=Transcode&size=101",
        "tag=Transcode&size=ten",
        "tag=Transcode&orderByTime=asc",
        "tag=Transcode&states=Done",
        "tag=Transcode&startCreationTime=2026-11-21T00:00:00Z",
        "tag=Transcode&endCreationTime=2026-11-21T00:00:00+0800"
      })
  void refusesWhatTheServiceDoesNotKnow(String parameters) {
    assertThatThrownBy(() -> query("/jobs?" + parameters))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal ->
                assertThat(refusal.status() + " " + refusal.code())
                    .isEqualTo("400 InvalidArgument"));
  }

  @Test
  void findsItsPlaceAmongTwentyThousandJobs() {
    Backlog.seeded(1, "Transcode").jobs(20_000, T0, Duration.ofHours(1)).forEach(store::put);

    assertThat(sweep("/jobs?tag=Transcode&size=100&orderByTime=Asc"))
        .hasSize(20_000)
        .doesNotHaveDuplicates();
  }
}
