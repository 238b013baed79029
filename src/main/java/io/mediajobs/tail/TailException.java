package io.mediajobs.tail;

/** What the command ends with, as one sentence. */
final class TailException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TailException(String sentence) {
    super(sentence);
  }
}
