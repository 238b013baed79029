package io.mediajobs.kafka;

import java.util.ArrayList;
import java.util.List;

/** Several workers that form one Connect cluster. The first is there from start to end. */
public final class ConnectGroup implements AutoCloseable {

  private final WorkerSettings settings;
  private final List<ConnectProcess> everyone = new ArrayList<>();
  private final List<ConnectProcess> workers = new ArrayList<>();

  private ConnectGroup(WorkerSettings settings) {
    this.settings = settings;
  }

  /** Starts so many workers of one group, and returns when all have joined it. */
  public static ConnectGroup start(WorkerSettings settings, int workers) {
    ConnectGroup group = new ConnectGroup(settings);
    try {
      for (int i = 0; i < workers; i++) {
        group.add();
      }
      return group;
    } catch (RuntimeException | Error failed) {
      group.close();
      throw failed;
    }
  }

  /** Starts one more worker. */
  public void add() {
    ConnectProcess worker = ConnectProcess.start(settings);
    everyone.add(worker);
    workers.add(worker);
  }

  /** Stops the worker that came last, in order (SIGTERM). */
  public void removeLast() {
    workers.remove(workers.size() - 1).stop();
  }

  /** The workers that belong to the group, oldest first. */
  public List<ConnectProcess> workers() {
    return List.copyOf(workers);
  }

  /** A client of the first worker. */
  public ConnectRest client() {
    return workers.get(0).client();
  }

  /** The log of every worker that there ever was, with all of its runs. */
  public List<String> logs() {
    return everyone.stream().map(ConnectProcess::wholeLog).toList();
  }

  @Override
  public void close() {
    everyone.forEach(ConnectProcess::close);
  }
}
