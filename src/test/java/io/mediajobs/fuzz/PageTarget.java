package io.mediajobs.fuzz;

import io.mediajobs.client.Asking;
import io.mediajobs.client.page.Pages;
import io.mediajobs.connect.offset.Besides;
import io.mediajobs.connect.offset.OffsetCodec;
import io.mediajobs.job.JobEvent;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.Printable;
import io.mediajobs.record.Lossless;
import io.mediajobs.record.OutputRecord;
import io.mediajobs.record.RecordFactory;
import io.mediajobs.record.RecordSettings;
import io.mediajobs.tracking.SourcePoller;
import io.mediajobs.tracking.plan.Ask;
import io.mediajobs.tracking.state.PollSettings;
import io.mediajobs.tracking.state.Polling;
import io.mediajobs.tracking.state.SourceState;
import io.mediajobs.tracking.state.Times;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Any bytes as the answer to every question that a source asks: pages, records, offsets and further
 * questions come of them, or they are refused.
 */
public final class PageTarget {

  private static final JobSource SOURCE =
      new JobSource("b-1", "ap-chongqing", "/jobs", "Transcode", null, null);
  private static final Instant NOW = Instant.parse("2022-06-28T15:23:12Z");
  public static final PollSettings SETTINGS = Polling.settings().build();
  private static final RecordSettings RECORDS =
      new RecordSettings(
          "t",
          "{state}",
          "{prefix}.{queueId}",
          "{prefix}.malformed",
          Set.of(),
          true,
          true,
          true,
          RecordSettings.MAX_RECORD_BYTES,
          false);

  private PageTarget() {}

  /** Loads what the first input would else wait for. */
  public static void fuzzerInitialize() {
    String job = "<JobsDetail><JobId>j1</JobId><State>%s</State></JobsDetail>";
    for (String state : List.of("Running", "Success", "")) {
      check(("<Response>" + job.formatted(state) + "</Response>").getBytes(StandardCharsets.UTF_8));
    }
  }

  /** What the fuzzer calls. */
  public static void fuzzerTestOneInput(byte[] input) {
    InTime.run(() -> check(input));
  }

  private static void check(byte[] answer) {
    Pages.readQueues(answer);
    check(Pages.read(answer));
    check(Pages.beginning(answer));
  }

  private static void check(@Nullable JobPage page) {
    if (page == null) {
      return;
    }
    page.jobs().forEach(Lossless::check);
    RecordFactory records = new RecordFactory(RECORDS);
    SourcePoller poller = poller(SourceState.NEW);
    Instant now = NOW;
    for (int answers = 0; answers < 12; answers++) {
      now = now.plusMillis(700);
      Ask ask = poller.step(now).ask();
      if (ask == null) {
        continue;
      }
      request(ask.query());
      for (JobEvent finding : poller.answered(ask, page, new Times(now, now, now, now))) {
        for (OutputRecord record : records.records(finding)) {
          Lossless.check(record);
        }
      }
    }
    page.unreadable().forEach(job -> line(job.subject() + job.reason()));
    // What is stored after it can be read again, and gone on from.
    Map<String, Object> offset = OffsetCodec.toMap(poller.state(), Besides.NOTHING);
    SourceState state = OffsetCodec.fromMap(offset);
    if (!OffsetCodec.toMap(state, Besides.NOTHING).equals(offset)) {
      throw new AssertionError(offset + " is read as " + state);
    }
    Ask ask = poller(state).step(now).ask();
    if (ask != null) {
      request(ask.query());
    }
  }

  private static SourcePoller poller(SourceState state) {
    return new SourcePoller(SOURCE, SETTINGS, state, new Random(1), NOW);
  }

  /** Whatever an answer said, questions go to the path of the source. */
  public static void request(JobQuery query) {
    String target = Asking.target(query);
    boolean lookUp = query.plain() instanceof JobQuery.LookUp;
    String form =
        lookUp
            ? "/jobs/(?:[A-Za-z0-9._~-]|%[0-9A-F]{2}){1,600}(?:,(?:[A-Za-z0-9._~-]|%[0-9A-F]{2}){1,600}){0,9}"
            : "/jobs\\?[A-Za-z]+=[^&=#?/]*(&[A-Za-z]+=[^&=#?/]*)*+";
    if (!target.matches(form) || target.matches("/jobs/\\.\\.?")) {
      throw new AssertionError("Asks " + target);
    }
  }

  private static void line(String text) {
    if (!Printable.of(text).equals(text)) {
      throw new AssertionError("Not fit for a message: " + text);
    }
  }
}
