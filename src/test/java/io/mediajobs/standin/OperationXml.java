package io.mediajobs.standin;

import io.mediajobs.job.JobState;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Writes what a job was asked to do and what came of it, after the samples of the vendor's pages.
 */
final class OperationXml {

  private static final String TEMPLATE_ID = "t1460606b9752148c4ab182f55163ba7cd";
  private static final List<Integer> HEIGHTS = List.of(360, 720, 1080, 2160);
  private static final String MEDIA_INFO = read("/standin/media-info.xml");

  private final String bucket;
  private final String region;

  OperationXml(String bucket, String region) {
    this.bucket = bucket;
    this.region = region;
  }

  void write(Xml xml, Job job, Instant now) {
    xml.leaf("TemplateId", TEMPLATE_ID);
    switch (job.tag()) {
      case "Transcode" -> writeTranscode(xml, partState(job, now));
      case "VoiceSeparate" -> xml.group("VoiceSeparate", OperationXml::writeVoiceSeparate);
      case "Translation" ->
          xml.group("Translation", inner -> inner.leaf("Lang", "en").leaf("Type", "txt"));
      default -> {}
    }
    xml.group("Output", output -> writeOutput(output, job));
    xml.leaf("UserData", "This is my data.");
    xml.leaf("JobLevel", "0");
    boolean succeeded = job.state(now).equals(JobState.SUCCESS) && job.timeline().hasResults(now);
    if (succeeded && job.family() == Family.MEDIA) {
      xml.raw(mediaInfo(job));
      xml.group("MediaResult", result -> result.group("OutputFile", file -> writeFile(file, job)));
    }
  }

  /** That of the vendor's sample, but of a length and a size of this job's own. */
  private static String mediaInfo(Job job) {
    int lot = Math.floorMod(job.id().hashCode(), 3600);
    int height = HEIGHTS.get(lot % HEIGHTS.size());
    return MEDIA_INFO
        .replace("<Duration>13.654000", "<Duration>" + (lot + 1) + ".654000")
        .replace("<Height>960", "<Height>" + height)
        .replace("<Width>544", "<Width>" + height * 16 / 9);
  }

  /** The documented states of a part: Running, Success, Failed. */
  private static String partState(Job job, Instant now) {
    if (!job.timeline().partHasEnded(now)) {
      return "Running";
    }
    return job.state(now).equals(JobState.SUCCESS) ? "Success" : "Failed";
  }

  private static void writeTranscode(Xml xml, String watermarkState) {
    for (int i = 2; i <= 4; i++) {
      xml.leaf("WatermarkTemplateId", "t1318c5f428d474afba1797f84091cbe2" + i);
    }
    xml.group(
        "RemoveWatermark",
        area -> area.leaf("Dx", "150").leaf("Dy", "150").leaf("Width", "75").leaf("Height", "75"));
    xml.group(
        "DigitalWatermark",
        mark ->
            mark.leaf("Type", "Text")
                .leaf("Message", "123456789ab")
                .leaf("Version", "V1")
                .leaf("IgnoreError", "false")
                .leaf("State", watermarkState));
  }

  private static void writeVoiceSeparate(Xml xml) {
    xml.leaf("AudioMode", "IsAudio");
    xml.group(
        "AudioConfig",
        config ->
            config
                .leaf("Codec", "mp3")
                .leaf("Samplerate", "44100")
                .leaf("Bitrate", "12")
                .leaf("Channels", "2"));
  }

  private void writeOutput(Xml xml, Job job) {
    xml.leaf("Region", region).leaf("Bucket", bucket).leaf("Object", job.details().outputObject());
    if (job.tag().equals("VoiceSeparate")) {
      xml.leaf("AuObject", job.details().outputObject() + ".voice");
    }
  }

  private void writeFile(Xml xml, Job job) {
    String object = job.details().outputObject();
    String md5 =
        UUID.nameUUIDFromBytes(object.getBytes(StandardCharsets.UTF_8)).toString().replace("-", "");
    xml.leaf("Bucket", bucket).leaf("Region", region).leaf("ObjectName", object);
    xml.group("Md5Info", info -> info.leaf("Md5", md5).leaf("ObjectName", object));
  }

  private static String read(String resource) {
    try (InputStream file = OperationXml.class.getResourceAsStream(resource)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
