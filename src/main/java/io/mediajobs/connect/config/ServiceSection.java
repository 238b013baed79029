package io.mediajobs.connect.config;

import io.mediajobs.client.http.Endpoint;
import io.mediajobs.job.Account.Bucket;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.jspecify.annotations.Nullable;

/** Settings of the service: where it is, which buckets are read, and with whose credentials. */
final class ServiceSection {

  static final String BUCKET = "ci.bucket";
  static final String REGION = "ci.region";
  static final String INCLUDE = "ci.bucket.include";
  static final String EXCLUDE = "ci.bucket.exclude";
  static final String ENDPOINT = "ci.endpoint";
  static final String ALLOW_HTTP = "ci.endpoint.allow.http";

  /** Has the credentials too. */
  static final String GROUP = "Service";

  /** Instead of buckets: all that there are. */
  private static final String EVERY = "*";

  private static final Pattern PATTERN_FORM = Pattern.compile("[a-z0-9*-]+");

  private ServiceSection() {}

  static void define(ConfigDef def) {
    Setting.define(
        def,
        GROUP,
        Setting.list(BUCKET, "Buckets")
            .required()
            .validatedBy(
                Validators.each(
                    false,
                    ServiceSection::isBucket,
                    "<name>-<APPID>, such as examplebucket-1250000000, or a list of such, none"
                        + " twice, each alone or with its region, <name>-<APPID>@<region>, or *"))
            .importance(Importance.HIGH)
            .doc(
                "The bucket whose jobs are read, with its APPID: examplebucket-1250000000. Or"
                    + " several, with commas between them; examplebucket-1250000000@ap-guangzhou"
                    + " names one of another region than ci.region. Or *: every bucket of the"
                    + " regions of ci.region that Cloud Infinite is turned on for; new ones are"
                    + " found while the connector runs, and those that are gone are left."),
        Setting.list(REGION, "Regions")
            .required()
            .validatedBy(
                Validators.each(
                    false,
                    Bucket::isRegion,
                    "a region such as ap-chongqing, or a list of such, none twice"))
            .importance(Importance.HIGH)
            .width(Width.SHORT)
            .doc(
                "The region of the buckets that ci.bucket names without one: ap-chongqing. With"
                    + " ci.bucket=* the regions to look for buckets in."),
        patterns(INCLUDE, "Buckets to include")
            .doc(
                "Read only those buckets whose whole names, with their APPIDs, match one of these:"
                    + " video-*, where * stands for any text. Empty takes all."),
        patterns(EXCLUDE, "Buckets to exclude")
            .doc("Leave out the buckets whose whole names match one of these, in the same way."),
        Setting.text(ENDPOINT, "Endpoint")
            .validatedBy(Validators.endpoint(true))
            .width(Width.LONG)
            .doc(
                "The address of the job API, for private links and tests. It may have {bucket} and"
                    + " {region} in it, and must have {bucket} where there are several buckets. By"
                    + " default "
                    + Endpoint.SERVICE
                    + "."),
        Setting.flag(ALLOW_HTTP, "Allow http", false)
            .doc(
                "Whether ci.endpoint may be http:// to another machine. To this machine it always"
                    + " may."));
  }

  private static Setting patterns(String key, String displayName) {
    return Setting.list(key, displayName)
        .defaultsTo("")
        .validatedBy(
            Validators.each(
                true,
                text -> PATTERN_FORM.matcher(text).matches(),
                "a list of names of buckets, none twice, with * where anything may stand"));
  }

  /** Whether every bucket of the account is wanted. */
  static boolean followsBuckets(AbstractConfig config) {
    return config.getList(BUCKET).contains(EVERY);
  }

  /** The buckets that the settings name and do not leave out, in their order. */
  static List<Bucket> buckets(AbstractConfig config) {
    return named(config).stream().filter(bucket -> isWanted(bucket.name(), config)).toList();
  }

  /** The address of the job API, with placeholders where there are several buckets. */
  static Endpoint endpoint(AbstractConfig config) {
    String given = config.getString(ENDPOINT);
    Endpoint endpoint = given == null ? Endpoint.SERVICE : new Endpoint(given);
    List<Bucket> buckets = buckets(config);
    return buckets.size() == 1
        ? endpoint.of(buckets.get(0).name(), buckets.get(0).region())
        : endpoint;
  }

