package io.mediajobs.connect.config;

import java.net.URI;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.jspecify.annotations.Nullable;

/** Settings of the service: where it is, and with whose credentials it is asked. */
final class ServiceSection {

  static final String BUCKET = "ci.bucket";
  static final String REGION = "ci.region";
  static final String ENDPOINT = "ci.endpoint";
  static final String ALLOW_HTTP = "ci.endpoint.allow.http";

  /** Has the credentials too. */
  static final String GROUP = "Service";

  private static final Pattern BUCKET_FORM = Pattern.compile("[a-z0-9][a-z0-9-]*-[0-9]+");
  private static final Pattern REGION_FORM = Pattern.compile("[a-z]+(-[a-z0-9]+)+");

  private ServiceSection() {}

  static void define(ConfigDef def) {
    Setting.define(
        def,
        GROUP,
        Setting.text(BUCKET, "Bucket")
            .required()
            .matching(BUCKET_FORM, "<name>-<APPID>, such as examplebucket-1250000000")
            .importance(Importance.HIGH)
            .doc("The bucket whose jobs are read, with its APPID: examplebucket-1250000000."),
        Setting.text(REGION, "Region")
            .required()
            .matching(REGION_FORM, "a region such as ap-chongqing")
            .importance(Importance.HIGH)
            .width(Width.SHORT)
            .doc("The region of the bucket: ap-chongqing."),
        Setting.text(ENDPOINT, "Endpoint")
            .validatedBy(Validators.endpoint())
            .width(Width.LONG)
            .doc(
                "The address of the job API, for private links and tests. By default"
                    + " https://<bucket>.ci.<region>.myqcloud.com."),
        Setting.flag(ALLOW_HTTP, "Allow http", false)
            .doc(
                "Whether ci.endpoint may be http:// to another machine. To this machine it always"
                    + " may."));
  }

  /** The address of the job API. */
  static URI endpoint(AbstractConfig config) {
    String given = config.getString(ENDPOINT);
    URI endpoint = given == null ? null : Validators.endpoint(given);
    return endpoint != null
        ? endpoint
        : URI.create(
            "https://"
                + config.getString(BUCKET)
                + ".ci."
                + config.getString(REGION)
                + ".myqcloud.com");
  }

  /** What is wrong between these settings; null for nothing. */
  static @Nullable ConfigProblem crossCheck(AbstractConfig config) {
    ConfigProblem problem = CredentialsSection.crossCheck(config);
    if (problem != null) {
      return problem;
    }
    URI endpoint = endpoint(config);
    if ("http".equalsIgnoreCase(endpoint.getScheme())
        && !Validators.loopback(endpoint)
        && !config.getBoolean(ALLOW_HTTP)) {
      return ConfigProblem.of(
          ENDPOINT,
          "must be https://, as http:// would send credentials' signatures in the clear to another"
              + " machine; if that is wanted, set ci.endpoint.allow.http=true");
    }
    return null;
  }
}
