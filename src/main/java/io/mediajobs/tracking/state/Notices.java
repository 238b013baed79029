package io.mediajobs.tracking.state;

import io.mediajobs.job.JobSource;
import io.mediajobs.job.JobTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an operator should know of a source: sentences that are each said once in a run. */
public final class Notices {

  /** Why a listing is not what was asked for. */
  public enum Trouble {
    /** The jobs of a page are not in the order asked for, or are before those of the last one. */
    ORDER(
        " lists jobs in another order than that of creation: its listings go on by creation times,"
            + " which takes more requests; nothing to do"),
    /** A page may begin behind a job that the page before it has not shown. */
    GAP(
        " may have left out a job between two pages: its listings go on by creation times, which"
            + " takes more requests; nothing to do"),
    /** Most jobs of a page are not from the creation times that were asked for. */
    FILTER(
        " lists jobs of other creation times than it is asked for: every listing reads all pages;"
            + " report it to Tencent Cloud"),
    /** A token leads back to where it came from, or was refused again. */
    TOKEN(
        " gives out a NextToken that leads back or is refused: its listings go on by creation"
            + " times; nothing to do"),
    /** A token leads to an empty page, and the one there to the next. */
    ENDLESS(
        " leads from one empty page to the next: a listing counts as at its end after ten of them;"
            + " report it to Tencent Cloud");

    /** What an operator should know of it, without the source that comes first. */
    private final String sentence;

    Trouble(String sentence) {
      this.sentence = sentence;
    }
  }

  /** So many of one kind are said; whoever has read them knows what the others are like. */
  private static final int MOST_OF_A_KIND = 10;

  private final JobSource source;
  private final PollCounts counts;
  private final Set<String> said = new HashSet<>();
  private final List<String> unread = new ArrayList<>();

  /** Nothing is said of this source yet. */
  public Notices(JobSource source, PollCounts counts) {
    this.source = source;
    this.counts = counts;
  }

  /**
   * Says something unless it has been said.
   *
   * @param subject what it is about: of one subject only the first sentence is said
   * @param sentence for an operator: what happens to which source, and what to do. Free of secrets,
   *     signatures and bodies
   */
  public void once(String subject, String sentence) {
    if (said.add(subject)) {
      unread.add(sentence);
    }
  }

  /**
   * Says something of one job, unless that has been said of this job or of many others.
   *
   * @param kind what is said of all of them
   * @param of the job
   */
  public void onceOf(String kind, String of, String sentence) {
    String subject = kind + " " + of;
    long ofKind = said.stream().filter(other -> other.startsWith(kind + " ")).count();
    if (ofKind < MOST_OF_A_KIND) {
      once(subject, sentence);
    }
  }

  /** The sentences since the last call, in the order in which they were said. */
  public List<String> read() {
    List<String> sentences = List.copyOf(unread);
    unread.clear();
    return sentences;
  }

  /**
   * Says what was wrong with an answer.
   *
   * @param trouble null for nothing
   */
  public void trouble(@Nullable Trouble trouble) {
    if (trouble != null) {
      once(trouble.name(), source + trouble.sentence);
    }
  }

  /** Says that a second has more jobs than can be paged through. */
  public void unpageable(Instant second) {
    counts.unpageable();
    onceOf(
        "second",
        second.toString(),
        source
            + " has more jobs of "
            + JobTime.format(second)
            + " than one page holds, and no NextToken leads through them: those that no page shows"
            + " are missing; raise page.size, or set ci.queue.ids so that fewer share a listing");
  }

  /** Says that the oldest jobs have aged out while they were listed. */
  public void agedOut() {
    once(
        "aged",
        source
            + " has dropped its oldest jobs while they were listed: what may have been passed over"
            + " is listed again by creation times; nothing to do");
  }

  /** Says that the service's clock was set back. */
  public void setBack(Instant to) {
    onceOf(
        "clock",
        to.toString(),
        source
            + " has a clock that was set back to "
            + JobTime.format(to)
            + ": jobs created since then are looked for, and transitions that were told before may"
            + " come again with equal eventIds");
  }
}
