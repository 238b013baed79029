package io.mediajobs.connect.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Metrics as MBeans of our own, for workers without a registry for plugins. They are named as that
 * registry names its own, so that one set of rules fits all workers.
 *
 * <p>Why: decision 8 in src/docs/develop/decisions.
 */
final class MBeanSink implements MetricSink {

  /** What Kafka leaves without quotes in the name of an MBean. */
  private static final Pattern PLAIN = Pattern.compile("[\\w-%\\. \t]*");

  private final MBeanServer server;
  private final Map<String, String> task = new LinkedHashMap<>();
  private final List<MetricMBean> shown = new ArrayList<>();

  /**
   * The MBeans of a task.
   *
   * @param connector the connector's name
   * @param number the task's number
   */
  MBeanSink(MBeanServer server, String connector, String number) {
    this.server = server;
    task.put("connector", connector);
    task.put("task", number);
  }

  /**
   * Always; in the place of MBeans of the same name, which a run of the same task has that the
   * worker has given up.
   */
  @Override
  public boolean show(List<MetricGroup> groups) {
    // One at a time: between looking at a name and taking it, nobody else may.
    synchronized (MBeanSink.class) {
      for (MetricGroup group : groups) {
        try {
          ObjectName name = name(group.labels());
          if (server.isRegistered(name)) {
            server.unregisterMBean(name);
          }
          MetricMBean bean = new MetricMBean(group.gauges());
          server.registerMBean(bean, name);
          shown.add(bean);
        } catch (JMException failed) {
          throw new IllegalStateException("The MBean of " + group.labels() + " fails", failed);
        }
      }
    }
    return true;
  }

  @Override
  public void close() {
    synchronized (MBeanSink.class) {
      for (MetricMBean bean : shown) {
        ObjectName name = bean.registeredAs();
        if (name != null) {
          try {
            server.unregisterMBean(name);
          } catch (JMException gone) {
            // Somebody else has removed it, which is all that is wanted.
          }
        }
      }
      shown.clear();
    }
  }

  private ObjectName name(Map<String, String> labels) throws JMException {
    Map<String, String> properties = new LinkedHashMap<>(task);
    properties.putAll(labels);
    return new ObjectName(
        properties.entrySet().stream()
            .map(property -> property.getKey() + "=" + quoted(property.getValue()))
            .collect(Collectors.joining(",", "kafka.connect:type=plugins,", "")));
  }

  private static String quoted(String value) {
    return PLAIN.matcher(value).matches() ? value : ObjectName.quote(value);
  }
}
