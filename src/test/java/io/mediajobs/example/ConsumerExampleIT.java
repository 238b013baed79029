package io.mediajobs.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.converter.SingleObjectAvroConverter;
import io.mediajobs.docs.Docs;
import io.mediajobs.kafka.Await;
import io.mediajobs.kafka.KafkaClasspath;
import io.mediajobs.kafka.KafkaProcess;
import io.mediajobs.kafka.MavenProcess;
import io.mediajobs.schema.EventSchemas;
import io.mediajobs.schema.SampleValues;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The consumer of avro.md, pasted into an empty project, reads what the converter writes. */
class ConsumerExampleIT {

  private static final String TOPIC = "example.transitions";

  @TempDir Path project;

  @Test
  void theConsumerOfTheReadmeReadsTransitions() throws Exception {
    KafkaProcess broker = KafkaProcess.shared(KafkaClasspath.current());
    write(broker);
    Path source =
        Files.writeString(
            project.resolve("ReadTransitions.java"), Docs.page("avro.md").code("consumer"));
    File output = project.resolve("output.txt").toFile();
    // The JDK's launcher compiles the file against the class path and runs it.
    ProcessBuilder consumer =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            classpath(),
            source.toString(),
            broker.bootstrap(),
            TOPIC);
    Process process = consumer.redirectErrorStream(true).redirectOutput(output).start();
    try {
      Await.until(
          Duration.ofSeconds(60),
          "the consumer to print three lines",
          () -> {
            assertThat(process.isAlive()).as(Files.readString(output.toPath())).isTrue();
            return lines(output).size() >= 3;
          });
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertThat(lines(output))
        .containsExactly(
            "j1 Submitted 2022-06-27T07:23:12Z",
            "j1 Running null",
            "j1 Success 2022-06-27T07:23:14Z");
  }

  /** What the dependencies of the page resolve to, with our jar as the build has just made it. */
  private String classpath() throws IOException {
    String dependencies = Docs.page("avro.md").code("consumer dependencies");
    assertThat(dependencies)
        .contains("<version>" + System.getProperty("project.version") + "</version>")
        .contains("<version>" + System.getProperty("kafka.version") + "</version>");
    // It is in no repository yet, nor is anything that it could need.
    String others = dependencies.replaceFirst("(?s)<dependency>.*?</dependency>", "");
    assertThat(others).doesNotContain("mediajobs").contains("kafka-clients", "avro");
    Path pom =
        Files.writeString(
            project.resolve("pom.xml"),
            "<project><modelVersion>4.0.0</modelVersion><groupId>g</groupId><artifactId>a"
                + "</artifactId><version>0</version>"
                + others
                + "</project>");
    Path jars = project.resolve("classpath.txt");
    MavenProcess.run(pom, "dependency:build-classpath", "-Dmdep.outputFile=" + jars);
    return System.getProperty("schemas") + File.pathSeparator + Files.readString(jars);
  }

  private static void write(KafkaProcess broker) throws Exception {
    Map<String, Object> config = Map.of("bootstrap.servers", broker.bootstrap());
    try (Admin admin = Admin.create(config)) {
      admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
    }
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(TOPIC, "j1", transition("Submitted", 1656314592000L)));
      producer.send(new ProducerRecord<>(TOPIC, "j1", transition("Running", null)));
      producer.send(new ProducerRecord<>(TOPIC, "j1", transition("Success", 1656314594000L)));
    }
  }

  private static byte[] transition(String state, Long occurredAt) {
    Struct value = SampleValues.struct(EventSchemas.JOB_STATE_TRANSITION.required(), 2);
    value.put("jobId", "j1").put("state", state);
    value.put("occurredAt", occurredAt == null ? null : new Date(occurredAt));
    return new SingleObjectAvroConverter().fromConnectData(TOPIC, value.schema(), value);
  }

  private static List<String> lines(File output) throws IOException {
    return Files.readAllLines(output.toPath()).stream()
        .filter(line -> line.startsWith("j1 "))
        .toList();
  }
}
