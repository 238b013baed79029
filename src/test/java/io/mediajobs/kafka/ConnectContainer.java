package io.mediajobs.kafka;

import com.github.dockerjava.api.exception.NotFoundException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.ImageFromDockerfile;
import org.testcontainers.images.builder.Transferable;

/**
 * A worker in a container, of the image that {@code config/docker/Dockerfile} makes from the
 * archive that the build has just written. It is on the host's own network, where broker and
 * service are on loopback; Linux alone has that.
 */
public final class ConnectContainer implements AutoCloseable {

  private static final Path DOCKERFILE = Path.of("config", "docker", "Dockerfile");
  private static final String FOLDER = "/etc/kafka-connect/";
  private static final int READABLE = 0644;
  private static final String TRACE =
      "-Dorg.slf4j.simpleLogger.log.io.mediajobs=trace"
          + " -Dorg.slf4j.simpleLogger.log.org.apache.hc=trace";

  private final int port = FreePort.next();
  private final ImageFromDockerfile image;
  private final GenericContainer<?> container;

  private ConnectContainer(String kafkaImage, Map<String, String> settings, String secrets) {
    Map<String, String> here = new HashMap<>(settings);
    here.put("listeners", "HTTP://127.0.0.1:" + port);
    here.put("rest.advertised.host.name", "127.0.0.1");
    image = image(kafkaImage);
    container =
        new GenericContainer<>(image)
            .withNetworkMode("host")
            .withEnv("KAFKA_OPTS", TRACE)
            .withCopyToContainer(file(text(here)), FOLDER + "worker.properties")
            .withCopyToContainer(file(secrets), FOLDER + "secrets/media-jobs.properties")
            .withLogConsumer(ContainerLog.named("worker-container"))
            .waitingFor(
                Wait.forLogMessage(".*Kafka Connect started.*", 1)
                    .withStartupTimeout(Duration.ofSeconds(90)));
  }

  /**
   * Builds the image and starts a worker of it.
   *
   * @param kafkaImage what the image is built on
   * @param settings the worker file; the worker listens on a loopback port whatever it says
   * @param secrets the lines of the file that the connector's configuration takes its key from
   */
  public static ConnectContainer start(
      String kafkaImage, Map<String, String> settings, String secrets) {
    ConnectContainer worker = new ConnectContainer(kafkaImage, settings, secrets);
    try {
      worker.container.start();
      ConnectRest client = worker.client();
      Await.until(Duration.ofMinutes(3), "the worker in its group", client::isHealthy);
      return worker;
    } catch (RuntimeException | Error failed) {
      worker.close();
      throw failed;
    }
  }

  /** A client of its REST interface. */
  public ConnectRest client() {
    return new ConnectRest(URI.create("http://127.0.0.1:" + port));
  }

  /** Ends it, and removes it and its image. Its log stays in {@code target/kafka}. */
  @Override
  public void close() {
    container.stop();
    try {
      DockerClientFactory.lazyClient().removeImageCmd(image.getDockerImageName()).exec();
    } catch (NotFoundException neverBuilt) {
      // Then there is nothing to remove.
    }
  }

  private static ImageFromDockerfile image(String kafkaImage) {
    Path zip = Path.of(System.getProperty("archive"));
    Path archive = zip.resolveSibling(zip.getFileName().toString().replace(".zip", ".tar.gz"));
    return new ImageFromDockerfile()
        .withBuildArg("KAFKA_IMAGE", kafkaImage)
        .withFileFromPath("Dockerfile", DOCKERFILE)
        .withFileFromPath(archive.getFileName().toString(), archive);
  }

  /** Readable for whatever user the image has. */
  private static Transferable file(String text) {
    return Transferable.of(text, READABLE);
  }

  private static String text(Map<String, String> settings) {
    Properties properties = new Properties();
    properties.putAll(settings);
    StringWriter text = new StringWriter();
    try {
      properties.store(text, null);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }
}
