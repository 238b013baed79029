package io.mediajobs.connect.config;

import io.mediajobs.client.credentials.Credentials;
import io.mediajobs.client.credentials.CredentialsSource;
import io.mediajobs.client.http.ClientSettings;
import io.mediajobs.client.http.Endpoint;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/** Settings of the credentials that the service is asked with. */
final class CredentialsSection {

  static final String PROVIDER = "ci.credentials.provider";
  static final String SECRET_ID = "ci.secret.id";
  static final String SECRET_KEY = "ci.secret.key";
  static final String SESSION_TOKEN = "ci.session.token";
  static final String TOKEN_HEADER = "ci.session.token.header";
  static final String FILE = "ci.credentials.file";
  static final String ROLE = "ci.instance.role";
  static final String METADATA_ENDPOINT = "ci.instance.metadata.endpoint";

  static final String ROLE_ARN = "ci.role.arn";
  static final String STS_ENDPOINT = "ci.sts.endpoint";

  static final String STATIC = "static";
  static final String ENVIRONMENT = "environment";
  static final String INSTANCE_ROLE = "instance-role";
  static final String FROM_FILE = "file";
  static final String WEB_IDENTITY = "web-identity";

  private static final Pattern ARN_FORM = Pattern.compile("qcs::cam::[!-~]{1,200}");

  /** A token of HTTP, but for headers that a request has already. */
  private static final Pattern HEADER_FORM =
      Pattern.compile(
          "(?i)(?!(?:host|accept|authorization|connection|user-agent|content-length"
              + "|transfer-encoding)$)[!#$%&'*+.^_`|~0-9a-z-]+");

  private CredentialsSection() {}

  static void define(ConfigDef def) {
    Setting.define(
        def,
        ServiceSection.GROUP,
        Setting.choice(
                PROVIDER,
                "Credentials provider",
                STATIC,
                ENVIRONMENT,
                INSTANCE_ROLE,
                FROM_FILE,
                WEB_IDENTITY)
            .importance(Importance.HIGH)
            .doc(
                "Where the credentials come from: static (ci.secret.id, ci.secret.key and, if"
                    + " temporary, ci.session.token), environment (TENCENTCLOUD_SECRET_ID,"
                    + " TENCENTCLOUD_SECRET_KEY, TENCENTCLOUD_SECURITY_TOKEN of the worker),"
                    + " instance-role (the CAM role of the worker's instance, renewed before it"
                    + " expires), file (ci.credentials.file, read again when it changes) or"
                    + " web-identity (the role of the service account of a pod of TKE, renewed"
                    + " before it expires)."),
        Setting.text(SECRET_ID, "SecretId")
            .validatedBy(Validators.textOrNull())
            .importance(Importance.HIGH)
            .visibleWith(PROVIDER, STATIC)
            .doc("The SecretId of the static credentials."),
        Setting.secret(SECRET_KEY, "SecretKey")
            .importance(Importance.HIGH)
            .visibleWith(PROVIDER, STATIC)
            .doc("The SecretKey of the static credentials."),
        Setting.secret(SESSION_TOKEN, "Session token")
            .importance(Importance.MEDIUM)
            .width(Width.LONG)
            .visibleWith(PROVIDER, STATIC)
            .doc("The token of temporary static credentials."),
        Setting.text(TOKEN_HEADER, "Session token header")
            .defaultsTo(ClientSettings.TOKEN_HEADER)
            .matching(HEADER_FORM, "the name of an HTTP header that carries nothing else")
            .doc(
                "The header that carries the token of temporary credentials. Some SDKs of the"
                    + " vendor send x-cos-security-token. It is signed if it begins with x-ci- or"
                    + " x-cos-."),
        Setting.text(FILE, "Credentials file")
            .validatedBy(
                Validators.matching(CredentialsSection::isAbsolutePath, "an absolute path"))
            .importance(Importance.MEDIUM)
            .width(Width.LONG)
            .visibleWith(PROVIDER, FROM_FILE)
            .doc(
                "The file with the credentials, on every worker, of the form of"
                    + " ~/.tencentcloud/credentials: section [default], keys secret_id, secret_key"
                    + " and, if temporary, token. For ci.credentials.provider=file."),
        Setting.text(ROLE, "Instance role")
            .matching(CredentialsSource.ROLE_FORM, "the name of a CAM role")
            .visibleWith(PROVIDER, INSTANCE_ROLE)
            .doc(
                "The CAM role of the instance, for ci.credentials.provider=instance-role. By"
                    + " default the first that the metadata service names."),
        Setting.text(METADATA_ENDPOINT, "Metadata endpoint")
            .defaultsTo("http://metadata.tencentyun.com")
            .validatedBy(Validators.endpoint(false))
            .width(Width.LONG)
            .visibleWith(PROVIDER, INSTANCE_ROLE)
            .doc(
                "The address of the metadata service, for ci.credentials.provider=instance-role; it"
                    + " is asked without a proxy."),
        Setting.text(ROLE_ARN, "Role to assume")
            .matching(ARN_FORM, "an ARN such as qcs::cam::uin/100000000001:roleName/reads-jobs")
            .importance(Importance.MEDIUM)
            .width(Width.LONG)
            .doc(
                "The CAM role to assume with the provider's credentials, of the same account or of"
                    + " another. What it gives is renewed before it expires, and signs all"
                    + " requests."),
        Setting.text(STS_ENDPOINT, "Token service endpoint")
            .defaultsTo("https://sts.tencentcloudapi.com")
            .validatedBy(Validators.endpoint(false))
            .width(Width.LONG)
            .doc(
                "The address of the security token service, for ci.role.arn and"
                    + " ci.credentials.provider=web-identity."));
  }

