package io.mediajobs.standin;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The families of jobs: their paths, the first letter of their ids, and their kind of queue. */
public enum Family {
  MEDIA("/jobs", "/queue", "/mediabucket", 'j', "Transcoding", "Transcoding"),
  SPEECH("/asr_jobs", "/asrqueue", "/asrbucket", 's', "Speeching", "Speeching"),
  AI("/ai_jobs", "/ai_queue", "/ai_bucket", 'a', "AIProcess", "AIProcess"),
  IMAGE("/pic_jobs", "/picqueue", "/picbucket", 'c', "PicProcess", "PicProcessing"),
  DOCUMENT("/doc_jobs", "/docqueue", "/docbucket", 'd', "DocProcess", "DocProcessing"),
  FILE("/file_jobs", "/file_queue", "/file_bucket", 'f', "FileProcess", "FileProcess");

  private static final List<String> SPEECH_TAGS = List.of("SpeechRecognition", "SoundHound");
  private static final List<String> AI_TAGS =
      List.of("Translation", "WordsGeneralize", "VideoTargetRec", "SegmentVideoBody", "ImageOCR");
  private static final List<String> IMAGE_TAGS =
      List.of("PicProcess", "PosterProduction", "ImageInspect");

  private final String jobPath;
  private final String queuePath;
  private final String bucketPath;
  private final char letter;
  private final String queueType;
  private final String category;

  Family(
      String jobPath,
      String queuePath,
      String bucketPath,
      char letter,
      String queueType,
      String category) {
    this.jobPath = jobPath;
    this.queuePath = queuePath;
    this.bucketPath = bucketPath;
    this.letter = letter;
    this.queueType = queueType;
    this.category = category;
  }

  /** The family that runs jobs of this tag; a tag that nobody knows is a media tag. */
  public static Family of(String tag) {
    if (SPEECH_TAGS.contains(tag)) {
      return SPEECH;
    } else if (AI_TAGS.contains(tag)) {
      return AI;
    } else if (IMAGE_TAGS.contains(tag)) {
      return IMAGE;
    } else if (tag.startsWith("Doc")) {
      return DOCUMENT;
    } else {
      return tag.startsWith("File") ? FILE : MEDIA;
    }
  }

  /** The family whose listing or look-up this path is; null for any other path. */
  static @Nullable Family ofJobPath(String path) {
    for (Family family : values()) {
      if (path.equals(family.jobPath) || path.startsWith(family.jobPath + "/")) {
        return family;
      }
    }
    return null;
  }

  /** The family whose queues this path lists; null for any other path. */
  static @Nullable Family ofQueuePath(String path) {
    for (Family family : values()) {
      if (path.equals(family.queuePath)) {
        return family;
      }
    }
    return null;
  }

  /** The family whose buckets this path lists; null for any other path. */
  static @Nullable Family ofBucketPath(String path) {
    for (Family family : values()) {
      if (path.equals(family.bucketPath)) {
        return family;
      }
    }
    return null;
  }

  /** The name of an element of that list: {@code MediaBucketList}. */
  String bucketElement() {
    String name = bucketPath.substring(1).replaceAll("_?bucket", "");
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1) + "BucketList";
  }

  /** Whether this family's path shows jobs of the other: {@code /jobs} shows all of them. */
  boolean shows(Family other) {
    return this == MEDIA || this == other;
  }

  /** The path of listings, {@code /jobs}. */
  public String jobPath() {
    return jobPath;
  }

  /** The first letter of the ids of its jobs. */
  public char letter() {
    return letter;
  }

  /** The value of the parameter {@code queueType}. */
  public String queueType() {
    return queueType;
  }

  /** The {@code Category} of its queues, which the service spells differently for some. */
  public String category() {
    return category;
  }
}
