package io.mediajobs.connect.config;

import java.net.URI;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.jspecify.annotations.Nullable;

/** Settings of the service: where it is, and with whose credentials it is asked. */
final class ServiceSection {

  static final String BUCKET = "ci.bucket";
  static final String REGION = "ci.region";
  static final String ENDPOINT = "ci.endpoint";
  static final String ALLOW_HTTP = "ci.endpoint.allow.http";

  private static final String GROUP = "Service";
  private static final Pattern BUCKET_FORM = Pattern.compile("[a-z0-9][a-z0-9-]*-[0-9]+");
  private static final Pattern REGION_FORM = Pattern.compile("[a-z]+(-[a-z0-9]+)+");

  private ServiceSection() {}

  static ConfigDef define(ConfigDef def) {
    int order = 0;
    def.define(
        BUCKET,
        Type.STRING,
        ConfigDef.NO_DEFAULT_VALUE,
        Validators.matching(BUCKET_FORM, "<name>-<APPID>, such as examplebucket-1250000000"),
        Importance.HIGH,
        "The bucket whose jobs are read, with its APPID: examplebucket-1250000000.",
        GROUP,
        ++order,
        Width.MEDIUM,
        "Bucket");
    def.define(
        REGION,
        Type.STRING,
        ConfigDef.NO_DEFAULT_VALUE,
        Validators.matching(REGION_FORM, "a region such as ap-chongqing"),
        Importance.HIGH,
        "The region of the bucket: ap-chongqing.",
        GROUP,
        ++order,
        Width.SHORT,
        "Region");
    def.define(
        ENDPOINT,
        Type.STRING,
        null,
        Validators.endpoint(),
        Importance.LOW,
        "The address of the job API, for private links and tests. By default"
            + " https://<bucket>.ci.<region>.myqcloud.com.",
        GROUP,
        ++order,
        Width.LONG,
        "Endpoint");
    def.define(
        ALLOW_HTTP,
        Type.BOOLEAN,
        false,
        Importance.LOW,
        "Whether ci.endpoint may be http:// to another machine. To this machine it always may.",
        GROUP,
        ++order,
        Width.SHORT,
        "Allow http");
    return CredentialsSection.define(def, GROUP, order);
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

  /** What is wrong between these settings, if anything, with the key at fault. */
  static @Nullable ConfigProblem crossCheck(AbstractConfig config) {
    ConfigProblem complaint = CredentialsSection.crossCheck(config);
    if (complaint != null) {
      return complaint;
    }
    URI endpoint = endpoint(config);
    if ("http".equalsIgnoreCase(endpoint.getScheme())
        && !Validators.loopback(endpoint)
        && !config.getBoolean(ALLOW_HTTP)) {
      return new ConfigProblem(
          ENDPOINT,
          "must be https://, as http:// would send credentials' signatures in the clear to another"
              + " machine; if that is wanted, set ci.endpoint.allow.http=true");
    }
    return null;
  }
}