  /** Where the credentials come from; {@link #crossCheck} has seen to it that they are set. */
  static CredentialsSource source(
      AbstractConfig config, ClientSettings client, InstantSource time) {
    ClientSettings tokens = client.at(new Endpoint(config.getString(STS_ENDPOINT)));
    CredentialsSource provider = provider(config, tokens, time);
    String role = config.getString(ROLE_ARN);
    String region = config.getList(ServiceSection.REGION).get(0);
    return role == null
        ? provider
        : CredentialsSource.assumedRole(tokens, provider, role, region, time);
  }

  private static CredentialsSource provider(
      AbstractConfig config, ClientSettings tokens, InstantSource time) {
    return switch (config.getString(PROVIDER)) {
      case ENVIRONMENT -> CredentialsSource.environment(System::getenv);
      case WEB_IDENTITY -> CredentialsSource.webIdentity(tokens, System::getenv, time);
      case FROM_FILE -> CredentialsSource.file(Path.of(config.getString(FILE)), time);
      case INSTANCE_ROLE ->
          CredentialsSource.instanceRole(
              RequestSection.settings(
                  config, new Endpoint(config.getString(METADATA_ENDPOINT)), null, null),
              config.getString(ROLE),
              time);
      default -> CredentialsSource.fixed(given(config));
    };
  }

  /** What is wrong between these settings; null for nothing. */
  static @Nullable ConfigProblem crossCheck(AbstractConfig config) {
    String provider = config.getString(PROVIDER);
    boolean fixed = provider.equals(STATIC);
    if (fixed && config.getString(SECRET_ID) == null) {
      return ConfigProblem.of(SECRET_ID, "is required with ci.credentials.provider=static");
    }
    if (fixed && Setting.secretOf(config, SECRET_KEY) == null) {
      return ConfigProblem.of(SECRET_KEY, "is required with ci.credentials.provider=static");
    }
    for (String given : List.of(SECRET_ID, SECRET_KEY, SESSION_TOKEN)) {
      if (fixed && !signable(config.values().get(given))) {
        return ConfigProblem.of(given, "holds a character other than visible ASCII");
      }
    }
    Endpoint tokens = new Endpoint(config.getString(STS_ENDPOINT));
    boolean asksForTokens = provider.equals(WEB_IDENTITY) || config.getString(ROLE_ARN) != null;
    if (asksForTokens && !tokens.secure() && !Validators.loopback(URI.create(tokens.address()))) {
      return ConfigProblem.of(STS_ENDPOINT, "must be https://, as a key comes from there");
    }
    if (provider.equals(FROM_FILE) && config.getString(FILE) == null) {
      return ConfigProblem.of(FILE, "is required with ci.credentials.provider=file");
    }
    return null;
  }

  private static Credentials given(AbstractConfig config) {
    return new Credentials(
        config.getString(SECRET_ID),
        config.getPassword(SECRET_KEY).value(),
        Setting.secretOf(config, SESSION_TOKEN));
  }

  private static boolean isAbsolutePath(String text) {
    try {
      return Path.of(text).isAbsolute();
    } catch (InvalidPathException none) {
      return false;
    }
  }

  /** What {@link Credentials} take: white space around is none of the value. */
  private static boolean signable(@Nullable Object value) {
    String text = value instanceof Password password ? password.value() : String.valueOf(value);
    return text.strip().chars().allMatch(c -> c > ' ' && c < 127);
  }
}
