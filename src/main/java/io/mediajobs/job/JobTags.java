package io.mediajobs.job;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What is known of the job tags: the path that lists each, and the one that looks its jobs up. From
 * the vendor's pages and SDKs; a tag that is not here is asked for under {@code /jobs}, which since
 * 2023 lists every kind of job.
 */
public final class JobTags {

  private static final String UNIFIED = "/jobs";

  private static final Map<String, Family> FAMILIES = new TreeMap<>();

  /**
   * What jobs listed under {@code /jobs} belong to as well, by the pages since 2025 or the SDKs.
   */
  private static final Map<String, Family> REGROUPED =
      Map.of(
          "VoiceSeparate", Family.SPEECH,
          "Tts", Family.SPEECH,
          "NoiseReduction", Family.SPEECH,
          "SoundHound", Family.SPEECH,
          "VocalScore", Family.SPEECH,
          "VideoTargetRec", Family.AI,
          "SegmentVideoBody", Family.AI,
          "ImageOCR", Family.AI,
          "ImageInspect", Family.PICTURE);

  private static final Set<String> QUEUE_TYPES =
      words("AIProcess DocProcess FileProcess PicProcess SpeedTranscoding Speeching Transcoding");

  /**
   * The results of a finished job, below its Operation. Every one of these tags has a sample of a
   * finished job that shows one, or a table that says when it is returned; the samples of
   * Translation and NoiseReduction show none, and the rest is known of SDKs alone.
   */
  private static final Map<String, Set<String>> RESULTS = new HashMap<>();

  static {
    Set<String> mediaFiles = words("MediaInfo MediaResult");
    String media =
        """
        Transcode Animation Snapshot SmartCover Concat VideoMontage SDRtoHDR VideoProcess
        SuperResolution Segment DigitalWatermark StreamExtract VoiceSeparate Tts
        """;
    words(media).forEach(tag -> RESULTS.put(tag, mediaFiles));
    String named =
        """
        VideoTag SpeechRecognition WordsGeneralize PicProcess DocProcess FileHashCode
        FileUncompress FileCompress
        """;
    words(named).forEach(tag -> RESULTS.put(tag, Set.of(tag + "Result")));
    words("MediaInfo QualityEstimate").forEach(tag -> RESULTS.put(tag, Set.of(tag)));
    // The element repeats what was asked for; what was found is one of its children.
    RESULTS.put("ExtractDigitalWatermark", Set.of("ExtractDigitalWatermark/Message"));

    add(
        Family.MEDIA,
        """
        Transcode Animation Snapshot SmartCover Concat VideoMontage SDRtoHDR VideoProcess
        VideoEnhance SuperResolution Segment DigitalWatermark ExtractDigitalWatermark VideoTag
        MediaInfo StreamExtract QualityEstimate VoiceSeparate Tts NoiseReduction DNA
        SplitVideoParts FillConcat VideoSynthesis GeneratePlayList
        """);
    // Of other families, but shown under /jobs alone: the SDKs that have them ask nowhere else.
    String others = "SoundHound VocalScore VideoTargetRec SegmentVideoBody ImageOCR ImageInspect";
    add(Family.MEDIA, others);
    add(Family.AI, "Translation WordsGeneralize");
    add(Family.SPEECH, "SpeechRecognition");
    add(Family.PICTURE, "PicProcess PosterProduction");
    add(Family.DOCUMENT, "DocProcess DocWatermark DocAIGCMetadata");
    add(Family.FILE, "FileHashCode FileUncompress FileCompress");
  }

  private JobTags() {}

  /** The path under which jobs of a tag are listed. */
  public static String path(String tag) {
    return family(tag).listPath;
  }

  /** Every path that lists jobs of a tag, {@link #path} among them. */
  public static Set<String> paths(String tag) {
    Set<String> paths = paths(tag, family -> family.listPath);
    paths.add(UNIFIED);
    return paths;
  }

  /** The kinds of queues that the vendor's page on {@code GET /jobs} names. */
  public static Set<String> queueTypes() {
    return QUEUE_TYPES;
  }

