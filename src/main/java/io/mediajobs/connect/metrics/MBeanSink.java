package io.mediajobs.connect.metrics;

import io.mediajobs.connect.metrics.Metric.Gauge;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanRegistration;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * Metrics as MBeans of our own, for workers without a registry for plugins. They are named as that
 * registry names its own, so that one set of rules fits all workers.
 *
 * <p>Why: decision 8 in src/docs/develop/decisions.
 */
final class MBeanSink implements MetricsPublisher.Sink {

  /** What Kafka leaves without quotes in the name of an MBean. */
  private static final Pattern PLAIN = Pattern.compile("[\\w-%\\. \t]*");

  private final MBeanServer server;
  private final Map<String, String> task = new LinkedHashMap<>();
  private final List<MetricMBean> shown = new ArrayList<>();

  /** The MBeans of a task, named by its connector and its number. */
  MBeanSink(MBeanServer server, String connector, int number) {
    this.server = server;
    task.put("connector", connector);
    task.put("task", Integer.toString(number));
  }

  /**
   * Always; in the place of MBeans of the same name, which a run of the same task has that the
   * worker has given up.
   */
  @Override
  public boolean show(List<Metric.Group> groups) {
    // One at a time: between looking at a name and taking it, nobody else may.
    synchronized (MBeanSink.class) {
      for (Metric.Group group : groups) {
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

  /** Gauges as the attributes of an MBean, which knows whether it is still registered. */
  private static final class MetricMBean implements DynamicMBean, MBeanRegistration {

    private final Map<String, Gauge> gauges = new LinkedHashMap<>();
    private volatile @Nullable ObjectName name;

    MetricMBean(List<Gauge> gauges) {
      gauges.forEach(gauge -> this.gauges.put(gauge.name(), gauge));
    }

    /** Its name; null before it is registered, and once it, or another in its place, is gone. */
    @Nullable ObjectName registeredAs() {
      return name;
    }

    @Override
    public Number getAttribute(String attribute) throws AttributeNotFoundException {
      Gauge gauge = gauges.get(attribute);
      if (gauge == null) {
        throw new AttributeNotFoundException(attribute);
      }
      return gauge.value().get();
    }

    @Override
    public AttributeList getAttributes(String[] attributes) {
      AttributeList list = new AttributeList();
      for (String attribute : attributes) {
        Gauge gauge = gauges.get(attribute);
        if (gauge != null) {
          list.add(new Attribute(attribute, gauge.value().get()));
        }
      }
      return list;
    }

    @Override
    public void setAttribute(Attribute attribute) {
      throw new UnsupportedOperationException("Metrics are for reading");
    }

    @Override
    public AttributeList setAttributes(AttributeList attributes) {
      throw new UnsupportedOperationException("Metrics are for reading");
    }

    @Override
    public Object invoke(String action, Object[] params, String[] signature) {
      throw new UnsupportedOperationException("Metrics are for reading");
    }

    @Override
    public MBeanInfo getMBeanInfo() {
      MBeanAttributeInfo[] attributes =
          gauges.values().stream()
              .map(
                  gauge ->
                      new MBeanAttributeInfo(
                          gauge.name(),
                          Number.class.getName(),
                          gauge.description(),
                          true,
                          false,
                          false))
              .toArray(MBeanAttributeInfo[]::new);
      return new MBeanInfo(
          MetricMBean.class.getName(), "Metrics of media jobs", attributes, null, null, null);
    }

    @Override
    public ObjectName preRegister(MBeanServer server, ObjectName wanted) {
      name = wanted;
      return wanted;
    }

    @Override
    public void postRegister(Boolean done) {
      if (!done) {
        name = null;
      }
    }

    @Override
    public void preDeregister() {}

    @Override
    public void postDeregister() {
      name = null;
    }
  }
}
