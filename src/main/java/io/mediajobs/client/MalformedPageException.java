package io.mediajobs.client;

import javax.xml.stream.Location;

/**
 * An answer that is no readable page of jobs. The message is a clause with the reason and the
 * position, never the answer's text: that is the users' data.
 */
final class MalformedPageException extends Exception {

  private static final long serialVersionUID = 1L;

  MalformedPageException(String reason, int line, int column) {
    super(reason + " at line " + line + ", column " + column);
  }

  MalformedPageException(String reason, Location at) {
    this(reason, at.getLineNumber(), at.getColumnNumber());
  }
}
