package io.mediajobs.demo;

import io.mediajobs.kafka.ConnectRest;
import java.nio.file.Path;

/** What the demo takes the records on to: nothing, unless it is told otherwise. */
interface DemoSink {

  /** Puts the plugin of the sink beside that of the connector. */
  default void addPlugin(Path plugins) {}

  /** Makes the sink on a worker that runs the connector. */
  default void deploy(ConnectRest worker, String topicPrefix) throws Exception {}

  /**
   * Prints what has become of the records.
   *
   * @return whether so many jobs, or more, are there
   */
  default boolean summary(Terminal terminal, int jobs) throws Exception {
    return true;
  }
}
