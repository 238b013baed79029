package io.mediajobs.connect.config;

import io.mediajobs.client.http.Proxy;
import io.mediajobs.client.http.TrustStore;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Recommender;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/** Settings of the way to the service: a proxy, and whose certificates are trusted. */
public final class ConnectionSection {

  static final String PROXY_HOST = "proxy.host";
  static final String PROXY_PORT = "proxy.port";
  static final String PROXY_USER = "proxy.user";
  static final String PROXY_PASSWORD = "proxy.password";
  static final String TRUSTSTORE = "ssl.truststore.location";
  static final String TRUSTSTORE_PASSWORD = "ssl.truststore.password";
  static final String TRUSTSTORE_TYPE = "ssl.truststore.type";
  public static final String VALIDATE = "validate.connection";

  private static final String GROUP = "Connection";
  private static final Pattern HOST_FORM =
      Pattern.compile("[A-Za-z0-9._-]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
  private static final Pattern USER_FORM =
      Pattern.compile("[^:\\p{Cntrl}]*[^:\\p{Cntrl}\\s][^:\\p{Cntrl}]*");

  private ConnectionSection() {}

  static ConfigDef define(ConfigDef def) {
    text(
        def,
        PROXY_HOST,
        Validators.matching(
            HOST_FORM, "the name or the address of a host, without scheme and port"),
        "The host of an HTTP proxy on the way to the job API. By default there is none, whatever"
            + " the worker's system properties say.",
        1,
        "Proxy host",
        Recommenders.values());
    def.define(
        PROXY_PORT,
        Type.INT,
        null,
        Validators.unlessNull(Range.between(1, 65535)),
        Importance.LOW,
        "The port of the proxy.",
        GROUP,
        2,
        Width.SHORT,
        "Proxy port",
        Recommenders.whereSet(PROXY_HOST));
    text(
        def,
        PROXY_USER,
        Validators.matching(USER_FORM, "a text without colons that is not blank"),
        "Whom the proxy is to let pass, where it asks for a user (Basic). Only the proxy gets to"
            + " see it.",
        3,
        "Proxy user",
        Recommenders.whereSet(PROXY_HOST));
    password(
        def,
        PROXY_PASSWORD,
        "The password of that user.",
        4,
        "Proxy password",
        Recommenders.whereSet(PROXY_HOST));
    text(
        def,
        TRUSTSTORE,
        Validators.textOrNull(),
        "A file on each worker with the certificates that may vouch for the job API, in place of"
            + " those that Java trusts. It is read at the start.",
        5,
        "Trust store",
        Recommenders.values());
    password(
        def,
        TRUSTSTORE_PASSWORD,
        "The password of that file; PEM has none.",
        6,
        "Trust store password",
        Recommenders.whereSet(TRUSTSTORE));
    def.define(
        TRUSTSTORE_TYPE,
        Type.STRING,
        "JKS",
        ValidString.in("JKS", TrustStoreFile.PKCS12, TrustStore.PEM),
        Importance.LOW,
        "What kind of file that is: JKS, PKCS12 or PEM.",
        GROUP,
        7,
        Width.SHORT,
        "Trust store type",
        Recommenders.whereSet(TRUSTSTORE, "JKS", TrustStoreFile.PKCS12, TrustStore.PEM));
    def.define(
        VALIDATE,
        Type.BOOLEAN,
        true,
        Importance.LOW,
        "Whether validating these settings, as creating the connector does, tries them with one"
            + " signed request of 5 seconds at most, and so finds wrong keys, missing permissions"
            + " and blocked networks.",
        GROUP,
        8,
        Width.SHORT,
        "Validate connection");
    return def;
  }

  private static void text(
      ConfigDef def,
      String key,
      Validator valid,
      String doc,
      int order,
      String name,
      Recommender recommender) {
    Width width = Width.MEDIUM;
    Importance importance = Importance.LOW;
    def.define(
        key, Type.STRING, null, valid, importance, doc, GROUP, order, width, name, recommender);
  }

  private static void password(
      ConfigDef def, String key, String doc, int order, String name, Recommender recommender) {
    Width width = Width.MEDIUM;
    Importance importance = Importance.LOW;
    def.define(key, Type.PASSWORD, null, importance, doc, GROUP, order, width, name, recommender);
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
            password(config, PROXY_PASSWORD));
  }

  /** The file of certificates that the settings name; null for none. */
  private static @Nullable TrustStoreFile trustStore(AbstractConfig config) {
    String location = config.getString(TRUSTSTORE);
    return location == null
        ? null
        : new TrustStoreFile(
            location, config.getString(TRUSTSTORE_TYPE), password(config, TRUSTSTORE_PASSWORD));
  }

  /** Reads the trust store, where the settings name one. */
  static TrustStoreFile.Opened trusted(AbstractConfig config) {
    TrustStoreFile file = trustStore(config);
    return file == null ? TrustStoreFile.Opened.NONE : file.open();
  }

  /** What is wrong between these settings, if anything, with the key at fault. */
  static @Nullable ConfigProblem crossCheck(AbstractConfig config) {
    ConfigProblem proxy = proxyComplaint(config);
    if (proxy != null) {
      return proxy;
    }
    return config.getString(TRUSTSTORE) == null && password(config, TRUSTSTORE_PASSWORD) != null
        ? new ConfigProblem(TRUSTSTORE, "is required with ssl.truststore.password")
        : null;
  }

  private static @Nullable ConfigProblem proxyComplaint(AbstractConfig config) {
    boolean host = config.getString(PROXY_HOST) != null;
    boolean port = config.getInt(PROXY_PORT) != null;
    boolean user = config.getString(PROXY_USER) != null;
    boolean password = password(config, PROXY_PASSWORD) != null;
    if (!host && (port || user || password)) {
      String other = port ? PROXY_PORT : user ? PROXY_USER : PROXY_PASSWORD;
      return new ConfigProblem(PROXY_HOST, "is required with " + other);
    }
    if (host && !port) {
      return new ConfigProblem(PROXY_PORT, "is required with proxy.host");
    }
    if (user != password) {
      return user
          ? new ConfigProblem(PROXY_PASSWORD, "is required with proxy.user")
          : new ConfigProblem(PROXY_USER, "is required with proxy.password");
    }
    return null;
  }

  private static @Nullable String password(AbstractConfig config, String key) {
    Password password = config.getPassword(key);
    return password == null || password.value().isBlank() ? null : password.value();
  }
}
