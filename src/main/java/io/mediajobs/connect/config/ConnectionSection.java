package io.mediajobs.connect.config;

import io.mediajobs.client.http.Proxy;
import io.mediajobs.client.http.TrustStore;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.jspecify.annotations.Nullable;

/** Settings of the way to the service: a proxy, and whose certificates are trusted. */
final class ConnectionSection {

  static final String PROXY_HOST = "proxy.host";
  static final String PROXY_PORT = "proxy.port";
  static final String PROXY_USER = "proxy.user";
  static final String PROXY_PASSWORD = "proxy.password";
  static final String TRUSTSTORE = "ssl.truststore.location";
  static final String TRUSTSTORE_PASSWORD = "ssl.truststore.password";
  static final String TRUSTSTORE_TYPE = "ssl.truststore.type";

  /** Whether validating the settings includes a {@link ConnectionCheck}. */
  static final String VALIDATE = "validate.connection";

  private static final Pattern HOST_FORM =
      Pattern.compile("[A-Za-z0-9._-]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
  private static final Pattern USER_FORM =
      Pattern.compile("[^:\\p{Cntrl}]*[^:\\p{Cntrl}\\s][^:\\p{Cntrl}]*");

  private ConnectionSection() {}

  static void define(ConfigDef def) {
    Setting.define(
        def,
        "Connection",
        Setting.text(PROXY_HOST, "Proxy host")
            .matching(HOST_FORM, "the name or the address of a host, without scheme and port")
            .doc(
                "The host of an HTTP proxy on the way to the job API. By default there is none,"
                    + " whatever the worker's system properties say."),
        Setting.number(PROXY_PORT, "Proxy port")
            .validatedBy(Validators.unlessNull(Range.between(1, 65535)))
            .visibleWith(PROXY_HOST)
            .doc("The port of the proxy."),
        Setting.text(PROXY_USER, "Proxy user")
            .matching(USER_FORM, "a text without colons that is not blank")
            .visibleWith(PROXY_HOST)
            .doc(
                "Whom the proxy is to let pass, where it asks for a user (Basic). Only the proxy"
                    + " gets to see it."),
        Setting.secret(PROXY_PASSWORD, "Proxy password")
            .visibleWith(PROXY_HOST)
            .doc("The password of that user."),
        Setting.text(TRUSTSTORE, "Trust store")
            .validatedBy(Validators.textOrNull())
            .doc(
                "A file on each worker with the certificates that may vouch for the job API, in"
                    + " place of those that Java trusts. It is read at the start."),
        Setting.secret(TRUSTSTORE_PASSWORD, "Trust store password")
            .visibleWith(TRUSTSTORE)
            .doc("The password of that file; PEM has none."),
        Setting.choice(
                TRUSTSTORE_TYPE, "Trust store type", "JKS", TrustStoreFile.PKCS12, TrustStore.PEM)
            .visibleWith(TRUSTSTORE)
            .doc("What kind of file that is: JKS, PKCS12 or PEM."),
        Setting.flag(VALIDATE, "Validate connection", true)
            .doc(
                "Whether validating these settings, as creating the connector does, tries them with"
                    + " one signed request of 5 seconds at most, and so finds wrong keys, missing"
                    + " permissions and blocked networks."));
  }

  /** The proxy; null for none. {@link #crossCheck} has seen to it that it is whole. */
  static @Nullable Proxy proxy(AbstractConfig config) {
    String host = config.getString(PROXY_HOST);
    return host == null
        ? null
        : new Proxy(
            host,
            config.getInt(PROXY_PORT),
            config.getString(PROXY_USER),
            Setting.secretOf(config, PROXY_PASSWORD));
  }

  /** Reads the trust store, where the settings name one. */
  static TrustStoreFile.Opened trusted(AbstractConfig config) {
    String location = config.getString(TRUSTSTORE);
    String type = config.getString(TRUSTSTORE_TYPE);
    return location == null
        ? TrustStoreFile.Opened.NONE
        : new TrustStoreFile(location, type, Setting.secretOf(config, TRUSTSTORE_PASSWORD)).open();
  }

  /** What is wrong between these settings; null for nothing. */
  static @Nullable ConfigProblem crossCheck(AbstractConfig config) {
    ConfigProblem proxy = proxyProblem(config);
    if (proxy != null) {
      return proxy;
    }
    return config.getString(TRUSTSTORE) == null
            && Setting.secretOf(config, TRUSTSTORE_PASSWORD) != null
        ? ConfigProblem.of(TRUSTSTORE, "is required with ssl.truststore.password")
        : null;
  }

  private static @Nullable ConfigProblem proxyProblem(AbstractConfig config) {
    boolean host = config.getString(PROXY_HOST) != null;
    boolean port = config.getInt(PROXY_PORT) != null;
    boolean user = config.getString(PROXY_USER) != null;
    boolean password = Setting.secretOf(config, PROXY_PASSWORD) != null;
    if (!host && (port || user || password)) {
      String other = port ? PROXY_PORT : user ? PROXY_USER : PROXY_PASSWORD;
      return ConfigProblem.of(PROXY_HOST, "is required with " + other);
    }
    if (host && !port) {
      return ConfigProblem.of(PROXY_PORT, "is required with proxy.host");
    }
    if (user != password) {
      return user
          ? ConfigProblem.of(PROXY_PASSWORD, "is required with proxy.user")
          : ConfigProblem.of(PROXY_USER, "is required with proxy.password");
    }
    return null;
  }
}
