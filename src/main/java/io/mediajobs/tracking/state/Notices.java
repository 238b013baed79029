package io.mediajobs.tracking.state;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What an operator should know of a source: sentences that are each said once in a run. */
public final class Notices {

  /** So many of one kind are said; whoever has read them knows what the others are like. */
  private static final int MOST_OF_A_KIND = 10;

  private final Set<String> said = new HashSet<>();
  private final List<String> unread = new ArrayList<>();

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
   * @param sentence as {@link #once} takes it
   */
  public void onceOf(String kind, String of, String sentence) {
    String subject = kind + " " + of;
    if (!said.contains(subject) && ofKind(kind) < MOST_OF_A_KIND) {
      once(subject, sentence);
    }
  }

  /** The sentences since the last call, in the order in which they were said. */
  public List<String> read() {
    List<String> sentences = List.copyOf(unread);
    unread.clear();
    return sentences;
  }

  private long ofKind(String kind) {
    return said.stream().filter(subject -> subject.startsWith(kind + " ")).count();
  }
}
