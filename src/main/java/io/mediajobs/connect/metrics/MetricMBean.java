package io.mediajobs.connect.metrics;

import io.mediajobs.connect.metrics.MetricGroup.Gauge;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanRegistration;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/** Gauges as the attributes of an MBean, which knows whether it is still registered. */
final class MetricMBean implements DynamicMBean, MBeanRegistration {

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
