package io.mediajobs.standin;

import java.io.IOException;
import java.net.Socket;

/** Writes an answer onto its connection in a way of its own. Ends when it is interrupted. */
@FunctionalInterface
public interface Wire {

  /**
   * Writes.
   *
   * @param head of the answer as it would be without a fault: every line with its end, the empty
   *     one behind them too
   * @param body of that answer
   * @return whether the connection can take another request
   */
  boolean write(String head, String body, Socket socket) throws IOException, InterruptedException;
}