  /** What is wrong between these settings; null for nothing. */
  static @Nullable ConfigProblem crossCheck(AbstractConfig config) {
    ConfigProblem problem = CredentialsSection.crossCheck(config);
    if (problem != null) {
      return problem;
    }
    problem = buckets(config, config.getList(REGION));
    if (problem != null) {
      return problem;
    }
    Endpoint endpoint = endpoint(config);
    boolean several = followsBuckets(config) || buckets(config).size() > 1;
    if (several && !endpoint.address().contains(Endpoint.BUCKET)) {
      return ConfigProblem.of(
          ENDPOINT, "must have {bucket} in its host, as ci.bucket names several buckets");
    }
    if (!endpoint.secure()
        && !Validators.loopback(URI.create(endpoint.of("b-1", "r-1").address()))
        && !config.getBoolean(ALLOW_HTTP)) {
      return ConfigProblem.of(
          ENDPOINT,
          "must be https://, as http:// would send credentials' signatures in the clear to another"
              + " machine; if that is wanted, set ci.endpoint.allow.http=true");
    }
    return AllowedEndpoints.problem(config, endpoint);
  }

  private static @Nullable ConfigProblem buckets(AbstractConfig config, List<String> regions) {
    if (followsBuckets(config)) {
      return config.getList(BUCKET).size() == 1
          ? null
          : ConfigProblem.of(BUCKET, "can't name buckets beside *, which stands for all of them");
    }
    for (String text : config.getList(BUCKET)) {
      if (text.indexOf('@') < 0 && regions.size() > 1) {
        return ConfigProblem.of(
            BUCKET,
            "names " + text + " without its region, and ci.region has several: add @<region>");
      }
    }
    List<Bucket> named = named(config);
    for (Bucket bucket : new HashSet<>(named)) {
      if (named.indexOf(bucket) != named.lastIndexOf(bucket)) {
        return ConfigProblem.of(BUCKET, "names " + bucket + " twice");
      }
    }
    return buckets(config).isEmpty()
        ? ConfigProblem.of(BUCKET, "names no bucket that ci.bucket.include and .exclude leave")
        : null;
  }

  /** Every bucket that the settings name, left out or not. */
  private static List<Bucket> named(AbstractConfig config) {
    List<Bucket> buckets = new ArrayList<>();
    for (String text : followsBuckets(config) ? List.<String>of() : config.getList(BUCKET)) {
      int at = text.indexOf('@');
      buckets.add(
          at < 0
              ? new Bucket(text, config.getList(REGION).get(0))
              : new Bucket(text.substring(0, at), text.substring(at + 1)));
    }
    return buckets;
  }

  private static boolean isBucket(String text) {
    int at = text.indexOf('@');
    return at < 0
        ? text.equals(EVERY) || Bucket.isName(text)
        : Bucket.isName(text.substring(0, at)) && Bucket.isRegion(text.substring(at + 1));
  }

  /** Whether the patterns of the settings let a bucket be read. */
  static boolean isWanted(String name, AbstractConfig config) {
    List<String> include = config.getList(INCLUDE);
    return (include.isEmpty() || include.stream().anyMatch(pattern -> matches(pattern, name)))
        && config.getList(EXCLUDE).stream().noneMatch(pattern -> matches(pattern, name));
  }

  /** Part by part, as a regular expression with many stars could take for ever. */
  private static boolean matches(String pattern, String name) {
    String[] parts = pattern.split("\\*", -1);
    String last = parts[parts.length - 1];
    if (parts.length == 1) {
      return name.equals(pattern);
    }
    int from = name.startsWith(parts[0]) ? parts[0].length() : -1;
    for (int i = 1; i < parts.length - 1 && from >= 0; i++) {
      int at = name.indexOf(parts[i], from);
      from = at < 0 ? -1 : at + parts[i].length();
    }
    return from >= 0 && name.length() - last.length() >= from && name.endsWith(last);
  }
}
