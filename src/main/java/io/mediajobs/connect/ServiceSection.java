package io.mediajobs.connect;

import io.mediajobs.client.Credentials;
import io.mediajobs.client.CredentialsSource;
import java.net.URI;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/** Settings of the service: where it is, and with whose credentials it is asked. */
final class ServiceSection {

  static final String BUCKET = "ci.bucket";
  static final String REGION = "ci.region";
  static final String ENDPOINT = "ci.endpoint";
  static final String ALLOW_HTTP = "ci.endpoint.allow.http";
  static final String PROVIDER = "ci.credentials.provider";
  static final String SECRET_ID = "ci.secret.id";
  static final String SECRET_KEY = "ci.secret.key";
  static final String SESSION_TOKEN = "ci.session.token";

  static final String STATIC = "static";
  static final String ENVIRONMENT = "environment";

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
        Settings.matching(BUCKET_FORM, "<name>-<APPID>, such as examplebucket-1250000000"),
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
        Settings.matching(REGION_FORM, "a region such as ap-chongqing"),
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
        Settings.endpoint(),
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
    def.define(
        PROVIDER,
        Type.STRING,
        STATIC,
        ValidString.in(STATIC, ENVIRONMENT),
        Importance.HIGH,
        "Where the credentials come from: static (ci.secret.id, ci.secret.key and, if temporary,"
            + " ci.session.token) or environment (TENCENTCLOUD_SECRET_ID, TENCENTCLOUD_SECRET_KEY,"
            + " TENCENTCLOUD_SECURITY_TOKEN of the worker).",
        GROUP,
        ++order,
        Width.SHORT,
        "Credentials provider");
    def.define(
        SECRET_ID,
        Type.STRING,
        null,
        Settings.textOrNull(),
        Importance.HIGH,
        "The SecretId of the static credentials.",
        GROUP,
        ++order,
        Width.MEDIUM,
        "SecretId");
    def.define(
        SECRET_KEY,
        Type.PASSWORD,
        null,
        Importance.HIGH,
        "The SecretKey of the static credentials.",
        GROUP,
        ++order,
        Width.MEDIUM,
        "SecretKey");
    def.define(
        SESSION_TOKEN,
        Type.PASSWORD,
        null,
        Importance.MEDIUM,
        "The token of temporary static credentials.",
        GROUP,
        ++order,
        Width.LONG,
        "Session token");
    return def;
  }

  /** The address of the job API. */
  static URI endpoint(AbstractConfig config) {
    String given = config.getString(ENDPOINT);
    URI endpoint = given == null ? null : Settings.endpoint(given);
    return endpoint != null
        ? endpoint
        : URI.create(
            "https://"
                + config.getString(BUCKET)
                + ".ci."
                + config.getString(REGION)
                + ".myqcloud.com");
  }

  /** Where the credentials come from; {@link #crossCheck} has seen to it that they are there. */
  static CredentialsSource credentials(AbstractConfig config) {
    if (config.getString(PROVIDER).equals(ENVIRONMENT)) {
      return CredentialsSource.environment(System::getenv);
    }
    Password token = config.getPassword(SESSION_TOKEN);
    return CredentialsSource.fixed(
        new Credentials(
            config.getString(SECRET_ID),
            config.getPassword(SECRET_KEY).value(),
            token == null || token.value().isBlank() ? null : token.value()));
  }

  /** What is wrong between these settings, if anything, with the key at fault. */
  static @Nullable Complaint crossCheck(AbstractConfig config) {
    if (config.getString(PROVIDER).equals(STATIC)) {
      if (config.getString(SECRET_ID) == null) {
        return new Complaint(SECRET_ID, "is required with ci.credentials.provider=static");
      }
      if (config.getPassword(SECRET_KEY) == null
          || config.getPassword(SECRET_KEY).value().isBlank()) {
        return new Complaint(SECRET_KEY, "is required with ci.credentials.provider=static");
      }
    }
    URI endpoint = endpoint(config);
    if ("http".equalsIgnoreCase(endpoint.getScheme())
        && !Settings.loopback(endpoint)
        && !config.getBoolean(ALLOW_HTTP)) {
      return new Complaint(
          ENDPOINT,
          "must be https://, as http:// would send credentials' signatures in the clear to another"
              + " machine; if that is wanted, set ci.endpoint.allow.http=true");
    }
    return null;
  }
}
