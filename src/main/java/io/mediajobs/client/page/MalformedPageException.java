package io.mediajobs.client.page;

import javax.xml.stream.Location;

/**
 * An answer that is no readable page of jobs. The message is a clause with the reason and mostly
 * the position, never the answer's text: that is the users' data.
 */
public final class MalformedPageException extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * A reason without a place, where it is not what stands there that is wrong.
   *
   * @param reason a clause that begins with a verb: "is cut off"
   */
  public MalformedPageException(String reason) {
    super(reason);
  }

  MalformedPageException(String reason, int line, int column) {
    super(reason + place(line, column));
  }

  MalformedPageException(String reason, Location at) {
    this(reason, at.getLineNumber(), at.getColumnNumber());
  }

  /** A reason with the place of a byte in a text that is UTF-8 up to there. */
  static MalformedPageException at(String reason, byte[] text, int position) {
    return at(reason, text, position, "");
  }

  /** A reason with the place of a byte, and more to say behind that. */
  static MalformedPageException at(String reason, byte[] text, int position, String more) {
    int line = 1;
    int column = 1;
    for (int i = 0; i < position; i++) {
      if (text[i] == '\n') {
        line++;
        column = 1;
      } else if ((text[i] & 0xc0) != 0x80) {
        column++;
      }
    }
    return new MalformedPageException(reason + place(line, column) + more);
  }

  private static String place(int line, int column) {
    return " at line " + line + ", column " + column;
  }
}
