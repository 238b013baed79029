package io.mediajobs.standin;

/** An answer that is an error: its HTTP status, and the Code and Message of its body. */
final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  Refusal(int status, String code, String message) {
    // A refusal is an answer, not a fault of the program: the stack would tell nothing.
    super(message, null, false, false);
    this.status = status;
    this.code = code;
  }

  /** A 400, the request itself is wrong. */
  static Refusal invalidArgument(String message) {
    return new Refusal(400, "InvalidArgument", message);
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }
}
