package io.mediajobs.job;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is known of the job tags: the path that lists each. From the vendor's pages and SDKs; a tag
 * that is not here is listed under {@code /jobs}, which since 2023 lists every kind of job.
 */
public final class JobTags {

  private static final String MEDIA = "/jobs";
  private static final String AI = "/ai_jobs";
  private static final String SPEECH = "/asr_jobs";
  private static final String PICTURE = "/pic_jobs";
  private static final String DOCUMENT = "/doc_jobs";

  private static final Set<String> MEDIA_TAGS =
      Set.of(
          "Transcode",
          "Animation",
          "Snapshot",
          "SmartCover",
          "Concat",
          "VideoMontage",
          "SDRtoHDR",
          "VideoProcess",
          "VideoEnhance",
          "SuperResolution",
          "Segment",
          "DigitalWatermark",
          "ExtractDigitalWatermark",
          "VideoTag",
          "MediaInfo",
          "StreamExtract",
          "QualityEstimate",
          "VoiceSeparate",
          "Tts",
          "NoiseReduction",
          "VocalScore",
          "VideoTargetRec",
          "SegmentVideoBody",
          "ImageOCR",
          "DNA",
          "SplitVideoParts",
          "FillConcat",
          "VideoSynthesis",
          "GeneratePlayList",
          "ImageInspect",
          "FileHashCode",
          "FileUncompress",
          "FileCompress");

  private static final Map<String, String> OTHER_PATHS =
      Map.of(
          "Translation", AI,
          "WordsGeneralize", AI,
          "SpeechRecognition", SPEECH,
          "SoundHound", SPEECH,
          "PicProcess", PICTURE,
          "PosterProduction", PICTURE,
          "DocProcess", DOCUMENT,
          "DocWatermark", DOCUMENT,
          "DocAIGCMetadata", DOCUMENT);

  private JobTags() {}

  /** The path under which jobs of a tag are listed. */
  public static String path(String tag) {
    return OTHER_PATHS.getOrDefault(tag, MEDIA);
  }

  /** Whether the tag is known here; the service may know more. */
  public static boolean known(String tag) {
    return MEDIA_TAGS.contains(tag) || OTHER_PATHS.containsKey(tag);
  }

  /** The known tags, sorted. */
  public static Set<String> all() {
    Set<String> tags = new TreeSet<>(MEDIA_TAGS);
    tags.addAll(OTHER_PATHS.keySet());
    return tags;
  }

  /** How many ids one look-up takes: ten, but for documents only single ids are documented. */
  public static int idsPerLookUp(String path) {
    return path.equals(DOCUMENT) ? 1 : 10;
  }
}
