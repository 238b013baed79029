package io.mediajobs.connect.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediajobs.connect.metrics.Metric.Gauge;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.management.Attribute;
import javax.management.AttributeNotFoundException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MBeanSinkTest {

  private static final Metric.Group TASK = group(Map.of(), 1);

  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
  private final MBeanSink sink = new MBeanSink(server, "mbean-test", 3);

  @AfterEach
  void close() throws Exception {
    sink.close();
    assertThat(server.queryNames(new ObjectName("kafka.connect:connector=mbean-test,*"), null))
        .isEmpty();
  }

  @Test
  void aBeanIsNamedAsTheWorkersOwnAre() throws Exception {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("path", "/jobs");
    labels.put("tag", "A,b=\"c\"*?\n");

    assertThat(sink.show(List.of(TASK, group(labels, 2)))).isTrue();

    assertThat(value("kafka.connect:type=plugins,connector=mbean-test,task=3")).isEqualTo(1);
    String name =
        "kafka.connect:type=plugins,connector=mbean-test,task=3,path=\"/jobs\",tag="
            + "\"A,b=\\\"c\\\"\\*\\?\\n\"";
    assertThat(value(name)).isEqualTo(2);
    assertThat(
            server
                .queryNames(new ObjectName("kafka.connect:connector=mbean-test,path=*,*"), null)
                .iterator()
                .next()
                .getKeyPropertyListString())
        .startsWith("type=plugins,connector=mbean-test,task=3,path=");
  }

  @Test
  void showsNumbersThatCanOnlyBeRead() throws Exception {
    sink.show(List.of(TASK));
    ObjectName name = new ObjectName("kafka.connect:type=plugins,connector=mbean-test,task=3");

    MBeanAttributeInfo attribute = server.getMBeanInfo(name).getAttributes()[0];
    assertThat(attribute.getName()).isEqualTo("figure");
    assertThat(attribute.getDescription()).isEqualTo("A figure.");
    assertThat(attribute.getType()).isEqualTo("java.lang.Number");
    assertThat(attribute.isWritable()).isFalse();
    assertThat(server.getAttributes(name, new String[] {"figure", "nonesuch"}))
        .containsExactly(new Attribute("figure", 1));
    assertThatThrownBy(() -> server.getAttribute(name, "nonesuch"))
        .isInstanceOf(AttributeNotFoundException.class);
  }

  @Test
  void takesThePlaceOfARunThatWasGivenUpAndKeepsItWhenThatEnds() throws Exception {
    MBeanSink zombie = new MBeanSink(server, "mbean-test", 3);
    zombie.show(List.of(group(Map.of(), 7)));

    assertThat(sink.show(List.of(TASK))).isTrue();
    assertThat(value("kafka.connect:type=plugins,connector=mbean-test,task=3")).isEqualTo(1);
    zombie.close();
    zombie.close();
    assertThat(value("kafka.connect:type=plugins,connector=mbean-test,task=3")).isEqualTo(1);
  }

  @Test
  void takesAwayWhatItShowedBeforeItFailed() {
    Metric.Group impossible = group(Map.of("no=key", "x"), 2);

    assertThatThrownBy(() -> sink.show(List.of(TASK, impossible)))
        .isInstanceOf(IllegalStateException.class);
    // Closing, after the test, leaves nothing.
  }

  private Object value(String name) throws Exception {
    return server.getAttribute(new ObjectName(name), "figure");
  }

  private static Metric.Group group(Map<String, String> labels, int value) {
    return new Metric.Group(labels, List.of(new Gauge("figure", "A figure.", () -> value)));
  }
}
