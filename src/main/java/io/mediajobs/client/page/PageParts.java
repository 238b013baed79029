package io.mediajobs.client.page;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Cuts an ill-formed page into its jobs and what stands around them, by the tags of {@code
 * JobsDetail} alone. Tags inside of CDATA, comments and processing instructions are text, or the
 * text of one job could pose as another.
 *
 * <p>A job goes to its end tag. One without goes to the next job, or to the NextToken or
 * NonExistJobIds behind it; an end tag without its start ends a job that began where the one before
 * ended. Where the page may lack anything behind its last job there are no parts: what a page does
 * not show must be asked for again. Only of one that is known to be cut off are there those of its
 * beginning.
 */
final class PageParts {

  private static final Pattern BEGIN =
      Pattern.compile(
          "(?:\u00ef\u00bb\u00bf)?(?:\\s++|<\\?[^>]*+(?<=\\?)>){0,9}+<Response(?:\\s[^<>]*+)?+(?<!/)>");

  /** An XML declaration that does not say UTF-8. */
  private static final Pattern ENCODING =
      Pattern.compile("<\\?xml[^>]*\\bencoding(?!\\s*=\\s*[\"'](?i:utf-8|us-ascii)[\"'])");

  private static final Pattern END = Pattern.compile("</Response\\s*>\\s*\\z");
  private static final Pattern TAG = Pattern.compile("<(/?)JobsDetail(?:\\s[^<>]*)?(/?)>");
  private static final Pattern BEHIND_JOBS =
      Pattern.compile("<(?:NextToken|NonExistJobIds)[\\s/>]");

  private final byte[] answer;

  /** A character a byte, so that places in the one are places in the other. */
  private final String page;

  private final int end;

  /** Whether the page goes on behind its end. */
  private final boolean goesOn;

  /** Those kinds of which one was found that never ends: so do all behind it. */
  private final Set<Opaque> endless = EnumSet.noneOf(Opaque.class);

  private final List<byte[]> jobs = new ArrayList<>();
  private final StringBuilder around = new StringBuilder("<Response>");
  private byte @Nullable [] open;
  private int done;

  private PageParts(byte[] answer, String page, int begin, int end, boolean goesOn) {
    this.answer = answer;
    this.page = page;
    this.done = begin;
    this.end = end;
    this.goesOn = goesOn;
  }

  /**
   * The parts of a page.
   *
   * @return null where the answer is no page from its start to its end, claims to be in another
   *     encoding, or shows no job or too many
   */
  static @Nullable PageParts of(byte[] answer) {
    String page = new String(answer, StandardCharsets.ISO_8859_1);
    int begin = behindBegin(page);
    // A page that was cut off in the middle has no end. Two are two answers in one, or one within
    // the other: there is no telling where the first ends.
    int end = page.lastIndexOf("</Response");
    if (begin < 0
        || end < begin
        || page.indexOf("</Response", begin) != end
        || !END.matcher(page).region(end, page.length()).lookingAt()) {
      return null;
    }
    PageParts parts = new PageParts(answer, page, begin, end, false);
    return parts.cut() && !parts.jobs.isEmpty() && parts.jobs.size() <= PageReader.MAX_JOBS
        ? parts
        : null;
  }

  /**
   * The parts of the beginning of a page.
   *
   * @return null where the answer begins as no page does, claims to be in another encoding, or
   *     shows too many jobs
   */
  static @Nullable PageParts beginning(byte[] answer) {
    String page = new String(answer, StandardCharsets.ISO_8859_1);
    int begin = behindBegin(page);
    if (begin < 0) {
      return null;
    }
    int end = page.indexOf("</Response", begin);
    PageParts parts = new PageParts(answer, page, begin, end < 0 ? page.length() : end, true);
    parts.cut();
    return parts.jobs.size() <= PageReader.MAX_JOBS ? parts : null;
  }

  /** Where what is in the page begins; -1 where it is none, or claims another encoding. */
  private static int behindBegin(String page) {
    Matcher begin = BEGIN.matcher(page);
    return begin.lookingAt() && !ENCODING.matcher(begin.group()).find() ? begin.end() : -1;
  }

  /** The jobs, in their order, well-formed or not. */
  List<byte[]> jobs() {
    return jobs;
  }

  /** The job in the middle of which the page was cut off; null for none. */
  byte @Nullable [] open() {
    return open;
  }

  /** The page without its jobs, well-formed or not. */
  byte[] around() {
    return (around + "</Response>").getBytes(StandardCharsets.ISO_8859_1);
  }

  private boolean cut() {
    Matcher tag = TAG.matcher(page).region(done, end);
    int open = -1;
    int at = done;
    while ((at = page.indexOf('<', at)) >= 0 && at < end) {
      int behind = behindOpaque(at);
      if (behind > at) {
        at = behind;
        continue;
      }
      if (!tag.region(at, end).lookingAt()) {
        at++;
        continue;
      }
      boolean closes = !tag.group(1).isEmpty() || !tag.group(2).isEmpty();
      if (tag.group(1).isEmpty()) {
        leave(open, at);
        open = at;
      }
      if (closes) {
        take(open < 0 ? done : open, tag.end());
        open = -1;
      }
      at = tag.end();
    }
    return leave(open, end);
  }

  /**
   * Ends at this place what is open: a job without an end, or what stands between jobs.
   *
   * @return false where nothing tells that a job without an end is all there
   */
  private boolean leave(int open, int at) {
    boolean known = true;
    if (open >= 0) {
      Matcher behind = BEHIND_JOBS.matcher(page).region(open, at);
      known = behind.find();
      take(open, known ? behind.start() : at);
      if (goesOn && at == end && !known) {
        this.open = jobs.remove(jobs.size() - 1);
      }
    }
    around.append(page, done, at);
    done = at;
    return known;
  }

  private void take(int from, int to) {
    around.append(page, done, from);
    jobs.add(Arrays.copyOfRange(answer, from, to));
    done = to;
  }

  /** Where the CDATA section, comment or instruction that starts here ends; here for none. */
  private int behindOpaque(int at) {
    Opaque opaque = Opaque.at(answer, at);
    if (opaque == null) {
      return at;
    }
    int behind = endless.contains(opaque) ? -1 : opaque.behind(answer, at, end);
    if (behind < 0) {
      // One that never ends hides nothing: it is itself what is wrong. Unless its end was cut.
      endless.add(opaque);
      return goesOn ? end : at;
    }
    return behind;
  }
}