  /**
   * The path under which jobs of a source are looked up by id: where they are listed, but for
   * documents and files under {@code /jobs}. That lists them too, and is not known to know their
   * ids.
   */
  public static String lookUpPath(JobSource source) {
    return source.path().equals(UNIFIED) ? family(source.tag()).lookUpPath : source.path();
  }

  /** How many ids one look-up takes: ten, but for documents and files single ids are documented. */
  public static int idsPerLookUp(JobSource source) {
    String path = lookUpPath(source);
    boolean single =
        family(source.tag()).single
            || path.equals(Family.DOCUMENT.lookUpPath)
            || path.equals(Family.FILE.lookUpPath);
    return single ? 1 : 10;
  }

  /**
   * The paths that list the queues in which jobs of a tag can be: those of its family. Of tags that
   * newer pages count among another family than older ones, the queues of both.
   */
  public static Set<String> queuePaths(String tag) {
    return paths(tag, family -> family.queuePath);
  }

  /**
   * The paths that list the buckets in which jobs of a tag can be: those that its family is turned
   * on for; of tags with two families, of either.
   */
  public static Set<String> bucketPaths(String tag) {
    return paths(tag, family -> family.bucketPath);
  }

  /**
   * The results that jobs of a tag bring when they succeed, of which one at least is there, as
   * paths below Operation; empty where no page shows one.
   */
  static Set<String> results(String tag) {
    return RESULTS.getOrDefault(tag, Set.of());
  }

  /** Whether the tag is known here; the service may know more. */
  public static boolean known(String tag) {
    return FAMILIES.containsKey(tag);
  }

  /** The known tags, sorted. */
  public static Set<String> all() {
    return Collections.unmodifiableSet(new TreeSet<>(FAMILIES.keySet()));
  }

  /** The paths of the family of a tag and, where newer pages have another one, of that too. */
  private static Set<String> paths(String tag, Function<Family, String> path) {
    Family family = family(tag);
    Family newer = REGROUPED.getOrDefault(tag, family);
    return new TreeSet<>(List.of(path.apply(family), path.apply(newer)));
  }

  private static Family family(String tag) {
    return FAMILIES.getOrDefault(tag, Family.MEDIA);
  }

  private static void add(Family family, String tags) {
    words(tags).forEach(tag -> FAMILIES.put(tag, family));
  }

  private static Set<String> words(String text) {
    return Collections.unmodifiableSet(new TreeSet<>(List.of(text.strip().split("\\s+"))));
  }

  /** Kinds of jobs that share their paths. */
  private enum Family {
    MEDIA(UNIFIED, UNIFIED, "/queue", "/mediabucket", false),
    AI("/ai_jobs", UNIFIED, "/ai_queue", "/ai_bucket", false),
    SPEECH("/asr_jobs", UNIFIED, "/asrqueue", "/asrbucket", false),
    PICTURE("/pic_jobs", UNIFIED, "/picqueue", "/picbucket", false),
    DOCUMENT("/doc_jobs", "/doc_jobs", "/docqueue", "/docbucket", true),
    /** Its own path lists nothing, so it is listed under {@code /jobs}. */
    FILE(UNIFIED, "/file_jobs", "/file_queue", "/file_bucket", true);

    private final String listPath;
    private final String lookUpPath;
    private final String queuePath;
    private final String bucketPath;
    private final boolean single;

    /**
     * A family.
     *
     * @param listPath which lists its jobs
     * @param lookUpPath which looks up what {@code /jobs} has listed
     * @param queuePath which lists its queues
     * @param bucketPath which lists the buckets that it is turned on for
     * @param single whether a look-up takes one id
     */
    Family(
        String listPath, String lookUpPath, String queuePath, String bucketPath, boolean single) {
      this.listPath = listPath;
      this.lookUpPath = lookUpPath;
      this.queuePath = queuePath;
      this.bucketPath = bucketPath;
      this.single = single;
    }
  }
}
