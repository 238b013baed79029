package io.mediajobs.client.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * Where a service is: https or http, a host, perhaps a port, and nothing else.
 *
 * @param address {@code https://jobs.example:8443}; its host may have {@value #BUCKET} and {@value
 *     #REGION} in it, where each bucket has a host of its own
 */
public record Endpoint(String address) {

  private static final int MAX_PORT = 65_535;

  /** Stands for the name of a bucket. */
  public static final String BUCKET = "{bucket}";

  /** Stands for the region of a bucket. */
  static final String REGION = "{region}";

  /** Where Cloud Infinite is. */
  public static final Endpoint SERVICE =
      new Endpoint("https://" + BUCKET + ".ci." + REGION + ".myqcloud.com");

  /**
   * Checks the address.
   *
   * @throws IllegalArgumentException with one sentence, in which the address is not repeated, since
   *     it may hold a password
   */
  public Endpoint {
    if (!isAddress(address)) {
      throw new IllegalArgumentException(
          "ci.endpoint must be https:// or http:// with a host, perhaps a port, and nothing else");
    }
  }

  /** Whether a text is such an address. */
  public static boolean isAddress(String text) {
    try {
      URI address = new URI(filled(text, "b-1", "r-1"));
      String scheme = address.getScheme();
      String path = address.getRawPath();
      return ("https".equalsIgnoreCase(scheme) || "http".equalsIgnoreCase(scheme))
          && address.getHost() != null
          && address.getPort() != 0
          && address.getPort() <= MAX_PORT
          && address.getRawUserInfo() == null
          && address.getRawQuery() == null
          && address.getRawFragment() == null
          && (path == null || path.isEmpty() || path.equals("/"));
    } catch (URISyntaxException notAnAddress) {
      return false;
    }
  }

  /** Where a bucket is: without placeholders. */
  public Endpoint of(String bucket, String region) {
    return address.indexOf('{') < 0 ? this : new Endpoint(filled(address, bucket, region));
  }

  /**
   * Where the buckets of a region are listed: on a host of the service of its own, or, without
   * placeholders, where everything is.
   */
  Endpoint of(String region) {
    if (address.indexOf('{') < 0) {
      return this;
    }
    int port = URI.create(filled(address, "b-1", "r-1")).getPort();
    return new Endpoint(
        (secure() ? "https://ci." : "http://ci.")
            + region
            + ".myqcloud.com"
            + (port < 0 ? "" : ":" + port));
  }

  /**
   * The {@code Host} header, which is signed just as it is sent: no port where it is the default.
   */
  String host() {
    URI uri = URI.create(address);
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    int port = uri.getPort();
    int usual = secure() ? 443 : 80;
    return port == -1 || port == usual ? host : host + ":" + port;
  }

  /** Scheme and authority: what a path is appended to. */
  String origin() {
    return (secure() ? "https://" : "http://") + host();
  }

  /** Whether the connection is TLS. */
  public boolean secure() {
    return address.toLowerCase(Locale.ROOT).startsWith("https:");
  }

  /** The address. */
  @Override
  public String toString() {
    return address;
  }

  private static String filled(String text, String bucket, String region) {
    return text.replace(BUCKET, bucket).replace(REGION, region);
  }
}
