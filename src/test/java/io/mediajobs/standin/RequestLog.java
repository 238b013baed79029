package io.mediajobs.standin;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Every request since the start or the last {@link #clear}. Safe for use by several threads. */
public final class RequestLog {

  private final List<Request> requests = new ArrayList<>();

  synchronized void add(Request request) {
    requests.add(request);
  }

  /** The requests in the order they came in. */
  public synchronized List<Request> requests() {
    return List.copyOf(requests);
  }

  /** How many asked for this. */
  public int count(Request.Kind kind) {
    return count(request -> request.kind() == kind);
  }

  /** How many are like this. */
  public synchronized int count(Predicate<Request> condition) {
    return (int) requests.stream().filter(condition).count();
  }

  /** Forgets them. */
  public synchronized void clear() {
    requests.clear();
  }
}
