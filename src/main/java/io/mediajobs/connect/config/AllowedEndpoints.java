package io.mediajobs.connect.config;

import io.mediajobs.client.http.Endpoint;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import org.apache.kafka.common.config.AbstractConfig;
import org.jspecify.annotations.Nullable;

/**
 * Where signatures may go that are made with credentials of the worker: whoever may create a
 * connector must not be able to have them sent elsewhere. That is the service itself, this machine,
 * and what the operator of the worker has allowed by a system property; what is asked for is never
 * in the clear on its way through a proxy, and nobody else's certificates vouch for the service.
 */
final class AllowedEndpoints {

  /** Addresses as of {@code ci.endpoint}, with commas between them. */
  static final String PROPERTY = "io.mediajobs.allowed.endpoints";

  private static final String SERVICE = "myqcloud.com";
  private static final String TOKENS = "tencentcloudapi.com";

  private AllowedEndpoints() {}

  /** What is wrong with the way to the service; null where the credentials may go it. */
  static @Nullable ConfigProblem problem(AbstractConfig config, Endpoint endpoint) {
    String provider = config.getString(CredentialsSection.PROVIDER);
    if (provider.equals(CredentialsSection.STATIC)) {
      return null;
    }
    String given = config.getString(ServiceSection.ENDPOINT);
    Endpoint named = given == null ? endpoint : new Endpoint(given);
    ConfigProblem problem = problem(config, ServiceSection.ENDPOINT, named, SERVICE);
    boolean tokens =
        provider.equals(CredentialsSection.WEB_IDENTITY)
            || config.getString(CredentialsSection.ROLE_ARN) != null;
    if (problem != null || !tokens) {
      return problem;
    }
    Endpoint sts = new Endpoint(config.getString(CredentialsSection.STS_ENDPOINT));
    return problem(config, CredentialsSection.STS_ENDPOINT, sts, TOKENS);
  }

  private static @Nullable ConfigProblem problem(
      AbstractConfig config, String key, Endpoint endpoint, String domain) {
    if (isAllowed(endpoint)) {
      return null;
    }
    URI sample = URI.create(endpoint.of("b-1", "r-1").address());
    String host = sample.getHost().toLowerCase(Locale.ROOT);
    String unless =
        " with ci.credentials.provider="
            + config.getString(CredentialsSection.PROVIDER)
            + ", as the credentials of the worker must not get to others; whoever runs the worker"
            + " can allow the endpoint by its system property "
            + PROPERTY;
    if (!Validators.loopback(sample) && !(endpoint.secure() && host.endsWith("." + domain))) {
      return ConfigProblem.of(key, "must be https:// of " + domain + ", or this machine," + unless);
    }
    if (!endpoint.secure() && config.getString(ConnectionSection.PROXY_HOST) != null) {
      return ConfigProblem.of(
          ConnectionSection.PROXY_HOST, "can't be on the way to http://" + unless);
    }
    if (config.getString(ConnectionSection.TRUSTSTORE) != null) {
      return ConfigProblem.of(ConnectionSection.TRUSTSTORE, "can't be set" + unless);
    }
    return null;
  }

  /** Whether the operator has allowed an address, as the settings name it. */
  private static boolean isAllowed(Endpoint endpoint) {
    String address = plain(endpoint.address());
    return Arrays.stream(System.getProperty(PROPERTY, "").split(","))
        .anyMatch(allowed -> plain(allowed).equals(address));
  }

  private static String plain(String address) {
    return address.strip().toLowerCase(Locale.ROOT).replaceFirst("/$", "");
  }
}
