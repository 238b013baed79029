package io.mediajobs.connect;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.connector.ConnectorContext;

/** A worker's side of a connector, with what it was told. */
final class WatchedContext implements ConnectorContext {

  /** One permit for each time that new tasks were asked for. */
  final Semaphore reconfigurations = new Semaphore(0);

  final LinkedBlockingQueue<Exception> errors = new LinkedBlockingQueue<>();

  @Override
  public void requestTaskReconfiguration() {
    reconfigurations.release();
  }

  @Override
  public void raiseError(Exception failure) {
    errors.add(failure);
  }

  @Override
  public PluginMetrics pluginMetrics() {
    throw new UnsupportedOperationException();
  }
}
